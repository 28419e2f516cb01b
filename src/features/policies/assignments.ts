import type { Group } from '#contract/directory.ts'
import type { PolicyAssignment } from '#contract/policies.ts'

export type AssignmentFilter = { id: string; mode: 'include' | 'exclude' }

/** One target of a policy. `unknown` keeps the type of a target that EPM does not offer. */
export type AssignedTarget = {
  key: string
  to:
    | { kind: 'group'; groupId: string }
    | { kind: 'allUsers' }
    | { kind: 'allDevices' }
    | { kind: 'unknown'; type: string }
  filter: AssignmentFilter | null
  /** It came with a policy set and cannot be changed here. */
  fromPolicySet: boolean
}

export type Assignments = { included: AssignedTarget[]; excluded: AssignedTarget[] }

const targetType = '#microsoft.graph.'

const filterOf = ({ target }: PolicyAssignment): AssignmentFilter | null => {
  const id = target.deviceAndAppManagementAssignmentFilterId
  const mode = target.deviceAndAppManagementAssignmentFilterType
  if (!id || (mode !== 'include' && mode !== 'exclude')) return null
  return { id, mode }
}

const toOf = ({ target }: PolicyAssignment): AssignedTarget['to'] => {
  const type = target['@odata.type'].replace(targetType, '')
  switch (type) {
    case 'groupAssignmentTarget':
    case 'exclusionGroupAssignmentTarget':
      return target.groupId === undefined
        ? { kind: 'unknown', type }
        : { kind: 'group', groupId: target.groupId }
    case 'allLicensedUsersAssignmentTarget':
      return { kind: 'allUsers' }
    case 'allDevicesAssignmentTarget':
      return { kind: 'allDevices' }
    default:
      return { kind: 'unknown', type }
  }
}

/** Includes and exclusions apart, in the order of the wire (graph-contract 6.3). */
export const readAssignments = (assignments: readonly PolicyAssignment[]): Assignments => {
  const included: AssignedTarget[] = []
  const excluded: AssignedTarget[] = []
  for (const assignment of assignments) {
    const isExclusion = assignment.target['@odata.type'].startsWith(`${targetType}exclusion`)
    ;(isExclusion ? excluded : included).push({
      key: assignment.id,
      to: toOf(assignment),
      filter: filterOf(assignment),
      fromPolicySet: assignment.source === 'policySets',
    })
  }
  return { included, excluded }
}

export const groupIdsOf = ({ included, excluded }: Assignments): string[] => [
  ...new Set(
    [...included, ...excluded].flatMap(({ to }) => (to.kind === 'group' ? [to.groupId] : [])),
  ),
]

/** Dynamic groups say in their rule what they hold; of assigned groups the wire does not tell. */
export const membersOf = (group: Group | undefined): 'users' | 'devices' | null => {
  const rule = group?.membershipRule ?? ''
  const devices = /\bdevice\./i.test(rule)
  const users = /\buser\./i.test(rule)
  return devices === users ? null : devices ? 'devices' : 'users'
}

const membersOfTarget = ({ to }: AssignedTarget, groups: ReadonlyMap<string, Group>) =>
  to.kind === 'allUsers'
    ? 'users'
    : to.kind === 'allDevices'
      ? 'devices'
      : to.kind === 'group'
        ? membersOf(groups.get(to.groupId))
        : null

/**
 * What is wrong with how a policy is assigned, as far as the groups tell (epm-behaviour 12): users and devices must not
 * be mixed between includes and exclusions, and a dynamic device group excludes late.
 */
export const assignmentWarnings = (
  { included, excluded }: Assignments,
  groups: ReadonlyMap<string, Group>,
): string[] => {
  const warnings: string[] = []
  const reached = new Set(included.map((target) => membersOfTarget(target, groups)))
  const left = new Set(excluded.map((target) => membersOfTarget(target, groups)))
  const mixed =
    (reached.has('users') && left.has('devices')) || (reached.has('devices') && left.has('users'))
  if (mixed)
    warnings.push(
      'Users are included and devices excluded, or the other way round. Intune does not support this: the exclusion may have no effect.',
    )
  if (left.has('devices'))
    warnings.push(
      'A dynamic device group is excluded. Its membership is worked out late, so a device can get the policy before it is excluded.',
    )
  if (included.length === 0 && excluded.length > 0)
    warnings.push('Nothing is included, so the policy reaches nobody.')
  return warnings
}
