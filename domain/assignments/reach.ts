import type { PolicyAssignment } from '#contract/policies.ts'

import { readAssignments, type AssignedTarget, type AssignmentFilter } from './read-assignments.ts'

/** The groups a person or a device is in. */
export type Member = { groupIds: ReadonlySet<string> }
export type Targeting = 'user' | 'device'

/** One target that names the device or its user; `groupId` is null for all users and all devices. */
export type ReachPart = {
  through: Targeting
  groupId: string | null
  filter: AssignmentFilter | null
}

export type Reach = {
  /** How the policy comes to the device; empty when it does not. */
  targeting: Targeting[]
  included: ReachPart[]
  /** Groups that take the user or the device out again. */
  excluded: { through: Targeting; groupId: string }[]
}

const allOf = { user: 'allUsers', device: 'allDevices' } as const

/**
 * How a policy's assignments reach a device and one of its users (epm-behaviour 12): through the device, through the
 * user, both or not at all. An excluded group takes its own kind out: users from user targeting, devices from device
 * targeting. Assignment filters are rules that are not evaluated here; a filtered target counts as reached.
 */
export const reachOf = (
  assignments: readonly PolicyAssignment[],
  user: Member | null,
  device: Member,
): Reach => {
  const { included, excluded } = readAssignments(assignments)
  const reach: Reach = { targeting: [], included: [], excluded: [] }
  const look = (through: Targeting, member: Member) => {
    const groupOf = ({ to }: AssignedTarget) =>
      to.kind === 'group' && member.groupIds.has(to.groupId) ? to.groupId : null
    const parts = included.flatMap((target): ReachPart[] => {
      const groupId = groupOf(target)
      const isNamed = groupId !== null || target.to.kind === allOf[through]
      return isNamed ? [{ through, groupId, filter: target.filter }] : []
    })
    const out = excluded.flatMap((target) => {
      const groupId = groupOf(target)
      return groupId === null ? [] : [{ through, groupId }]
    })
    if (parts.length > 0 && out.length === 0) reach.targeting.push(through)
    reach.included.push(...parts)
    reach.excluded.push(...out)
  }
  if (user) look('user', user)
  look('device', device)
  return reach
}
