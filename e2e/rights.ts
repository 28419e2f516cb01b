import type { Person } from './people.ts'

/** Rights by a short name, with what Intune's role editor calls them. */
export const rightNames = {
  read: 'Endpoint Privilege Management Policy Authoring: Read',
  create: 'Endpoint Privilege Management Policy Authoring: Create',
  update: 'Endpoint Privilege Management Policy Authoring: Update',
  delete: 'Endpoint Privilege Management Policy Authoring: Delete',
  assign: 'Endpoint Privilege Management Policy Authoring: Assign',
  reports: 'Endpoint Privilege Management Policy Authoring: View Reports',
  viewRequests: 'Endpoint Privilege Management Elevation Requests: View elevation requests',
  decide: 'Endpoint Privilege Management Elevation Requests: Modify elevation requests',
  devices: 'Managed devices: Read',
  audit: 'Audit data: Read',
  roles: 'Roles: Read',
  createRole: 'Roles: Create',
  updateRole: 'Roles: Update',
  deleteRole: 'Roles: Delete',
  assignRole: 'Roles: Assign',
} as const
export type RightKey = keyof typeof rightNames

/** The same on the wire. */
export const actions: Readonly<Record<RightKey, string>> = {
  read: 'Microsoft.Intune_EpmPolicy_Read',
  create: 'Microsoft.Intune_EpmPolicy_Create',
  update: 'Microsoft.Intune_EpmPolicy_Update',
  delete: 'Microsoft.Intune_EpmPolicy_Delete',
  assign: 'Microsoft.Intune_EpmPolicy_Assign',
  reports: 'Microsoft.Intune_EpmPolicy_ViewReports',
  viewRequests: 'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
  decide: 'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
  devices: 'Microsoft.Intune_ManagedDevices_Read',
  audit: 'Microsoft.Intune_Audit_Read',
  roles: 'Microsoft.Intune_Roles_Read',
  createRole: 'Microsoft.Intune_Roles_Create',
  updateRole: 'Microsoft.Intune_Roles_Update',
  deleteRole: 'Microsoft.Intune_Roles_Delete',
  assignRole: 'Microsoft.Intune_Roles_Assign',
}

const authoring: readonly RightKey[] = ['read', 'create', 'update', 'delete', 'assign', 'reports']
const manager: readonly RightKey[] = [...authoring, 'viewRequests', 'decide', 'devices']
const reader: readonly RightKey[] = ['read', 'reports', 'viewRequests', 'devices']

const roleRights: readonly RightKey[] = [
  'roles',
  'createRole',
  'updateRole',
  'deleteRole',
  'assignRole',
]

/** Who has what (epm-behaviour 10.2), written a second time on purpose. */
export const people: Readonly<Record<Person, readonly RightKey[]>> = {
  'intune.admin': [...manager, 'audit', ...roleRights],
  'epm.manager': manager,
  'epm.reader': reader,
  'security.manager': [...manager, 'audit', 'roles'],
  'readonly.operator': [...reader, 'audit', 'roles'],
  'requests.approver': ['viewRequests', 'decide', 'devices'],
  'policy.author': authoring,
  'exchange.admin': [],
  'role.admin': roleRights,
  'no.role': [],
}

/** Custom roles that no sample person has, given to the one without a role. */
export const mixes: Readonly<Record<string, readonly RightKey[]>> = {
  'Read without Update': ['read'],
  'Create without Assign': ['read', 'create'],
  'Update without Create': ['read', 'update'],
  'Assign without Update': ['read', 'assign'],
  'Delete only beside Read': ['read', 'delete'],
  'View Reports only': ['reports'],
  'Create without Read': ['create', 'reports'],
  'Decide without Read': ['viewRequests', 'decide'],
  'Modify without View': ['decide'],
  'Audit data only': ['audit'],
  'Roles: Read and Create': ['roles', 'createRole'],
  'Roles: Read and Assign': ['roles', 'assignRole'],
}

export type Ids = {
  request: string
  elevation: string
  policy: string
  reusable: string
  device: string
  role: string
  assignment: string
}

/** A page or a dialog by its address: all rights it needs, in the order in which they are asked for. */
export type Place = {
  name: string
  path: (ids: Ids) => string
  needs: readonly RightKey[]
  /** One of these, besides `needs`. */
  oneOf?: readonly RightKey[]
  /** Commands on it, with what each needs: any one of them. */
  commands?: Readonly<Record<string, readonly RightKey[]>>
  /** It opens over a page that stays, and says itself what is missing. */
  dialog?: string | RegExp
}

export const places: readonly Place[] = [
  { name: 'Overview', path: () => '/epm/overview', needs: ['reports'] },
  { name: 'Elevation requests', path: () => '/epm/elevation-requests', needs: ['viewRequests'] },
  {
    name: 'Elevation request',
    path: ({ request }) => `/epm/elevation-requests/${request}`,
    needs: ['viewRequests'],
    commands: {
      Approve: ['decide'],
      Deny: ['decide'],
      'Create a rule with these file details': ['create', 'update'],
    },
  },
  {
    name: 'Approve',
    path: ({ request }) => `/epm/elevation-requests/${request}/approve`,
    needs: ['viewRequests', 'decide'],
    dialog: 'Approve this elevation request?',
  },
  {
    name: 'Deny',
    path: ({ request }) => `/epm/elevation-requests/${request}/deny`,
    needs: ['viewRequests', 'decide'],
    dialog: 'Deny this elevation request?',
  },
  {
    name: 'Rule from a request',
    path: ({ request }) => `/epm/elevation-requests/${request}/rule`,
    needs: ['viewRequests'],
    oneOf: ['create', 'update'],
    dialog: 'Create a rule',
  },
  { name: 'Reports', path: () => '/epm/reports', needs: ['reports'] },
  {
    name: 'Elevation report',
    path: () => '/epm/reports/elevations',
    needs: ['reports'],
    commands: { 'Create a rule with these file details': ['create', 'update'] },
  },
  {
    name: 'Elevation',
    path: ({ elevation }) => `/epm/reports/elevations/${elevation}`,
    needs: ['reports'],
    commands: { 'Create a rule with these file details': ['create', 'update'] },
  },
  {
    name: 'Rule from an elevation',
    path: ({ elevation }) => `/epm/reports/elevations/${elevation}/rule`,
    needs: ['reports'],
    oneOf: ['create', 'update'],
    dialog: 'Create a rule',
  },
  { name: 'Report by applications', path: () => '/epm/reports/applications', needs: ['reports'] },
  { name: 'Report by users', path: () => '/epm/reports/users', needs: ['reports'] },
  {
    name: 'Policies',
    path: () => '/epm/policies',
    needs: ['read'],
    commands: { 'Create policy': ['create'], Import: ['create', 'update'] },
  },
  {
    name: 'New settings policy',
    path: () => '/epm/policies/new/elevation-settings',
    needs: ['read', 'create'],
  },
  {
    name: 'New rules policy',
    path: () => '/epm/policies/new/elevation-rules',
    needs: ['read', 'create'],
  },
  {
    name: 'Import',
    path: () => '/epm/policies/import',
    needs: ['read'],
    oneOf: ['create', 'update'],
  },
  {
    name: 'Policy',
    path: ({ policy }) => `/epm/policies/${policy}`,
    needs: ['read'],
    commands: {
      Duplicate: ['create'],
      Delete: ['delete'],
      'Edit basics': ['update'],
      'Edit scope tags': ['update'],
      'Edit assignments': ['assign'],
      'Edit configuration settings': ['update'],
    },
  },
  {
    name: 'Edit basics',
    path: ({ policy }) => `/epm/policies/${policy}/edit/basics`,
    needs: ['read', 'update'],
  },
  {
    name: 'Edit configuration',
    path: ({ policy }) => `/epm/policies/${policy}/edit/configuration`,
    needs: ['read', 'update'],
  },
  {
    name: 'Edit scope tags',
    path: ({ policy }) => `/epm/policies/${policy}/edit/scope-tags`,
    needs: ['read', 'update'],
  },
  {
    name: 'Edit assignments',
    path: ({ policy }) => `/epm/policies/${policy}/edit/assignments`,
    needs: ['read', 'assign'],
  },
  {
    name: 'Duplicate',
    path: ({ policy }) => `/epm/policies/${policy}?duplicate=${policy}`,
    needs: ['read', 'create'],
    dialog: 'Duplicate this policy',
  },
  {
    name: 'Delete policy',
    path: ({ policy }) => `/epm/policies/${policy}?delete=${policy}`,
    needs: ['read', 'delete'],
    dialog: 'Delete this policy?',
  },
  {
    name: 'History',
    path: ({ policy }) => `/epm/policies/${policy}/history`,
    needs: ['read'],
  },
  {
    name: 'Reusable settings',
    path: () => '/epm/reusable-settings',
    needs: ['read'],
    commands: { Add: ['create'] },
  },
  {
    name: 'New reusable setting',
    path: () => '/epm/reusable-settings/new',
    needs: ['read', 'create'],
  },
  {
    name: 'Reusable setting',
    path: ({ reusable }) => `/epm/reusable-settings/${reusable}`,
    needs: ['read'],
    commands: { Edit: ['update'], Delete: ['delete'] },
  },
  {
    name: 'Edit reusable setting',
    path: ({ reusable }) => `/epm/reusable-settings/${reusable}/edit`,
    needs: ['read', 'update'],
  },
  { name: 'Audit logs', path: () => '/audit-logs', needs: ['audit'] },
  { name: 'Devices', path: () => '/devices', needs: ['devices'] },
  { name: 'Device', path: ({ device }) => `/devices/${device}`, needs: ['devices'] },
  {
    name: 'Roles',
    path: () => '/roles',
    needs: ['roles'],
    commands: { 'Create role': ['createRole'] },
  },
  {
    name: 'Role',
    path: ({ role }) => `/roles/${role}`,
    needs: ['roles'],
    commands: {
      Assign: ['assignRole'],
      Copy: ['createRole'],
      Delete: ['deleteRole'],
      'Edit basics': ['updateRole'],
      'Edit permissions': ['updateRole'],
      'Edit scope tags': ['updateRole'],
    },
  },
  { name: 'New role', path: () => '/roles/new', needs: ['roles', 'createRole'] },
  {
    name: 'Edit permissions',
    path: ({ role }) => `/roles/${role}/edit/permissions`,
    needs: ['roles', 'updateRole'],
  },
  {
    name: 'Delete role',
    path: ({ role }) => `/roles/${role}?delete=${role}`,
    needs: ['roles', 'deleteRole'],
    dialog: /^(Delete this role\?|This role is assigned)$/,
  },
  {
    name: 'Assign role',
    path: ({ role }) => `/roles/${role}/assign`,
    needs: ['roles', 'assignRole'],
  },
  {
    name: 'Role assignments',
    path: () => '/roles/assignments',
    needs: ['roles'],
    commands: { 'Assign a role': ['assignRole'] },
  },
  {
    name: 'Role assignment',
    path: ({ assignment }) => `/roles/assignments/${assignment}`,
    needs: ['roles'],
    commands: {
      Delete: ['assignRole'],
      'Edit basics': ['assignRole'],
      'Edit members': ['assignRole'],
      'Edit scope groups': ['assignRole'],
      'Edit scope tags': ['assignRole'],
    },
  },
  {
    name: 'Edit members',
    path: ({ assignment }) => `/roles/assignments/${assignment}/edit/members`,
    needs: ['roles', 'assignRole'],
  },
  {
    name: 'Delete role assignment',
    path: ({ assignment }) => `/roles/assignments/${assignment}?delete=${assignment}`,
    needs: ['roles', 'assignRole'],
    dialog: 'Delete this role assignment?',
  },
  {
    name: 'Scope tags',
    path: () => '/roles/scope-tags',
    needs: ['roles'],
    commands: { 'Create scope tag': ['createRole'] },
  },
  {
    name: 'Scope tag',
    path: () => '/roles/scope-tags/1',
    needs: ['roles'],
    commands: { Edit: ['updateRole'], Delete: ['deleteRole'], 'Edit groups': ['updateRole'] },
  },
  {
    name: 'Scope tag groups',
    path: () => '/roles/scope-tags/1?dialog=groups',
    needs: ['roles', 'updateRole'],
    dialog: 'Groups whose devices get this tag',
  },
  {
    name: 'New scope tag',
    path: () => '/roles/scope-tags?dialog=new',
    needs: ['roles', 'createRole'],
    dialog: 'Create a scope tag',
  },
  {
    name: 'Edit scope tag',
    path: () => '/roles/scope-tags/1?dialog=edit',
    needs: ['roles', 'updateRole'],
    dialog: 'Edit this scope tag',
  },
  {
    name: 'Delete scope tag',
    path: () => '/roles/scope-tags/1?dialog=delete',
    needs: ['roles', 'deleteRole'],
    dialog: 'Delete this scope tag?',
  },
  { name: 'What a person can do', path: () => '/roles/people', needs: ['roles'] },
]

/** Links of the navigation, in their order; null is there for everybody. */
export const links: readonly [string, RightKey | null][] = [
  ['Overview', 'reports'],
  ['Elevation requests', 'viewRequests'],
  ['Reports', 'reports'],
  ['Policies', 'read'],
  ['Reusable settings', 'read'],
  ['Privileged access', null],
  ['Audit logs', 'audit'],
  ['Devices', 'devices'],
  ['Roles', 'roles'],
]
