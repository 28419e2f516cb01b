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

/** The groups that assignments name, each once. */
export const groupIdsOf = ({ included, excluded }: Assignments): string[] => [
  ...new Set(
    [...included, ...excluded].flatMap(({ to }) => (to.kind === 'group' ? [to.groupId] : [])),
  ),
]
