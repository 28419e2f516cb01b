import { User } from '#contract/directory.ts'

import type { UserPrincipal } from '../http/principal.ts'
import { parseStored } from './parse-stored.ts'
import type { Db } from './schema.ts'

/**
 * Who a person is and may do, as the store says now (R14): actions and scope tags of all role assignments together,
 * direct or through groups. One assignment without tags sees everything (epm-behaviour 11). Null for a person who
 * does not exist or is disabled.
 */
export const userPrincipal = async (
  db: Db,
  userId: string,
  via: UserPrincipal['via'],
  signedInAt: string | null = null,
): Promise<UserPrincipal | null> => {
  const row = await db
    .selectFrom('users')
    .select(['id', 'enabled', 'resource'])
    .where('id', '=', userId)
    .executeTakeFirst()
  if (row === undefined || row.enabled !== 1) return null
  const user = User.parse(JSON.parse(row.resource))

  const groups = await db
    .selectFrom('group_members')
    .select('group_id')
    .where('member_id', '=', row.id)
    .where('member_type', '=', 'user')
    .execute()
  const own = new Set([row.id, ...groups.map((group) => group.group_id)])
  const assignments = await db
    .selectFrom('role_assignments')
    .innerJoin('role_definitions', 'role_definitions.id', 'role_assignments.role_definition_id')
    .select([
      'role_assignments.members_json',
      'role_assignments.scope_tags_json',
      'role_definitions.actions_json',
    ])
    .execute()

  const rights = new Set<string>()
  const tags = new Set<string>()
  let everything = false
  for (const assignment of assignments) {
    if (!parseStored.texts(assignment.members_json).some((member) => own.has(member))) continue
    for (const action of parseStored.texts(assignment.actions_json)) rights.add(action)
    const scopeTagIds = parseStored.texts(assignment.scope_tags_json)
    everything ||= scopeTagIds.length === 0
    for (const tag of scopeTagIds) tags.add(tag)
  }
  return {
    kind: 'user',
    userId: row.id,
    userPrincipalName: user.userPrincipalName ?? '',
    displayName: user.displayName ?? '',
    via,
    signedInAt,
    rights,
    scopeTagIds: everything ? null : [...tags].sort(),
  }
}
