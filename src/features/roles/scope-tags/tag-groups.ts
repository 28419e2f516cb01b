import type { ScopeTagAssignBody } from '#contract/roles.ts'
import { q } from '#src/api/queries.ts'

export const tagGroupsQuery = (id: string) => q('scopeTagAssignmentList', { path: { id } })

/** Another kind of target than a group is none that this console makes, and cannot be named. */
export const groupIdsOf = (
  assignments: readonly { target: { groupId?: string | undefined } }[],
): string[] => assignments.flatMap(({ target }) => target.groupId ?? [])

export const assignBodyOf = (groupIds: readonly string[]): ScopeTagAssignBody => ({
  assignments: groupIds.map((groupId) => ({
    '@odata.type': '#microsoft.graph.roleScopeTagAutoAssignment',
    target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
  })),
})

export const sameGroups = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id))
