import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'

import type { Ids, RightKey } from './rights.ts'

type Call = {
  name: string
  method: string
  path: (ids: Ids) => string
  body?: unknown
  needs: RightKey
}
const management = '/deviceManagement'
const policies = `${management}/configurationPolicies`
const reusables = `${management}/reusablePolicySettings`

const nowhere = '00000000-0000-4000-8000-000000000000'
const noInstance = {
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
  settingDefinitionId: 'no_such_setting',
}
const roleDefinitions = `${management}/roleDefinitions`
const roleAssignments = `${management}/roleAssignments`
const noRights = [{ resourceActions: [{ allowedResourceActions: ['Microsoft.Intune_No_Such'] }] }]
/** Right in form, but of a kind that the service does not take from anybody. */
const noPolicy = {
  name: 'Made past the interface',
  platforms: 'windows10',
  technologies: 'endpointPrivilegeManagement',
  templateReference: { templateId: 'no-such-template' },
  settings: [{ settingInstance: noInstance }],
}
const noCertificate = {
  displayName: 'Made past the interface',
  settingDefinitionId: certificateFileDefinitionId,
  settingInstance: noInstance,
}

/** What each right opens, called past the interface. Changes name a version that never was, or are no valid change. */
export const calls: readonly Call[] = [
  {
    name: 'list requests',
    method: 'GET',
    path: () => `${management}/elevationRequests?$top=1`,
    needs: 'viewRequests',
  },
  {
    name: 'approve',
    method: 'POST',
    path: ({ request }) => `${management}/elevationRequests/${request}/approve`,
    body: {},
    needs: 'decide',
  },
  {
    name: 'deny',
    method: 'POST',
    path: ({ request }) => `${management}/elevationRequests/${request}/deny`,
    body: {},
    needs: 'decide',
  },
  {
    name: 'revoke',
    method: 'POST',
    path: ({ request }) => `${management}/elevationRequests/${request}/revoke`,
    body: {},
    needs: 'decide',
  },
  {
    name: 'list elevations',
    method: 'GET',
    path: () => `${management}/privilegeManagementElevations?$top=1`,
    needs: 'reports',
  },
  {
    name: 'export a report',
    method: 'POST',
    path: () => `${management}/reports/exportJobs`,
    body: { reportName: 'NoSuchReport' },
    needs: 'reports',
  },
  { name: 'list policies', method: 'GET', path: () => `${policies}?$top=1`, needs: 'read' },
  {
    name: 'create a policy',
    method: 'POST',
    path: () => policies,
    body: noPolicy,
    needs: 'create',
  },
  {
    name: 'copy a policy',
    method: 'POST',
    path: () => `${policies}/${nowhere}/createCopy`,
    body: { displayName: 'A copy of nothing' },
    needs: 'create',
  },
  {
    name: 'change a policy',
    method: 'PATCH',
    path: ({ policy }) => `${policies}/${policy}`,
    body: { description: 'Changed past the interface' },
    needs: 'update',
  },
  {
    name: 'assign a policy',
    method: 'POST',
    path: ({ policy }) => `${policies}/${policy}/assign`,
    body: { assignments: [] },
    needs: 'assign',
  },
  {
    name: 'delete a policy',
    method: 'DELETE',
    path: ({ policy }) => `${policies}/${policy}`,
    needs: 'delete',
  },
  { name: 'list certificates', method: 'GET', path: () => `${reusables}?$top=1`, needs: 'read' },
  {
    name: 'add a certificate',
    method: 'POST',
    path: () => reusables,
    body: noCertificate,
    needs: 'create',
  },
  {
    name: 'change a certificate',
    method: 'PATCH',
    path: ({ reusable }) => `${reusables}/${reusable}`,
    body: { description: 'Changed past the interface' },
    needs: 'update',
  },
  {
    name: 'delete a certificate',
    method: 'DELETE',
    path: ({ reusable }) => `${reusables}/${reusable}`,
    needs: 'delete',
  },
  {
    name: 'read the audit log',
    method: 'GET',
    path: () => `${management}/auditEvents?$top=1`,
    needs: 'audit',
  },
  {
    name: 'list devices',
    method: 'GET',
    path: () => `${management}/managedDevices?$top=1`,
    needs: 'devices',
  },
  { name: 'list roles', method: 'GET', path: () => `${roleDefinitions}?$top=1`, needs: 'roles' },
  {
    name: 'list role assignments',
    method: 'GET',
    path: () => `${roleAssignments}?$top=1`,
    needs: 'roles',
  },
  {
    name: 'create a role',
    method: 'POST',
    path: () => roleDefinitions,
    body: { displayName: 'Made past the interface', rolePermissions: noRights },
    needs: 'createRole',
  },
  {
    name: 'change a role',
    method: 'PATCH',
    path: ({ role }) => `${roleDefinitions}/${role}`,
    body: { description: 'Changed past the interface' },
    needs: 'updateRole',
  },
  {
    name: 'delete a role',
    method: 'DELETE',
    path: ({ role }) => `${roleDefinitions}/${role}`,
    needs: 'deleteRole',
  },
  {
    name: 'assign a role',
    method: 'POST',
    path: () => roleAssignments,
    body: {
      displayName: 'Made past the interface',
      members: [],
      'roleDefinition@odata.bind': `https://graph.microsoft.com/beta/deviceManagement/roleDefinitions('${nowhere}')`,
    },
    needs: 'assignRole',
  },
  {
    name: 'change a role assignment',
    method: 'PATCH',
    path: ({ assignment }) => `${roleAssignments}/${assignment}`,
    body: { description: 'Changed past the interface' },
    needs: 'assignRole',
  },
  {
    name: 'delete a role assignment',
    method: 'DELETE',
    path: ({ assignment }) => `${roleAssignments}/${assignment}`,
    needs: 'assignRole',
  },
  {
    name: 'assign a scope tag',
    method: 'POST',
    path: () => `${management}/roleScopeTags/1/assign`,
    body: { assignments: [] },
    needs: 'updateRole',
  },
  {
    name: 'change a scope tag',
    method: 'PATCH',
    path: () => `${management}/roleScopeTags/1`,
    body: { description: 'Changed past the interface' },
    needs: 'updateRole',
  },
  {
    name: 'delete a scope tag',
    method: 'DELETE',
    path: () => `${management}/roleScopeTags/1`,
    needs: 'deleteRole',
  },
]
