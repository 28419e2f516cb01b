import { innerCodes } from '#contract/errors.ts'
import type { AssignmentTarget, PolicyAssignment } from '#contract/policies.ts'
import { everyDevice, everyUser, mayTarget } from '#domain/roles/grant-rules.ts'

import type { Tx } from '../../store/schema.ts'
import { GraphFailure } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'

/** A target as a scope names it. A kind that is not known here lies in no scope but the whole tenant. */
const nameOf = (target: AssignmentTarget): string => {
  switch (target['@odata.type']) {
    case '#microsoft.graph.allDevicesAssignmentTarget':
      return everyDevice
    case '#microsoft.graph.allLicensedUsersAssignmentTarget':
      return everyUser
    default:
      return target.groupId ?? target['@odata.type']
  }
}

const textOf = ({ target }: PolicyAssignment) =>
  JSON.stringify(Object.entries(target).toSorted(([one], [other]) => (one < other ? -1 : 1)))

/** Assignments of one list that the other does not have in the same words. */
const missingFrom = (one: readonly PolicyAssignment[], other: readonly PolicyAssignment[]) => {
  const known = new Set(other.map(textOf))
  return one.filter((assignment) => !known.has(textOf(assignment)))
}

/**
 * Refuses (403) to add, change or take away a target outside the scope groups of the caller's role assignments
 * (epm-behaviour 11). What stays as it was may lie anywhere.
 */
export const checkTargetScope = async (
  tx: Tx,
  principal: UserPrincipal,
  policyTags: readonly string[],
  [before, after]: readonly [readonly PolicyAssignment[], readonly PolicyAssignment[]],
): Promise<void> => {
  const touched = [...missingFrom(before, after), ...missingFrom(after, before)]
  const outside = touched
    .map(({ target }) => nameOf(target))
    .filter((target) => !mayTarget(principal.grants, policyTags, target))
  if (outside.length === 0) return
  const groups = await tx
    .selectFrom('groups')
    .select(['id', 'display_name'])
    .where('id', 'in', outside)
    .execute()
  const names = new Map(groups.map((group) => [group.id, group.display_name]))
  const called = [...new Set(outside)].map((target) => names.get(target) ?? target)
  throw new GraphFailure(
    403,
    'Forbidden',
    `Your role assignments do not let you assign policies to ${called[0] ?? ''}, or take it away` +
      `${called.length > 1 ? `, nor to ${called.length - 1} more` : ''}.`,
    {
      innerCode: innerCodes.scopeNotHeld,
      details: called.map((message) => ({
        code: innerCodes.scopeNotHeld,
        message,
        target: 'assignments',
      })),
    },
  )
}
