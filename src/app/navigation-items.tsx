import {
  CertificateRegular,
  ClipboardTaskListLtrRegular,
  DataBarVerticalRegular,
  DataTrendingRegular,
  DesktopRegular,
  DocumentBulletListRegular,
  KeyMultipleRegular,
  PersonClockRegular,
  PersonKeyRegular,
} from '@fluentui/react-icons'
import type { ReactElement } from 'react'

import type { ResourceAction } from '#contract/rights.ts'
import type { Rights } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'

export type NavigationItem = {
  to: string
  label: string
  icon: ReactElement
  /** Opens the page; without it the page is not offered. Null for everybody's. */
  right: ResourceAction | null
  /** Who has it begins here when no other page opens; for pages that everybody may open. */
  homeOf?: ResourceAction
  badge?: 'pendingRequests'
}

/** Only pages that exist. */
export const navigation: readonly { title: string; items: readonly NavigationItem[] }[] = [
  {
    title: 'Endpoint Privilege Management',
    items: [
      {
        to: paths.overview(),
        label: 'Overview',
        icon: <DataTrendingRegular />,
        right: 'Microsoft.Intune_EpmPolicy_ViewReports',
      },
      {
        to: paths.elevationRequests(),
        label: 'Elevation requests',
        icon: <PersonClockRegular />,
        right: 'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
        badge: 'pendingRequests',
      },
      {
        to: paths.reports(),
        label: 'Reports',
        icon: <DataBarVerticalRegular />,
        right: 'Microsoft.Intune_EpmPolicy_ViewReports',
      },
      {
        to: paths.policies(),
        label: 'Policies',
        icon: <DocumentBulletListRegular />,
        right: 'Microsoft.Intune_EpmPolicy_Read',
      },
      {
        to: paths.reusableSettings(),
        label: 'Reusable settings',
        icon: <CertificateRegular />,
        right: 'Microsoft.Intune_EpmPolicy_Read',
      },
    ],
  },
  {
    title: 'Microsoft 365',
    items: [
      {
        to: paths.privilegedAccessHome(),
        label: 'Privileged access',
        icon: <KeyMultipleRegular />,
        right: null,
        homeOf: 'Microsoft.Exchange_RoleManagement_Read',
      },
    ],
  },
  {
    title: 'Tenant',
    items: [
      {
        to: paths.auditLogs(),
        label: 'Audit logs',
        icon: <ClipboardTaskListLtrRegular />,
        right: 'Microsoft.Intune_Audit_Read',
      },
      {
        to: paths.devices(),
        label: 'Devices',
        icon: <DesktopRegular />,
        right: 'Microsoft.Intune_ManagedDevices_Read',
      },
      {
        to: paths.roles(),
        label: 'Roles',
        icon: <PersonKeyRegular />,
        right: 'Microsoft.Intune_Roles_Read',
      },
    ],
  },
]

/** Whether this person may open the page of the item. */
export const mayOpen = (rights: Rights, { right }: Pick<NavigationItem, 'right'>): boolean =>
  right === null || rights.can(right)

/** The first page that a right of this person opens, or null. */
export const firstReadable = (rights: Rights): string | null =>
  navigation
    .flatMap(({ items }) => items)
    .find(({ right, homeOf = right }) => homeOf !== null && rights.can(homeOf))?.to ?? null

/** The item whose page stands at or below this path; every page belongs to one. */
export const itemOf = (path: string): NavigationItem => {
  const item = navigation
    .flatMap(({ items }) => items)
    .find(({ to }) => path === to || path.startsWith(`${to}/`))
  invariant(item, `No navigation item for ${path}: add one to src/app/navigation-items.tsx.`)
  return item
}
