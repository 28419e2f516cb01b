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

const role = (
  displayName: string,
  isBuiltIn: boolean,
  actions: readonly (ResourceAction | '*')[],
  id = uuidOf(`role ${displayName}`),
): RoleDefinition => ({ id, displayName, isBuiltIn, actions: [...actions] })

/**
 * Intune's roles as far as they touch this console. Published ids where there are any; the others are our own.
 * Intune Administrator is a role of Entra, kept here so that one list answers who may do what.
 */
export const roles = {
  intuneAdministrator: role('Intune Administrator', true, ['*']),
  privilegeManager: role('Endpoint Privilege Manager', true, [
    ...authoring,
    ...requestRights,
    ...inventory,
    'Microsoft.Intune_AdminTasks_Read',
  ]),
  privilegeReader: role(
    'Endpoint Privilege Reader',
    true,
    [...reading, ...inventory, 'Microsoft.Intune_AdminTasks_Read'],
    '9553af24-bd83-4ac3-a339-0e58f9e5478e',
  ),
  securityManager: role(
    'Endpoint Security Manager',
    true,
    [
      ...authoring,
      ...requestRights,
      ...inventory,
      'Microsoft.Intune_Audit_Read',
      'Microsoft.Intune_Roles_Read',
    ],
    'c56d53a2-73d0-4502-b6bd-4a9d3dba28d5',
  ),
  readOnlyOperator: role('Read Only Operator', true, [
    ...reading,
    ...inventory,
    'Microsoft.Intune_Audit_Read',
    'Microsoft.Intune_Roles_Read',
  ]),
  roleAdministrator: role(
    'Intune Role Administrator',
    true,
    [
      'Microsoft.Intune_Organization_Read',
      'Microsoft.Intune_Roles_Read',
      'Microsoft.Intune_Roles_Create',
      'Microsoft.Intune_Roles_Update',
      'Microsoft.Intune_Roles_Delete',
      'Microsoft.Intune_Roles_Assign',
    ],
    'fb2603eb-3c87-4be3-8b5b-d58a5b4a0bc0',
  ),
  requestsApprover: role('Elevation Requests Approver', false, [
    ...requestRights,
    'Microsoft.Intune_ManagedDevices_Read',
  ]),
  policyAuthor: role('Elevation Policy Author', false, authoring),
} as const

export const roleDefinitions: readonly RoleDefinition[] = Object.values(roles)
