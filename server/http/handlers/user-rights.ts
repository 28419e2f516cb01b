import { User } from '#contract/directory.ts'
import { resourceActions } from '#contract/rights.ts'
import type { UserRights } from '#contract/roles.ts'
import { holds, isAdministrator, tagsFor, type Grant } from '#domain/roles/effective-rights.ts'
import { rightTexts } from '#domain/roles/right-texts.ts'

import { parseStored } from '../../store/parse-stored.ts'
import {
  allAssignedRoles,
  groupsOf,
  reaching,
  type AssignedRole,
} from '../../store/role-members.ts'
import type { Db } from '../../store/schema.ts'
import { notFound } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'

/** Names of scope tags and groups; what is gone is called by its id. */
const namesIn = async (db: Db, table: 'scope_tags' | 'groups', ids: readonly string[]) => {
  const wanted = [...new Set(ids)]
  const rows =
    wanted.length === 0
      ? []
      : await db
          .selectFrom(table)
          .select(['id', 'display_name'])
          .where('id', 'in', wanted)
          .execute()
  const names = new Map(rows.map((row) => [row.id, row.display_name]))
  return (list: readonly string[]) => list.map((id) => ({ id, displayName: names.get(id) ?? id }))
}

const userOf = async (db: Db, id: string) => {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('The user')
  return { row, user: User.parse(parseStored.resource(row.resource)) }
}

/** Does the caller see an assignment? As `ownAssignments` does, over what is read already. */
const visible = (tags: readonly string[] | null) => (grant: Grant) =>
  tags === null || grant.scopeTagIds.some((tag) => tags.includes(tag))

const rightsOf = (
  grants: readonly Grant[],
  named: (ids: readonly string[]) => { id: string; displayName: string }[],
): UserRights['rights'] =>
  resourceActions.map((action) => {
    const held = holds(grants, action)
    const tags = held ? tagsFor(grants, action) : []
    return {
      action,
      ...rightTexts[action],
      held,
      assignmentIds: grants
        .filter((grant) => holds([grant], action))
        .map((grant) => grant.assignmentId),
      scopeTags: tags && named(tags),
    }
  })

/** What a person may do and why, as far as a caller with these scope tags sees assignments. */
const answer = async (
  db: Db,
  userId: string,
  tags: readonly string[] | null,
): Promise<UserRights> => {
  const { row, user } = await userOf(db, userId)
  const groups = await groupsOf(db, row.id)
  const own = new Set([row.id, ...groups.map((group) => group.id)])
  const see = visible(tags)
  const found = reaching(await allAssignedRoles(db), own).filter(({ grant }) => see(grant))
  const grants = found.map(({ grant }) => grant)
  const tagNames = await namesIn(
    db,
    'scope_tags',
    grants.flatMap((grant) => grant.scopeTagIds),
  )
  const groupNames = await namesIn(
    db,
    'groups',
    grants.flatMap((grant) => grant.scopeMembers),
  )
  const shown = ({ row: assignment, role, grant, members }: AssignedRole) => ({
    id: assignment.id,
    displayName: assignment.display_name,
    roleDefinition: role,
    direct: members.includes(row.id),
    groups: groups.filter((group) => members.includes(group.id)),
    scopeTags: grant.scopeTagIds.length === 0 ? null : tagNames(grant.scopeTagIds),
    scopeType: grant.scopeType,
    scopeGroups: groupNames(grant.scopeMembers),
  })
  return {
    user: {
      id: row.id,
      displayName: row.display_name,
      userPrincipalName: user.userPrincipalName ?? '',
      accountEnabled: row.enabled === 1,
    },
    isAdministrator: row.enabled === 1 && isAdministrator(grants),
    complete: tags === null,
    assignments: found.map(shown),
    rights: rightsOf(grants, tagNames),
  }
}

export const userRightsHandlers: Pick<Handlers, 'userRights' | 'myRights'> = {
  userRights: async ({ deps, principal, params }) => ({
    body: await answer(deps.db, params.id, principal.scopeTagIds),
  }),
  myRights: async ({ deps, principal }) => ({
    body: await answer(deps.db, principal.userId, null),
  }),
}
