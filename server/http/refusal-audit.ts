import { endpoints, type EndpointName } from '#contract/endpoints.ts'

import { recordAudit, type AuditDraft, type AuditScope } from '../audit/record.ts'
import type { Db } from '../store/schema.ts'
import type { GraphFailure } from './graph-failure.ts'

/** Names of what each changing endpoint does, as its record of success names it. */
const changes: {
  [N in EndpointName]?: Pick<AuditDraft, 'category' | 'activityType' | 'operationType'>
} = {
  elevationRequestCreate: of('ElevationRequest', 'Create', 'Create ElevationRequest'),
  elevationRequestApprove: of('ElevationRequest', 'Action', 'Approve ElevationRequest'),
  elevationRequestDeny: of('ElevationRequest', 'Action', 'Deny ElevationRequest'),
  elevationRequestRevoke: of('ElevationRequest', 'Action', 'Revoke ElevationRequest'),
  elevationCreate: of('Elevation', 'Create', 'Create PrivilegeManagementElevation'),
  elevationCreateMany: of('Elevation', 'Create', 'Create PrivilegeManagementElevation'),
  policyCreate: of('DeviceConfiguration', 'Create', 'Create DeviceManagementConfigurationPolicy'),
  policyReplace: of('DeviceConfiguration', 'Patch', 'Patch DeviceManagementConfigurationPolicy'),
  policyUpdate: of('DeviceConfiguration', 'Patch', 'Patch DeviceManagementConfigurationPolicy'),
  policyDelete: of('DeviceConfiguration', 'Delete', 'Delete DeviceManagementConfigurationPolicy'),
  policyCreateCopy: of(
    'DeviceConfiguration',
    'Action',
    'createCopy DeviceManagementConfigurationPolicy',
  ),
  policyVersionRestore: of(
    'DeviceConfiguration',
    'Action',
    'Restore DeviceManagementConfigurationPolicy',
  ),
  policyAssign: of('DeviceConfiguration', 'Action', 'Assign DeviceManagementConfigurationPolicy'),
  reusableSettingCreate: of(
    'DeviceConfiguration',
    'Create',
    'Create DeviceManagementReusablePolicySetting',
  ),
  reusableSettingUpdate: of(
    'DeviceConfiguration',
    'Patch',
    'Patch DeviceManagementReusablePolicySetting',
  ),
  reusableSettingDelete: of(
    'DeviceConfiguration',
    'Delete',
    'Delete DeviceManagementReusablePolicySetting',
  ),
  roleDefinitionCreate: of('Role', 'Create', 'Create RoleDefinition'),
  roleDefinitionUpdate: of('Role', 'Patch', 'Patch RoleDefinition'),
  roleDefinitionDelete: of('Role', 'Delete', 'Delete RoleDefinition'),
  roleAssignmentCreate: of('Role', 'Create', 'Create RoleAssignment'),
  roleAssignmentUpdate: of('Role', 'Patch', 'Patch RoleAssignment'),
  roleAssignmentDelete: of('Role', 'Delete', 'Delete RoleAssignment'),
  scopeTagCreate: of('Role', 'Create', 'Create RoleScopeTag'),
  scopeTagUpdate: of('Role', 'Patch', 'Patch RoleScopeTag'),
  scopeTagDelete: of('Role', 'Delete', 'Delete RoleScopeTag'),
  scopeTagAssign: of('Role', 'Action', 'Assign RoleScopeTag'),
  exportJobCreate: of('Report', 'Create', 'Create DeviceManagementExportJob'),
  auditExport: of('Report', 'Create', 'Export AuditEvent'),
  import: of('DeviceConfiguration', 'Action', 'Import DeviceManagementConfigurationPolicy'),
  sampleSignIn: of('Session', 'Create', 'Sign in'),
  signInCallback: of('Session', 'Create', 'Sign in'),
  setupAdministrator: of('Role', 'Create', 'Create RoleAssignment'),
  signOut: of('Session', 'Delete', 'Sign out'),
  signOutEverywhere: of('Session', 'Delete', 'Sign out everywhere'),
  sessionEnd: of('Session', 'Delete', 'End Session'),
  deviceCheckIn: of('Token', 'Action', 'Check in'),
  tokenCreate: of('Token', 'Create', 'Create Token'),
  tokenRevoke: of('Token', 'Action', 'Revoke Token'),
  // After the cmdlets that do the same, as their records of success.
  pamSettingsUpdate: of('PrivilegedAccess', 'Patch', 'Enable-ElevatedAccessControl'),
  pamGroupCreate: of('PrivilegedAccess', 'Create', 'New-DistributionGroup'),
  pamGroupMemberAdd: of('PrivilegedAccess', 'Patch', 'Add-DistributionGroupMember'),
  pamGroupMemberRemove: of('PrivilegedAccess', 'Patch', 'Remove-DistributionGroupMember'),
  pamPolicyCreate: of('PrivilegedAccess', 'Create', 'New-ElevatedAccessApprovalPolicy'),
  pamPolicyUpdate: of('PrivilegedAccess', 'Patch', 'Set-ElevatedAccessApprovalPolicy'),
  pamPolicyDelete: of('PrivilegedAccess', 'Delete', 'Remove-ElevatedAccessApprovalPolicy'),
  pamRequestCreate: of('PrivilegedAccess', 'Create', 'New-ElevatedAccessRequest'),
  pamRequestApprove: of('PrivilegedAccess', 'Action', 'Approve-ElevatedAccessRequest'),
  pamRequestDeny: of('PrivilegedAccess', 'Action', 'Deny-ElevatedAccessRequest'),
  pamRequestRevoke: of('PrivilegedAccess', 'Action', 'Revoke-ElevatedAccessAuthorization'),
  pamExecutionCreate: of('PrivilegedAccess', 'Action', 'Execute ElevatedAccessTask'),
}

/** What is recorded beside: by the clock, on the console's machine, and checks of rights. */
const others = [
  of('ElevationRequest', 'Action', 'Expire ElevationRequest'),
  of('ElevationRequest', 'Action', 'Complete ElevationRequest'),
  of('ElevationRequest', 'Get', 'Get ElevationRequest'),
  of('Elevation', 'Delete', 'Delete PrivilegeManagementElevation'),
  of('DeviceConfiguration', 'Get', 'Get DeviceManagementConfigurationPolicy'),
  of('Role', 'Create', 'Create RoleAssignment'),
  of('Role', 'Patch', 'Patch User'),
  of('Other', 'Get', 'Get AuditEvent'),
  of('Other', 'Action', 'Restore Database'),
  of('Other', 'Action', 'Accept AuditChain'),
]

/** The activities that this service is known to record, by category. */
export const recordedActivities: readonly Pick<AuditDraft, 'category' | 'activityType'>[] = [
  ...Object.values(changes),
  ...others,
]

function of(
  category: AuditDraft['category'],
  operationType: AuditDraft['operationType'],
  activityType: string,
) {
  return { category, operationType, activityType } as const
}

/**
 * Whether a refusal belongs into the audit log (R48): every refused change and every failed check of rights. Not what
 * merely came too often, which would let anyone fill the log, nor what may have been done after all.
 */
export const isAudited = (endpoint: EndpointName, failure: GraphFailure): boolean => {
  if (endpoint === 'batch' || failure.status === 429 || failure.status === 504) return false
  return failure.status === 403 || isChange(endpoint)
}

/** A batch is as many calls as it has items. */
export const isChange = (endpoint: EndpointName): boolean =>
  endpoints[endpoint].changes && endpoint !== 'batch'

/** One record of a refused call, in a transaction of its own. Throws when it cannot be written. */
export const recordRefusal = async (
  db: Db,
  call: {
    endpoint: EndpointName
    params: Record<string, string>
    failure: GraphFailure
    /** The account a failed sign-in named. */
    claimed: string | null
  },
  scope: AuditScope,
): Promise<void> => {
  const { endpoint, params, failure, claimed } = call
  const subject = subjectOf(endpoint)
  const kind = changes[endpoint] ?? of(subject.category, 'Get', `Get ${subject.type}`)
  const id = (params.id ?? '').slice(0, 256)
  const draft: AuditDraft = {
    ...kind,
    result: 'Failure',
    resource: {
      type: subject.type,
      id,
      displayName: id === '' ? subject.name : id,
      changes: [
        { name: 'status', before: null, after: String(failure.status) },
        { name: 'code', before: null, after: failure.options.innerCode ?? failure.code },
      ],
    },
    ...(scope.principal
      ? {}
      : {
          actor: {
            type: claimed === null ? 'Application' : 'ItPro',
            id: null,
            name: claimed ?? 'not signed in',
          },
        }),
  }
  await db.transaction().execute((tx) => recordAudit(tx, draft, scope))
}

type Subject = { category: AuditDraft['category']; type: string; name: string }

const subject = (category: Subject['category'], type: string, name: string): Subject => ({
  category,
  type,
  name,
})

/** What a call is about, by how its endpoint's name begins; the longer beginning stands first. */
const subjects: readonly (readonly [beginning: string, subject: Subject])[] = [
  ['elevationRequest', subject('ElevationRequest', 'ElevationRequest', 'Elevation requests')],
  ['elevation', subject('Elevation', 'PrivilegeManagementElevation', 'Elevations')],
  ['policy', subject('DeviceConfiguration', 'DeviceManagementConfigurationPolicy', 'Policies')],
  ['import', subject('DeviceConfiguration', 'DeviceManagementConfigurationPolicy', 'Policies')],
  [
    'reusable',
    subject('DeviceConfiguration', 'DeviceManagementReusablePolicySetting', 'Reusable settings'),
  ],
  [
    'pamSettings',
    subject('PrivilegedAccess', 'ElevatedAccessControl', 'Privileged access settings'),
  ],
  ['pamGroup', subject('PrivilegedAccess', 'DistributionGroup', 'Approvers groups')],
  ['pamPolicy', subject('PrivilegedAccess', 'ElevatedAccessApprovalPolicy', 'Access policies')],
  ['pamExecution', subject('PrivilegedAccess', 'ElevatedAccessTask', 'Privileged tasks')],
  ['pam', subject('PrivilegedAccess', 'ElevatedAccessRequest', 'Access requests')],
  ['export', subject('Report', 'DeviceManagementExportJob', 'Reports')],
  ['deviceCheckIn', subject('Token', 'Token', 'Check-in')],
  ['token', subject('Token', 'Token', 'Tokens')],
  ['device', subject('Device', 'ManagedDevice', 'Devices')],
  ['audit', subject('Other', 'AuditEvent', 'Audit logs')],
  ['roleAssignment', subject('Role', 'RoleAssignment', 'Role assignments')],
  ['role', subject('Role', 'RoleDefinition', 'Roles')],
  ['userRights', subject('Role', 'User', 'Rights of people')],
  ['scopeTag', subject('Role', 'RoleScopeTag', 'Scope tags')],
  ['sign', subject('Session', 'Session', 'Session')],
  ['setup', subject('Role', 'RoleAssignment', 'First administrator')],
  ['session', subject('Session', 'Session', 'Sessions')],
  ['sampleSignIn', subject('Session', 'Session', 'Session')],
]
const otherSubject = subject('Other', 'Directory', 'Users, groups and tags')

const subjectOf = (endpoint: EndpointName): Subject =>
  subjects.find(([beginning]) => endpoint.startsWith(beginning))?.[1] ?? otherSubject
