import type { ResourceAction } from '#contract/rights.ts'

import { uuidOf } from './ids.ts'
import type { World } from './world.ts'

type RoleDefinition = World['roleDefinitions'][number]

const authoring: ResourceAction[] = [
  'Microsoft.Intune_EpmPolicy_Read',
  'Microsoft.Intune_EpmPolicy_Create',
  'Microsoft.Intune_EpmPolicy_Update',
  'Microsoft.Intune_EpmPolicy_Delete',
  'Microsoft.Intune_EpmPolicy_Assign',
  'Microsoft.Intune_EpmPolicy_ViewReports',
]
const requestRights: ResourceAction[] = [
  'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
  'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
]
const reading: ResourceAction[] = [
  'Microsoft.Intune_EpmPolicy_Read',
  'Microsoft.Intune_EpmPolicy_ViewReports',
  'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
]
const inventory: ResourceAction[] = [
  'Microsoft.Intune_ManagedDevices_Read',
  'Microsoft.Intune_Organization_Read',
]

const adminTasks: ResourceAction[] = [
  'Microsoft.Intune_AdminTasks_Read',
  'Microsoft.Intune_AdminTasks_Create',
  'Microsoft.Intune_AdminTasks_Update',
  'Microsoft.Intune_AdminTasks_Delete',
]
const roleRights: ResourceAction[] = [
  'Microsoft.Intune_Roles_Read',
  'Microsoft.Intune_Roles_Create',
  'Microsoft.Intune_Roles_Update',
  'Microsoft.Intune_Roles_Delete',
  'Microsoft.Intune_Roles_Assign',
]

type Role = {
  name: string
  description: string
  actions: readonly (ResourceAction | '*')[]
  id?: string
}
const role = (isBuiltIn: boolean, { name, description, actions, id }: Role): RoleDefinition => ({
  id: id ?? uuidOf(`role ${name}`),
  displayName: name,
  description,
  isBuiltIn,
  actions: [...actions],
})
const builtIn = (facts: Role) => role(true, facts)
export const customRole = (facts: Role): RoleDefinition => role(false, facts)

/**
 * Intune's roles as far as they touch this console, with the rights of epm-behaviour 10.2. Published ids where there are
 * any; the others are our own. Intune Administrator is a role of Entra, kept here so that one list answers who may do what;
 * so is Exchange Administrator, which stands for whoever has Role Management in Exchange and answers Customer Lockbox.
 */
export const roles = {
  intuneAdministrator: builtIn({
    name: 'Intune Administrator',
    description:
      'Every right over everything, whatever the scope tags. A role of Microsoft Entra ID, shown here because it decides what a person may do.',
    actions: ['*'],
  }),
  privilegeManager: builtIn({
    name: 'Endpoint Privilege Manager',
    description:
      'Writes and assigns elevation policies, and sees and decides elevation requests. Does not read the audit logs.',
    actions: [...authoring, ...requestRights, ...inventory, ...adminTasks],
  }),
  privilegeReader: builtIn({
    name: 'Endpoint Privilege Reader',
    description: 'Reads elevation policies, reports and elevation requests.',
    actions: [...reading, ...inventory, 'Microsoft.Intune_AdminTasks_Read'],
    id: '9553af24-bd83-4ac3-a339-0e58f9e5478e',
  }),
  securityManager: builtIn({
    name: 'Endpoint Security Manager',
    description:
      'Manages endpoint security: writes and assigns elevation policies, decides elevation requests, and reads the audit logs and roles.',
    actions: [
      ...authoring,
      ...requestRights,
      ...inventory,
      'Microsoft.Intune_Audit_Read',
      'Microsoft.Intune_Roles_Read',
      'Microsoft.Intune_AssignmentFilter_Read',
    ],
    id: 'c56d53a2-73d0-4502-b6bd-4a9d3dba28d5',
  }),
  readOnlyOperator: builtIn({
    name: 'Read Only Operator',
    description: 'Sees everything and changes nothing.',
    actions: [
      ...reading,
      ...inventory,
      'Microsoft.Intune_Audit_Read',
      'Microsoft.Intune_Roles_Read',
    ],
    id: 'fa1d7878-e8cb-41a1-8254-0142355c9f84',
  }),
  helpDeskOperator: builtIn({
    name: 'Help Desk Operator',
    description:
      'Helps people with their devices. Has no right over elevation policies or elevation requests; reads the audit logs and admin tasks.',
    actions: ['Microsoft.Intune_Audit_Read', 'Microsoft.Intune_AdminTasks_Read'],
    id: '9e0cc482-82df-4ab2-a24c-0c23a3f52e1e',
  }),
  roleAdministrator: builtIn({
    name: 'Intune Role Administrator',
    description: 'Manages custom roles, scope tags, and who has which role.',
    actions: ['Microsoft.Intune_Organization_Read', ...roleRights],
    id: 'fb2603eb-3c87-4be3-8b5b-d58a5b4a0bc0',
  }),
  exchangeAdministrator: builtIn({
    name: 'Exchange Administrator',
    description:
      'Manages privileged access for Microsoft 365 and answers Customer Lockbox. A role of Microsoft Entra ID, which brings Role Management in Exchange.',
    actions: [
      'Microsoft.Exchange_RoleManagement_Read',
      'Microsoft.Exchange_RoleManagement_Update',
      'Microsoft.Exchange_CustomerLockbox_Approve',
    ],
  }),
  requestsApprover: customRole({
    name: 'Elevation Requests Approver',
    description: 'Sees and decides elevation requests, and sees devices.',
    actions: [...requestRights, 'Microsoft.Intune_ManagedDevices_Read'],
  }),
  policyAuthor: customRole({
    name: 'Elevation Policy Author',
    description: 'Writes and assigns elevation policies, and sees no requests.',
    actions: authoring,
  }),
} as const

export const roleDefinitions: readonly RoleDefinition[] = Object.values(roles)
