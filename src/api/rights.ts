import { useQuery } from '@tanstack/react-query'

import type { EffectivePermissions, ResourceAction } from '#contract/rights.ts'

import { q } from './queries.ts'

export type Rights = {
  /** Mirrors what the service enforces; the service decides. */
  can: (action: ResourceAction) => boolean
}

export const rightsQuery = q('effectivePermissions', {})

/** Grants and exclusions of all assignments; `*` is all (graph-contract 7.5). */
export const toRights = (permissions: EffectivePermissions): Rights => {
  const granted = new Set<string>()
  for (const permission of permissions.value) {
    const parts = permission.resourceActions ?? [
      { allowedResourceActions: permission.actions ?? [], notAllowedResourceActions: [] },
    ]
    for (const part of parts) {
      const refused = new Set(part.notAllowedResourceActions)
      for (const action of part.allowedResourceActions)
        if (!refused.has(action)) granted.add(action)
    }
  }
  return { can: (action) => granted.has('*') || granted.has(action) }
}

const none: Rights = { can: () => false }

/** The signed-in person's rights. The root loader has read them; until then nothing is allowed. */
export const useRights = (): Rights =>
  useQuery({ ...rightsQuery, select: toRights, staleTime: 60_000 }).data ?? none

const policyReaders = [
  'Endpoint Privilege Manager',
  'Endpoint Privilege Reader',
  'Endpoint Security Manager',
  'Read Only Operator',
]
const policyAuthors = ['Endpoint Privilege Manager', 'Endpoint Security Manager']
const roleAdministrators = ['Intune Role Administrator']
const exchange = ['Exchange Administrator']
const authoring = 'Endpoint Privilege Management Policy Authoring'
const requests = 'Endpoint Privilege Management Elevation Requests'

type RightText = { right: string; roles: readonly string[] }

/** What a right is called in Intune's role editor, and the built-in roles that have it (epm-behaviour 10). */
export const rightText = (action: ResourceAction): RightText =>
  rightTexts[action] ?? { right: action, roles: [] }

export const rightTexts: Partial<Record<ResourceAction, RightText>> = {
  'Microsoft.Intune_EpmPolicy_Read': { right: `${authoring}: Read`, roles: policyReaders },
  'Microsoft.Intune_EpmPolicy_Create': { right: `${authoring}: Create`, roles: policyAuthors },
  'Microsoft.Intune_EpmPolicy_Update': { right: `${authoring}: Update`, roles: policyAuthors },
  'Microsoft.Intune_EpmPolicy_Delete': { right: `${authoring}: Delete`, roles: policyAuthors },
  'Microsoft.Intune_EpmPolicy_Assign': { right: `${authoring}: Assign`, roles: policyAuthors },
  'Microsoft.Intune_EpmPolicy_ViewReports': {
    right: `${authoring}: View Reports`,
    roles: policyReaders,
  },
  'Microsoft.Intune_EpmPolicy_ViewElevationRequests': {
    right: `${requests}: View elevation requests`,
    roles: policyReaders,
  },
  'Microsoft.Intune_EpmPolicy_ModifyElevationRequests': {
    right: `${requests}: Modify elevation requests`,
    roles: policyAuthors,
  },
  'Microsoft.Intune_ManagedDevices_Read': {
    right: 'Managed devices: Read',
    roles: policyReaders,
  },
  'Microsoft.Intune_Audit_Read': {
    right: 'Audit data: Read',
    roles: ['Endpoint Security Manager', 'Read Only Operator', 'Help Desk Operator'],
  },
  'Microsoft.Intune_Roles_Read': {
    right: 'Roles: Read',
    roles: [...roleAdministrators, 'Endpoint Security Manager', 'Read Only Operator'],
  },
  'Microsoft.Intune_Roles_Create': { right: 'Roles: Create', roles: roleAdministrators },
  'Microsoft.Intune_Roles_Update': { right: 'Roles: Update', roles: roleAdministrators },
  'Microsoft.Intune_Roles_Delete': { right: 'Roles: Delete', roles: roleAdministrators },
  'Microsoft.Intune_Roles_Assign': { right: 'Roles: Assign', roles: roleAdministrators },
  'Microsoft.Exchange_RoleManagement_Read': {
    right: 'Role Management in Exchange: Read',
    roles: exchange,
  },
  'Microsoft.Exchange_RoleManagement_Update': {
    right: 'Role Management in Exchange: Manage',
    roles: exchange,
  },
}
