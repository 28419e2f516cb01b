import type { Grant } from '#domain/roles/effective-rights.ts'

import { allAssignedRoles, reaching, type AssignedRole } from '../../store/role-members.ts'
import type { Tx } from '../../store/schema.ts'
import type { UserPrincipal } from '../principal.ts'

/** Who is assigned what, as the store says inside the transaction of a change, and what the one who changes holds. */
export type Situation = {
  assigned: readonly AssignedRole[]
  principal: UserPrincipal
  /** The caller's ids: their own and those of their groups. */
  ownIds: ReadonlySet<string>
  grants: readonly Grant[]
  /** Ids of a person's groups that assignments name, and the people of such a group. */
  groupsOf: (userId: string) => readonly string[]
  peopleOf: (groupId: string) => readonly string[]
}

const addTo = (map: Map<string, string[]>, key: string, value: string) => {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/**
 * Read inside the transaction, where writers stand in line, so that two changes cannot each rely on what the other takes away.
 * `named` are members that a change brings in and no assignment names yet.
 */
export const readSituation = async (
  tx: Tx,
  principal: UserPrincipal,
  named: readonly string[] = [],
): Promise<Situation> => {
  const assigned = await allAssignedRoles(tx)
  const members = [...new Set([...assigned.flatMap((each) => each.members), ...named])]
  const rows =
    members.length === 0
      ? []
      : await tx
          .selectFrom('group_members')
          .select(['group_id', 'member_id'])
          .where('member_type', '=', 'user')
          .where('group_id', 'in', members)
          .execute()
  const groups = new Map<string, string[]>()
  const people = new Map<string, string[]>()
  for (const row of rows) {
    addTo(groups, row.member_id, row.group_id)
    addTo(people, row.group_id, row.member_id)
  }
  const ownIds = new Set([principal.userId, ...(groups.get(principal.userId) ?? [])])
  return {
    assigned,
    principal,
    ownIds,
    grants: reaching(assigned, ownIds).map(({ grant }) => grant),
    groupsOf: (userId) => groups.get(userId) ?? [],
    peopleOf: (groupId) => people.get(groupId) ?? [],
  }
}
