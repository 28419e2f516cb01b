import { elevationSettingsTemplateId } from '#contract/policies.ts'
import { policyStatuses, type PolicyStatus } from '#contract/reports.ts'
import { canRunClient } from '#domain/devices/requirements.ts'

import { createRandom, type Random } from '../random.ts'
import { before, hour, minute } from '../time.ts'
import type { World } from '../world.ts'

type Tenant = Pick<World, 'at' | 'devices' | 'groups' | 'policies'>
type Policy = World['policies'][number]
type Device = World['devices'][number]

/** Whether a policy reaches a device through the device itself or its primary user. */
const reaches = ({ groups }: Tenant, policy: Policy, device: Device): boolean => {
  const isIn = (id: string | null | undefined, kind: string) =>
    policy.assignments.some(
      ({ target }) =>
        target['@odata.type'] === `#microsoft.graph.${kind}AssignmentTarget` &&
        groups.find((group) => group.id === target.groupId)?.memberIds.includes(id ?? ''),
    )
  const toAll = policy.assignments.some(
    ({ target }) => target['@odata.type'] === '#microsoft.graph.allDevicesAssignmentTarget',
  )
  const included = (id: string | null | undefined) =>
    isIn(id, 'group') && !isIn(id, 'exclusionGroup')
  return (toAll && !isIn(device.id, 'exclusionGroup')) || [device.id, device.userId].some(included)
}

const statusOf = (policy: Policy, device: Device, random: Random): PolicyStatus => {
  if (canRunClient(device.osVersion) === false) return policyStatuses.notApplicable
  // Not heard of since the policy changed.
  if (
    Date.parse(device.lastSyncDateTime ?? '') < Date.parse(policy.lastModifiedDateTime) ||
    random.chance(0.04)
  ) {
    return policyStatuses.pending
  }
  const isSettings = policy.templateReference.templateId === elevationSettingsTemplateId
  return random.weighted([
    [policyStatuses.succeeded, 90],
    [policyStatuses.error, 6],
    // Windows updates that the client needs can be missing on any version (epm-behaviour 3.5).
    [policyStatuses.notApplicable, 4],
    // Rules of several policies add up; only settings can contradict one another.
    [policyStatuses.conflict, isSettings ? 5 : 0],
  ])
}

/** A device has what changed at its next check-in, within eight hours; `synced` is its last. */
const arrived = (changed: string, synced: string): string => {
  const eightHoursOn = Date.parse(changed) + 8 * hour
  return eightHoursOn < Date.parse(synced) ? new Date(eightHoursOn).toISOString() : synced
}

/** How every device stands to every policy that reaches it: most succeeded, and each other state is there. */
export const samplePolicyStates = (tenant: Tenant): World['policyStates'] => {
  const random = createRandom('sample policy states')
  return tenant.policies.flatMap((policy) =>
    tenant.devices
      .filter((device) => reaches(tenant, policy, device))
      .map((device) => {
        const status = statusOf(policy, device, random)
        const synced = device.lastSyncDateTime ?? before(tenant.at, 30 * minute)
        return {
          policyId: policy.id,
          deviceId: device.id,
          userPrincipalName: device.userPrincipalName ?? null,
          status,
          lastModifiedDateTime:
            status === policyStatuses.pending
              ? policy.lastModifiedDateTime
              : arrived(policy.lastModifiedDateTime, synced),
        }
      }),
  )
}
