import type { ManagedDevice } from '#contract/directory.ts'
import {
  elevationSettingsTemplateId,
  epmTemplateFamily,
  type ConfigurationPolicy,
  type ConfigurationPolicyListItem,
} from '#contract/policies.ts'
import { reachOf, type Reach } from '#domain/assignments/reach.ts'
import type { ClientPolicy } from '#domain/devices/client-state.ts'
import { readElevationSettings, type ElevationSettings } from '#domain/rules/elevation-settings.ts'
import { qAllowing } from '#src/api/queries.ts'
import { eq, filterText } from '#src/lib/odata.ts'
import type { DeviceStatus } from '#src/shared/policy-status.ts'
import { onDevice } from '#src/shared/status-parts.ts'

/** Of the tenant's policies so many are looked at. */
const policiesRead = 100
const groupsRead = 999
const notPolicies = { statuses: [403], why: 'a reader of devices need not read policies' } as const
const notGroups = {
  statuses: [403, 404],
  why: 'the directory may hide memberships, or no longer know the device or person',
} as const

export const statesQuery = (deviceId: string) =>
  qAllowing(
    'policyDevicesReport',
    { body: { filter: `(${onDevice(deviceId)})`, orderBy: ['PolicyStatus desc'], top: 1000 } },
    notPolicies,
  )

/** The EPM policies in scope with their assignments, which a single policy does not tell (graph-contract 6.2). */
export const assignedPoliciesQuery = qAllowing(
  'policyList',
  {
    query: {
      $filter: filterText(eq('templateReference/templateFamily', epmTemplateFamily)),
      $expand: 'assignments',
      $top: policiesRead,
    },
  },
  notPolicies,
)

const named = { $select: 'id,displayName', $top: groupsRead }

/** Graph names the device by its Entra id here; without one there is nothing to ask. */
export const deviceGroupsQuery = (device: ManagedDevice) => ({
  ...qAllowing(
    'deviceMemberOfList',
    { path: { id: device.azureADDeviceId || 'none' }, query: named },
    notGroups,
  ),
  enabled: Boolean(device.azureADDeviceId),
})

export const userGroupsQuery = (device: ManagedDevice) => ({
  ...qAllowing(
    'userMemberOfList',
    { path: { id: device.userId || 'none' }, query: named },
    notGroups,
  ),
  enabled: Boolean(device.userId),
})

/** The profile without its version, as Graph counts template versions up. */
const templateOf = (id: string | undefined) => (id ?? '').replace(/_\d+$/, '')

export const isSettingsPolicy = ({
  templateReference,
}: Pick<ConfigurationPolicyListItem, 'templateReference'>) =>
  templateOf(templateReference?.templateId) === templateOf(elevationSettingsTemplateId)

export type DevicePolicy = {
  id: string
  name: string | null
  kind: 'settings' | 'rules'
  /** Null where the assignments of the policy were not read. */
  reach: Reach | null
  /** Null while no check-in told of it. */
  status: Pick<DeviceStatus, 'state' | 'at'> | null
}

type Named = ReadonlyMap<string, string>
const order = ({ kind, reach, status }: DevicePolicy) =>
  (status === null && reach?.targeting.length === 0 ? 4 : 0) + (kind === 'settings' ? 0 : 1)

/** Every policy that reaches the device, reached it at its last check-in, or would but for an exclusion. */
export const policiesOnDevice = (
  policies: readonly ConfigurationPolicyListItem[],
  states: readonly DeviceStatus[],
  groups: { ofDevice: Named; ofUser: Named | null },
): DevicePolicy[] => {
  const statusOf = new Map(states.map((state) => [state.policyId, state]))
  const device = { groupIds: new Set(groups.ofDevice.keys()) }
  const user = groups.ofUser && { groupIds: new Set(groups.ofUser.keys()) }
  const listed = policies.flatMap((policy): DevicePolicy[] => {
    const reach = reachOf(policy.assignments ?? [], user, device)
    const status = statusOf.get(policy.id) ?? null
    if (status === null && reach.included.length === 0) return []
    const kind = isSettingsPolicy(policy) ? 'settings' : 'rules'
    return [{ id: policy.id, name: policy.name ?? null, kind, reach, status }]
  })
  const known = new Set(listed.map(({ id }) => id))
  const unlisted = states
    .filter(({ policyId }) => !known.has(policyId))
    .map((status): DevicePolicy => ({
      id: status.policyId,
      name: null,
      kind: 'rules',
      reach: null,
      status,
    }))
  return [...listed, ...unlisted].toSorted(
    (one, other) => order(one) - order(other) || (one.name ?? '').localeCompare(other.name ?? ''),
  )
}

/** Whether the policy is on the device, or on its way to it. */
export const isReaching = ({ reach, status }: DevicePolicy) =>
  status !== null || (reach !== null && reach.targeting.length > 0)

export type SettingsOnDevice = DevicePolicy & { settings: ElevationSettings }

/** The settings policies of the device with what they say; those that cannot be read are left out. */
export const settingsOnDevice = (
  policies: readonly DevicePolicy[],
  read: readonly ConfigurationPolicy[],
): SettingsOnDevice[] =>
  policies.filter(isReaching).flatMap((policy) => {
    const whole = read.find(({ id }) => id === policy.id)
    const settings = whole && readElevationSettings(whole.settings ?? [])
    return settings ? [{ ...policy, settings }] : []
  })

export const toClientPolicy = ({ settings, status }: SettingsOnDevice): ClientPolicy => ({
  enabled: typeof settings.enabled === 'boolean' ? settings.enabled : null,
  state: status === null ? 'pending' : status.state,
  since: status?.at ?? null,
})
