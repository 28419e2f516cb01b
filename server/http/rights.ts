import type { EndpointName } from '#contract/endpoints.ts'
import type { ResourceAction } from '#contract/rights.ts'
import { tagsFor } from '#domain/roles/effective-rights.ts'

import type { Principal } from './principal.ts'

/**
 * What a caller needs beyond the audience of the endpoint table. `signedIn`: every signed-in person. `device`: the
 * device itself, for itself. `anyone`: nothing; a batch checks each of its items.
 */
export type Right = ResourceAction | 'signedIn' | 'device' | 'anyone'

/** epm-behaviour 10.3 and graph-contract 7.5. A forgotten endpoint is a type error. */
export const rights = {
  elevationRequestList: 'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
  elevationRequestCount: 'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
  elevationRequestGet: 'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
  elevationRequestGetAll: 'Microsoft.Intune_EpmPolicy_ViewElevationRequests',
  elevationRequestCreate: 'device',
  elevationRequestApprove: 'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
  elevationRequestDeny: 'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',
  elevationRequestRevoke: 'Microsoft.Intune_EpmPolicy_ModifyElevationRequests',

  elevationList: 'Microsoft.Intune_EpmPolicy_ViewReports',
  elevationCount: 'Microsoft.Intune_EpmPolicy_ViewReports',
  elevationGet: 'Microsoft.Intune_EpmPolicy_ViewReports',
  elevationCreate: 'device',
  elevationCreateMany: 'device',

  policyList: 'Microsoft.Intune_EpmPolicy_Read',
  policyGet: 'Microsoft.Intune_EpmPolicy_Read',
  policySettingList: 'Microsoft.Intune_EpmPolicy_Read',
  policyAssignmentList: 'Microsoft.Intune_EpmPolicy_Read',
  policyCreate: 'Microsoft.Intune_EpmPolicy_Create',
  policyReplace: 'Microsoft.Intune_EpmPolicy_Update',
  policyUpdate: 'Microsoft.Intune_EpmPolicy_Update',
  policyDelete: 'Microsoft.Intune_EpmPolicy_Delete',
  policyCreateCopy: 'Microsoft.Intune_EpmPolicy_Create',
  policyAssign: 'Microsoft.Intune_EpmPolicy_Assign',

  policyDevicesReport: 'Microsoft.Intune_EpmPolicy_Read',
  policyDeviceSummaryReport: 'Microsoft.Intune_EpmPolicy_Read',
  exportJobCreate: 'Microsoft.Intune_EpmPolicy_ViewReports',
  exportJobGet: 'Microsoft.Intune_EpmPolicy_ViewReports',
  // The address is the permission; whose file it is must still hold the right.
  exportFile: 'anyone',

  policyVersionList: 'Microsoft.Intune_EpmPolicy_Read',
  policyVersionGet: 'Microsoft.Intune_EpmPolicy_Read',
  policyVersionRestore: 'Microsoft.Intune_EpmPolicy_Update',

  // What it makes needs Create and what it changes Update, said for each document.
  import: 'Microsoft.Intune_EpmPolicy_Read',

  // No published action guards reusable settings; what one may do with them goes with the policies that use them.
  reusableSettingList: 'Microsoft.Intune_EpmPolicy_Read',
  reusableSettingGet: 'Microsoft.Intune_EpmPolicy_Read',
  reusableSettingPolicyList: 'Microsoft.Intune_EpmPolicy_Read',
  reusableSettingCreate: 'Microsoft.Intune_EpmPolicy_Create',
  reusableSettingUpdate: 'Microsoft.Intune_EpmPolicy_Update',
  reusableSettingDelete: 'Microsoft.Intune_EpmPolicy_Delete',
  assignmentFilterList: 'Microsoft.Intune_EpmPolicy_Read',

  // The directory: Graph guards it by scopes of its own, and everyone who assigns or tags needs the names.
  groupList: 'signedIn',
  groupGet: 'signedIn',
  userList: 'signedIn',
  userGet: 'signedIn',
  me: 'signedIn',
  groupUserList: 'signedIn',
  scopeTagList: 'signedIn',
  scopeTagGet: 'signedIn',
  effectivePermissions: 'signedIn',
  assignedRoleDetails: 'signedIn',
  myRights: 'signedIn',
  resourceOperationList: 'signedIn',

  roleDefinitionList: 'Microsoft.Intune_Roles_Read',
  roleDefinitionGet: 'Microsoft.Intune_Roles_Read',
  roleDefinitionAssignmentList: 'Microsoft.Intune_Roles_Read',
  roleDefinitionCreate: 'Microsoft.Intune_Roles_Create',
  roleDefinitionUpdate: 'Microsoft.Intune_Roles_Update',
  roleDefinitionDelete: 'Microsoft.Intune_Roles_Delete',
  roleAssignmentList: 'Microsoft.Intune_Roles_Read',
  roleAssignmentGet: 'Microsoft.Intune_Roles_Read',
  roleAssignmentCreate: 'Microsoft.Intune_Roles_Assign',
  roleAssignmentUpdate: 'Microsoft.Intune_Roles_Assign',
  roleAssignmentDelete: 'Microsoft.Intune_Roles_Assign',
  userRights: 'Microsoft.Intune_Roles_Read',
  scopeTagAssignmentList: 'Microsoft.Intune_Roles_Read',
  scopeTagCreate: 'Microsoft.Intune_Roles_Create',
  scopeTagUpdate: 'Microsoft.Intune_Roles_Update',
  scopeTagAssign: 'Microsoft.Intune_Roles_Update',
  scopeTagDelete: 'Microsoft.Intune_Roles_Delete',

  deviceList: 'Microsoft.Intune_ManagedDevices_Read',
  deviceGet: 'Microsoft.Intune_ManagedDevices_Read',
  // Graph guards these by scopes of its own; here they serve to say what reaches a device.
  userMemberOfList: 'Microsoft.Intune_ManagedDevices_Read',
  deviceMemberOfList: 'Microsoft.Intune_ManagedDevices_Read',
  auditEventList: 'Microsoft.Intune_Audit_Read',
  auditEventGet: 'Microsoft.Intune_Audit_Read',
  auditCategories: 'Microsoft.Intune_Audit_Read',
  auditActivityTypes: 'Microsoft.Intune_Audit_Read',
  auditChain: 'Microsoft.Intune_Audit_Read',
  auditExport: 'Microsoft.Intune_Audit_Read',

  // Anybody asks for access and sees what there is to ask for; who may answer goes by the group, read for each request.
  pamSettingsGet: 'signedIn',
  pamSettingsUpdate: 'Microsoft.Exchange_RoleManagement_Update',
  pamGroupList: 'Microsoft.Exchange_RoleManagement_Read',
  pamGroupCreate: 'Microsoft.Exchange_RoleManagement_Update',
  pamGroupMemberAdd: 'Microsoft.Exchange_RoleManagement_Update',
  pamGroupMemberRemove: 'Microsoft.Exchange_RoleManagement_Update',
  pamPolicyList: 'signedIn',
  pamPolicyCreate: 'Microsoft.Exchange_RoleManagement_Update',
  pamPolicyUpdate: 'Microsoft.Exchange_RoleManagement_Update',
  pamPolicyDelete: 'Microsoft.Exchange_RoleManagement_Update',
  pamRequestList: 'signedIn',
  pamRequestGet: 'signedIn',
  pamRequestCreate: 'signedIn',
  pamRequestApprove: 'signedIn',
  pamRequestDeny: 'signedIn',
  pamRequestRevoke: 'signedIn',
  pamRequestExecutions: 'signedIn',
  pamExecutionCreate: 'signedIn',

  batch: 'anyone',
  epmConfig: 'anyone',
  sampleSignIn: 'anyone',
  signOut: 'anyone',
  signOutEverywhere: 'signedIn',
  signInStart: 'anyone',
  signInCallback: 'anyone',
  // The code is the permission.
  setupAdministrator: 'signedIn',
  sessionList: 'signedIn',
  sessionEnd: 'signedIn',
  // One's own; those of others need the right over roles, said by the handler.
  tokenList: 'signedIn',
  tokenCreate: 'signedIn',
  tokenRevoke: 'signedIn',
  changeNotices: 'signedIn',
  deviceCheckIn: 'device',
} as const satisfies Record<EndpointName, Right>

/** Does the caller hold the right? Audience (who may call at all) is checked apart, from the endpoint table. */
export const hasRight = (principal: Principal | null, right: Right): boolean => {
  if (right === 'anyone') return true
  if (right === 'device') return principal?.kind === 'device'
  if (principal?.kind !== 'user') return false
  return right === 'signedIn' || principal.rights.has('*') || principal.rights.has(right)
}

/** The caller as far as a right reaches: a wide role about one kind of object does not widen a narrow one about another. */
export const scopedTo = (principal: Principal | null, right: Right): Principal | null =>
  principal?.kind !== 'user' || ['anyone', 'signedIn', 'device'].includes(right)
    ? principal
    : { ...principal, scopeTagIds: tagsFor(principal.grants, right) }
