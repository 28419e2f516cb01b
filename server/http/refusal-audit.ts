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
  import: of('DeviceConfiguration', 'Action', 'Import DeviceManagementConfigurationPolicy'),
  sampleSignIn: of('Session', 'Create', 'Sign in'),
  signOut: of('Session', 'Delete', 'Sign out'),
  deviceCheckIn: of('Token', 'Action', 'Check in'),
}

function of(
  category: AuditDraft['category'],
  operationType: AuditDraft['operationType'],
  activityType: string,
) {
  return { category, operationType, activityType } as const
}

/**
 * Whether a refusal belongs into the audit log (R48): every refused change and every failed check of rights. Not what
 * merely came too often, which would let anyone fill the log.
 */
export const isAudited = (endpoint: EndpointName, failure: GraphFailure): boolean => {
  if (endpoint === 'batch' || failure.status === 429) return false
  return failure.status === 403 || isChange(endpoint)
}

/** POSTs that change nothing; `$batch` is as many calls as it has items. */
const reads: ReadonlySet<EndpointName> = new Set([
  'batch',
  'elevationRequestGetAll',
  'policyDevicesReport',
  'policyDeviceSummaryReport',
])

export const isChange = (endpoint: EndpointName): boolean =>
  endpoints[endpoint].method !== 'GET' && !reads.has(endpoint)

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
  const kind = changes[endpoint] ?? of(categoryOf(endpoint), 'Get', `Read ${endpoint}`)
  const draft: AuditDraft = {
    ...kind,
    result: 'Failure',
    resource: {
      type: kind.category,
      id: (params.id ?? '').slice(0, 256),
      displayName: endpoint,
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

const categoryOf = (endpoint: EndpointName): AuditDraft['category'] => {
  if (endpoint.startsWith('elevationRequest')) return 'ElevationRequest'
  if (endpoint.startsWith('elevation')) return 'Elevation'
  if (endpoint.startsWith('policy') || endpoint.startsWith('reusable')) return 'DeviceConfiguration'
  return 'Role'
}
