import { User } from '#contract/directory.ts'
import { actionsOf, unionOfTags } from '#domain/roles/effective-rights.ts'

import type { UserPrincipal } from '../http/principal.ts'
import { allAssignedRoles, groupsOf, reaching } from './role-members.ts'
import type { Db } from './schema.ts'

/**
 * Who a person is and may do, as the store says now (R14): actions and scope tags of all role assignments together,
 * direct or through groups. One assignment without tags sees everything (epm-behaviour 11). Null for a person who
 * does not exist or is disabled. The scope is narrowed to what one endpoint is about in `http/rights.ts`.
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

  const own = new Set([row.id, ...(await groupsOf(db, row.id)).map((group) => group.id)])
  const grants = reaching(await allAssignedRoles(db), own).map(({ grant }) => grant)
  return {
    kind: 'user',
    userId: row.id,
    userPrincipalName: user.userPrincipalName ?? '',
    displayName: user.displayName ?? '',
    via,
    signedInAt,
    grants,
    rights: actionsOf(grants),
    scopeTagIds: unionOfTags(grants),
  }
}
