import type { AssignmentTarget } from '#contract/policies.ts'
import { assignmentIssues, groupKindOf } from '#domain/assignments/support-matrix.ts'
import {
  readAssignments,
  type AssignmentFilter,
  type Assignments,
} from '#domain/assignments/read-assignments.ts'

const type = '#microsoft.graph.'
const kinds = {
  group: `${type}groupAssignmentTarget`,
  exclusion: `${type}exclusionGroupAssignmentTarget`,
  allUsers: `${type}allLicensedUsersAssignmentTarget`,
  allDevices: `${type}allDevicesAssignmentTarget`,
} as const

/**
 * Whom a policy reaches, as the wire has it: targets of kinds that we do not know, and everything in them, stay as they
 * came. The key of a target in the picker is its place.
 */
export type Targets = readonly AssignmentTarget[]

/** The same in the words of the policy page; `key` is the target's place in the list. */
export const shownTargets = (targets: Targets): Assignments =>
  readAssignments(targets.map((target, index) => ({ id: String(index), target })))

export const includeGroup = (groupId: string): AssignmentTarget => ({
  '@odata.type': kinds.group,
  groupId,
})
export const excludeGroup = (groupId: string): AssignmentTarget => ({
  '@odata.type': kinds.exclusion,
  groupId,
})
export const allUsers = (): AssignmentTarget => ({ '@odata.type': kinds.allUsers })
export const allDevices = (): AssignmentTarget => ({ '@odata.type': kinds.allDevices })

export const hasAllUsers = (targets: Targets) =>
  targets.some((target) => target['@odata.type'] === kinds.allUsers)
export const hasAllDevices = (targets: Targets) =>
  targets.some((target) => target['@odata.type'] === kinds.allDevices)
/** The list that has this group; null when none has. */
export const listOfGroup = (targets: Targets, groupId: string): 'included' | 'excluded' | null => {
  const target = targets.find((each) => each.groupId === groupId)
  if (target === undefined) return null
  return target['@odata.type'] === kinds.exclusion ? 'excluded' : 'included'
}

/** What stops assigning; the first of it in one sentence. Groups that are not read yet say nothing. */
export const targetsError = (targets: Targets): string | undefined =>
  assignmentIssues(targets, () => groupKindOf(undefined)).find(({ kind }) => kind === 'error')
    ?.message

/** Sets or takes away the assignment filter of the target at `place`; the rest of the target stays. */
export const withFilter = (
  targets: Targets,
  place: number,
  filter: AssignmentFilter | null,
): Targets =>
  targets.map((target, index) =>
    index === place
      ? {
          ...target,
          deviceAndAppManagementAssignmentFilterId: filter?.id ?? null,
          deviceAndAppManagementAssignmentFilterType: filter?.mode ?? 'none',
        }
      : target,
  )
