// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import type { ComponentType } from 'react'
import { describe, expect, it } from 'vitest'

import { sampleWorld } from '#worlds/sample/sample-world.ts'

import AuditLogsPage from './features/audit/AuditLogsPage.tsx'
import DevicesPage from './features/devices/DevicesPage.tsx'
import PoliciesPage from './features/policies/PoliciesPage.tsx'
import ElevationReportPage from './features/reports/ElevationReportPage.tsx'
import ReusableSettingsPage from './features/reusable-settings/ReusableSettingsPage.tsx'
import AssignmentsPage from './features/roles/assignments/AssignmentsPage.tsx'
import RolesPage from './features/roles/RolesPage.tsx'
import ScopeTagsPage from './features/roles/scope-tags/ScopeTagsPage.tsx'
import { faultsAt, graphPerTest, ofList } from './graph-faults.spec-helper.ts'
import { renderPage } from './render-page.spec-helper.tsx'

/** R54 on Microsoft Graph: faults against every other list. The queue is in `graph-faults.spec.tsx`. */
const sample = sampleWorld(new Date('2026-11-18T09:00:00.000Z'))
const world = {
  ...sample,
  // Their decisions are in the audit log.
  elevationRequests: sample.elevationRequests
    .filter(({ status }) => status === 'denied')
    .slice(0, 3),
  elevations: sample.elevations.slice(-30),
}
const on = graphPerTest(world, 'intune.admin@contoso.example')

const lists: {
  name: string
  page: ComponentType
  address: string
  path: RegExp
  /** Something of it, once it was read. */
  shows: RegExp | string
}[] = [
  {
    name: 'policies',
    page: PoliciesPage,
    address: '/epm/policies',
    path: /configurationPolicies$/,
    shows: /^Developer tools$/,
  },
  {
    name: 'reusable settings',
    page: ReusableSettingsPage,
    address: '/epm/reusable-settings',
    path: /reusablePolicySettings$/,
    shows: world.reusableSettings[0]?.displayName ?? '',
  },
  {
    name: 'elevations',
    page: ElevationReportPage,
    address: '/epm/reports/elevations?range=all',
    path: /privilegeManagementElevations$/,
    shows: world.elevations.at(-1)?.deviceName ?? '',
  },
  {
    name: 'audit logs',
    page: AuditLogsPage,
    address: '/audit-logs?range=all',
    path: /auditEvents$/,
    shows: /^Denied elevation request/,
  },
  {
    name: 'devices',
    page: DevicesPage,
    address: '/devices',
    path: /managedDevices$/,
    shows: /-LT-\d{4}$/,
  },
  {
    name: 'roles',
    page: RolesPage,
    address: '/roles',
    path: /roleDefinitions$/,
    shows: /^Endpoint Privilege Manager$/,
  },
  {
    name: 'role assignments',
    page: AssignmentsPage,
    address: '/roles/assignments',
    path: /roleAssignments$/,
    shows: /^Internal audit$/,
  },
  {
    name: 'scope tags',
    page: ScopeTagsPage,
    address: '/roles/scope-tags',
    path: /roleScopeTags$/,
    shows: /^Default$/,
  },
]

describe.each(lists.map((list, place) => ({ ...list, faults: faultsAt(place) })))(
  'the list of $name',
  ({ page, address, path, shows, faults }) => {
    it.each(faults)('%s', async (name) => {
      const outcome = ofList[name]
      const { router } = await renderPage(page, address.split('?')[0] ?? '', '/')
      on.fail(name, 'GET', path)
      await act(() => router.navigate(address))
      if (outcome !== 'done') {
        expect(await screen.findByRole('heading', { name: outcome })).toBeVisible()
        expect(screen.getAllByText(/^Request id/)[0]).toBeVisible()
        expect(on.calls('GET', path).length).toBeLessThanOrEqual(name === 'offline' ? 0 : 3)
        on.mend()
        // The chart above a list may have met the same, and say so later than the list.
        await waitFor(() => {
          for (const again of screen.queryAllByRole('button', { name: 'Try again' }))
            fireEvent.click(again)
          expect(screen.queryByRole('alert')).toBeNull()
        })
      }
      expect((await screen.findAllByText(shows))[0]).toBeVisible()
    })
  },
)
