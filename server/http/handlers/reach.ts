import type { PolicyAssignment } from '#contract/policies.ts'

export type Reach = { targeting: 'user' | 'device' }
type Member = { groupIds: ReadonlySet<string> }

const prefix = '#microsoft.graph.'

/**
 * How a policy's assignments reach a device and one of its users (epm-behaviour 12): through the device, through the
 * user, both or not at all. An excluded group takes its own kind out: users from user targeting, devices from device
 * targeting. Assignment filters are rules that this service does not evaluate; a filtered target counts as reached.
 */
export const reachOf = (
  assignments: readonly PolicyAssignment[],
  user: Member | null,
  device: Member,
): Reach[] => {
  const targets = assignments.map(({ target }) => ({
    kind: target['@odata.type'].replace(prefix, ''),
    groupId: target.groupId ?? '',
  }))
  const reaches = (member: Member, all: string) => {
    const isIn = (kind: string) =>
      targets.some((target) => target.kind === kind && member.groupIds.has(target.groupId))
    const included = targets.some((target) => target.kind === all) || isIn('groupAssignmentTarget')
    return included && !isIn('exclusionGroupAssignmentTarget')
  }
  return [
    ...(user && reaches(user, 'allLicensedUsersAssignmentTarget')
      ? [{ targeting: 'user' } as const]
      : []),
    ...(reaches(device, 'allDevicesAssignmentTarget') ? [{ targeting: 'device' } as const] : []),
  ]
}
