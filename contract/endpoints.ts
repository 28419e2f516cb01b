import { AssignmentFilter } from './assignment-filters.ts'
import { AuditEvent } from './audit.ts'
import { AuditChain, AuditExportBody, TextList } from './audit-chain.ts'
import { Group, User } from './directory.ts'
import {
  Elevation,
  ElevationBatchAnswer,
  ElevationBatchBody,
  elevationBatchLimits,
  ElevationCreateBody,
} from './elevations.ts'
import { endpoint } from './endpoint.ts'
import { DeviceCheckIn } from './device-check-in.ts'
import { Session } from './sessions.ts'
import { SetupBody } from './sign-in.ts'
import { ExportJob, ExportJobBody } from './export-jobs.ts'
import { count, firstEndpoints, policyLimit } from './first-endpoints.ts'
import { ImportAnswer, ImportBody, importLimits } from './import.ts'
import { listOf } from './odata.ts'
import { pamEndpoints } from './pam-endpoints.ts'
import {
  AssignBody,
  ConfigurationPolicy,
  ConfigurationPolicyBody,
  ConfigurationPolicyListItem,
  ConfigurationPolicyPatch,
  PolicyAssignment,
  PolicyCopyBody,
} from './policies.ts'
import { PolicyVersion, PolicyVersionDetail } from './policy-versions.ts'
import { ReportBody, ReportTable } from './reports.ts'
import {
  certificateBodyLimit,
  ReusablePolicySetting,
  ReusablePolicySettingBody,
  ReusablePolicySettingPatch,
} from './reusable-settings.ts'
import { roleEndpoints } from './role-endpoints.ts'
import { Setting } from './settings.ts'
import { NewToken, Token, TokenBody } from './tokens.ts'
import { z } from './zod.ts'

const exportJobs = '/deviceManagement/reports/exportJobs'
const elevations = '/deviceManagement/privilegeManagementElevations'
const policies = '/deviceManagement/configurationPolicies'
const reusable = '/deviceManagement/reusablePolicySettings'

const report = {
  body: ReportBody,
  response: ReportTable,
  format: 'octetStream',
  changes: false,
} as const
/** The only list of endpoints: client, server, rights matrix and conformance tests are driven by it. */
export const endpoints = {
  ...firstEndpoints,
  ...roleEndpoints,

  elevationList: endpoint('GET', elevations, { response: listOf(Elevation), odata: true }),
  elevationCount: endpoint('GET', `${elevations}/$count`, count),
  elevationGet: endpoint('GET', `${elevations}/{id}`, { response: Elevation, errors: [404] }),
  elevationCreate: endpoint('POST', elevations, {
    audience: 'device',
    body: ElevationCreateBody,
    response: Elevation,
    success: 201,
    errors: [409, 422, 503],
    idempotent: true,
  }),

  policyList: endpoint('GET', policies, {
    response: listOf(ConfigurationPolicyListItem),
    odata: true,
  }),
  policyCreate: endpoint('POST', policies, {
    body: ConfigurationPolicyBody,
    response: ConfigurationPolicy,
    success: 201,
    bodyLimit: policyLimit,
    errors: [409, 413, 422, 503],
    idempotent: true,
  }),
  policyGet: endpoint('GET', `${policies}/{id}`, {
    response: ConfigurationPolicy,
    odata: true,
    errors: [404],
  }),
  policyReplace: endpoint('PUT', `${policies}/{id}`, {
    body: ConfigurationPolicyBody,
    bodyLimit: policyLimit,
    errors: [404, 409, 412, 413, 428, 503],
  }),
  policyUpdate: endpoint('PATCH', `${policies}/{id}`, {
    body: ConfigurationPolicyPatch,
    response: ConfigurationPolicy,
    errors: [404, 409, 412, 428, 503],
  }),
  policyDelete: endpoint('DELETE', `${policies}/{id}`, { errors: [404, 412, 428, 503] }),
  policyCreateCopy: endpoint('POST', `${policies}/{id}/createCopy`, {
    body: PolicyCopyBody,
    response: ConfigurationPolicy,
    errors: [404, 409, 422, 503],
    idempotent: true,
  }),
  policySettingList: endpoint('GET', `${policies}/{id}/settings`, {
    response: listOf(Setting),
    odata: true,
    errors: [404],
  }),
  policyAssignmentList: endpoint('GET', `${policies}/{id}/assignments`, {
    response: listOf(PolicyAssignment),
    odata: true,
    errors: [404],
  }),
  policyAssign: endpoint('POST', `${policies}/{id}/assign`, {
    body: AssignBody,
    response: listOf(PolicyAssignment),
    errors: [404, 409, 412, 503],
  }),

  policyDevicesReport: endpoint(
    'POST',
    '/deviceManagement/reports/getConfigurationPolicyDevicesReport',
    report,
  ),
  policyDeviceSummaryReport: endpoint(
    'POST',
    '/deviceManagement/reports/getConfigurationPolicyDeviceSummaryReport',
    report,
  ),

  /** Leaves a job behind, and nothing else: sent twice it makes two, and the older goes unused. */
  exportJobCreate: endpoint('POST', exportJobs, {
    body: ExportJobBody,
    response: ExportJob,
    success: 201,
    changes: false,
    errors: [503],
  }),
  exportJobGet: endpoint('GET', `${exportJobs}/{id}`, { response: ExportJob, errors: [404] }),

  reusableSettingList: endpoint('GET', reusable, {
    response: listOf(ReusablePolicySetting),
    odata: true,
  }),
  reusableSettingGet: endpoint('GET', `${reusable}/{id}`, {
    response: ReusablePolicySetting,
    errors: [404],
  }),
  reusableSettingCreate: endpoint('POST', reusable, {
    body: ReusablePolicySettingBody,
    response: ReusablePolicySetting,
    success: 201,
    bodyLimit: certificateBodyLimit,
    errors: [409, 413, 422, 503],
    idempotent: true,
  }),
  reusableSettingUpdate: endpoint('PATCH', `${reusable}/{id}`, {
    body: ReusablePolicySettingPatch,
    response: ReusablePolicySetting,
    bodyLimit: certificateBodyLimit,
    errors: [404, 412, 413, 428, 503],
  }),
  /** 409 while policies use it, with one detail for each that the caller may see: `target` its id, `message` its name. */
  reusableSettingDelete: endpoint('DELETE', `${reusable}/{id}`, {
    errors: [404, 409, 412, 428, 503],
  }),
  reusableSettingPolicyList: endpoint('GET', `${reusable}/{id}/referencingConfigurationPolicies`, {
    response: listOf(ConfigurationPolicyListItem),
    odata: true,
    errors: [404],
  }),

  groupList: endpoint('GET', '/groups', { response: listOf(Group), odata: true }),
  groupGet: endpoint('GET', '/groups/{id}', { response: Group, errors: [404] }),
  userList: endpoint('GET', '/users', { response: listOf(User), odata: true }),
  userGet: endpoint('GET', '/users/{id}', { response: User, errors: [404] }),
  /** Every group a person or a device is in, nested ones counted. Graph names a device by its Entra id here, not by Intune's. */
  userMemberOfList: endpoint('GET', '/users/{id}/transitiveMemberOf', {
    response: listOf(Group),
    odata: true,
    errors: [404],
  }),
  deviceMemberOfList: endpoint('GET', "/devices(deviceId='{id}')/transitiveMemberOf", {
    response: listOf(Group),
    odata: true,
    errors: [404],
  }),
  assignmentFilterList: endpoint('GET', '/deviceManagement/assignmentFilters', {
    response: listOf(AssignmentFilter),
    odata: true,
  }),
  auditEventList: endpoint('GET', '/deviceManagement/auditEvents', {
    response: listOf(AuditEvent),
    odata: true,
  }),
  auditCategories: endpoint('GET', '/deviceManagement/auditEvents/getAuditCategories', {
    response: TextList,
  }),
  auditActivityTypes: endpoint(
    'GET',
    "/deviceManagement/auditEvents/getAuditActivityTypes(category='{category}')",
    { response: TextList },
  ),
  auditEventGet: endpoint('GET', '/deviceManagement/auditEvents/{id}', {
    response: AuditEvent,
    errors: [404],
  }),
  /** Ends every session of the caller, this one included. */
  signOutEverywhere: endpoint('POST', '/epm/sign-out-everywhere', {}),
  /** To the identity provider's sign-in. Query: `returnTo`, a path of this origin; `fresh=1` for a fresh sign-in. */
  signInStart: endpoint('GET', '/epm/sign-in/start', {
    audience: 'anyone',
    success: 302,
    format: 'redirect',
    errors: [404],
  }),
  /** Where the identity provider sends people back to. */
  signInCallback: endpoint('GET', '/epm/sign-in/callback', {
    audience: 'anyone',
    success: 302,
    format: 'redirect',
    changes: true,
    errors: [404],
  }),
  /** Makes the caller the first administrator. */
  setupAdministrator: endpoint('POST', '/epm/setup', {
    body: SetupBody,
    freshSignIn: true,
    errors: [429],
  }),
  /** The caller's own. */
  sessionList: endpoint('GET', '/epm/sessions', { response: listOf(Session) }),
  /** Ends one session of the caller, e.g. that of another browser. */
  sessionEnd: endpoint('POST', '/epm/sessions/{id}/end', { errors: [404] }),
  policyVersionList: endpoint('GET', '/epm/policies/{id}/versions', {
    response: listOf(PolicyVersion),
    errors: [404],
  }),
  policyVersionGet: endpoint('GET', '/epm/policies/{id}/versions/{version}', {
    response: PolicyVersionDetail,
    errors: [404],
  }),
  /** Assignments are not restored. */
  policyVersionRestore: endpoint('POST', '/epm/policies/{id}/versions/{version}/restore', {
    response: ConfigurationPolicy,
    errors: [404, 409, 412, 428, 503],
  }),
  /** All or nothing: 400 with one detail for each reason, `target` beginning with `documents[2]`, when one is refused. */
  import: endpoint('POST', '/epm/import', {
    body: ImportBody,
    response: ImportAnswer,
    bodyLimit: importLimits.bytes,
    errors: [412, 413, 503],
  }),
  auditChain: endpoint('GET', '/epm/auditChain', { response: AuditChain }),
  /** The events of a filter as CSV. Changes nothing, but is recorded like every export. */
  auditExport: endpoint('POST', '/epm/auditExport', {
    body: AuditExportBody,
    response: z.unknown(),
    format: 'file',
    changes: false,
    errors: [503],
  }),
  /** The caller's own tokens; all of them for who may change roles. */
  tokenList: endpoint('GET', '/epm/tokens', { response: listOf(Token), odata: true }),
  /** The one answer that holds a token's text. Not idempotent: the answer would have to be stored. */
  tokenCreate: endpoint('POST', '/epm/tokens', {
    freshSignIn: true,
    body: TokenBody,
    response: NewToken,
    success: 201,
    errors: [404, 409, 503],
  }),
  tokenRevoke: endpoint('POST', '/epm/tokens/{id}/revoke', {
    response: Token,
    errors: [404, 409, 503],
  }),
  /** What a job's `url` names; `sig` in the query is the whole permission. Once only. */
  exportFile: endpoint('GET', '/epm/exportFiles/{id}', {
    audience: 'anyone',
    response: z.unknown(),
    format: 'file',
    errors: [404],
  }),
  elevationCreateMany: endpoint('POST', '/epm/device/elevations', {
    audience: 'device',
    body: ElevationBatchBody,
    response: ElevationBatchAnswer,
    bodyLimit: elevationBatchLimits.bytes,
    errors: [413, 503],
  }),
  deviceCheckIn: endpoint('POST', '/epm/device/check-in', {
    audience: 'device',
    response: DeviceCheckIn,
  }),
  ...pamEndpoints,
} as const

export type Endpoints = typeof endpoints
export type EndpointName = keyof Endpoints
