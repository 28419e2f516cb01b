import { resourceActions, type ResourceAction } from '#contract/rights.ts'

/** `permission` is the heading in the role editor, `right` what stands below it (epm-behaviour 10.1). */
export type RightText = { permission: string; right: string; description: string }

const authoring = 'Endpoint Privilege Management Policy Authoring'
const requests = 'Endpoint Privilege Management Elevation Requests'
const text = (permission: string, right: string, description: string): RightText => ({
  permission,
  right,
  description,
})

/** A right without its words is a type error. */
export const rightTexts: Readonly<Record<ResourceAction, RightText>> = {
  'Microsoft.Intune_EpmPolicy_Read': text(
    authoring,
    'Read',
    'Read elevation policies and reusable settings.',
  ),
  'Microsoft.Intune_EpmPolicy_Create': text(
    authoring,
    'Create',
    'Create elevation policies and reusable settings.',
  ),
  'Microsoft.Intune_EpmPolicy_Update': text(
    authoring,
    'Update',
    'Change elevation policies, their rules and reusable settings.',
  ),
  'Microsoft.Intune_EpmPolicy_Delete': text(
    authoring,
    'Delete',
    'Delete elevation policies and reusable settings.',
  ),
  'Microsoft.Intune_EpmPolicy_Assign': text(
    authoring,
    'Assign',
    'Assign elevation policies to the scope groups of the role assignment.',
  ),
  'Microsoft.Intune_EpmPolicy_ViewReports': text(
    authoring,
    'View Reports',
    'View the overview, the reports and single elevations.',
  ),
  'Microsoft.Intune_EpmPolicy_ViewElevationRequests': text(
    requests,
    'View elevation requests',
    'View requests for support approved elevations.',
  ),
  'Microsoft.Intune_EpmPolicy_ModifyElevationRequests': text(
    requests,
    'Modify elevation requests',
    'Approve, deny or revoke requests for support approved elevations.',
  ),
  'Microsoft.Intune_ManagedDevices_Read': text('Managed devices', 'Read', 'Read devices.'),
  'Microsoft.Intune_Organization_Read': text(
    'Organization',
    'Read',
    'Read settings of the organization.',
  ),
  'Microsoft.Intune_Audit_Read': text('Audit data', 'Read', 'Read the audit logs.'),
  'Microsoft.Intune_Roles_Read': text(
    'Roles',
    'Read',
    'Read roles, role assignments and what a person may do.',
  ),
  'Microsoft.Intune_Roles_Create': text('Roles', 'Create', 'Create custom roles and scope tags.'),
  'Microsoft.Intune_Roles_Update': text('Roles', 'Update', 'Change custom roles and scope tags.'),
  'Microsoft.Intune_Roles_Delete': text('Roles', 'Delete', 'Delete custom roles and scope tags.'),
  'Microsoft.Intune_Roles_Assign': text(
    'Roles',
    'Assign',
    'Create, change and delete role assignments.',
  ),
  'Microsoft.Intune_AdminTasks_Read': text('Admin tasks', 'Read', 'Read admin tasks.'),
  'Microsoft.Intune_AdminTasks_Create': text('Admin tasks', 'Create', 'Create admin tasks.'),
  'Microsoft.Intune_AdminTasks_Update': text('Admin tasks', 'Update', 'Change admin tasks.'),
  'Microsoft.Intune_AdminTasks_Delete': text('Admin tasks', 'Delete', 'Delete admin tasks.'),
  'Microsoft.Intune_AssignmentFilter_Read': text('Filters', 'Read', 'Read assignment filters.'),
  'Microsoft.Exchange_RoleManagement_Read': text(
    'Role Management in Exchange',
    'Read',
    'See all settings and requests of privileged access.',
  ),
  'Microsoft.Exchange_RoleManagement_Update': text(
    'Role Management in Exchange',
    'Manage',
    'Change settings, approvers’ groups and policies of privileged access, and revoke approvals.',
  ),
  'Microsoft.Exchange_CustomerLockbox_Approve': text(
    'Customer Lockbox access approver',
    'Approve',
    'Approve and deny Customer Lockbox requests.',
  ),
}

const known: readonly string[] = resourceActions
export const isResourceAction = (action: string): action is ResourceAction => known.includes(action)

/**
 * Rights of Exchange come with a role of Microsoft Entra ID. Role Management in Exchange is none of Intune's to give, so no
 * custom role has them (epm-behaviour 19.5, graph-contract 9).
 */
export const isOfExchange = (action: string): boolean => action.startsWith('Microsoft.Exchange_')

/** `Roles: Assign`; an action of elsewhere stays as it is, `*` is said. */
export const rightInWords = (action: string): string => {
  if (action === '*') return 'Every right'
  if (!isResourceAction(action)) return action
  const { permission, right } = rightTexts[action]
  return `${permission}: ${right}`
}

/** What kind of object a right is about. Rights over one kind are merged, those over two never (epm-behaviour 11). */
export const permissionOf = (action: string): string =>
  isResourceAction(action) ? rightTexts[action].permission : action
