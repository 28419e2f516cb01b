import type { Grant } from '#domain/roles/effective-rights.ts'

import { parseStored } from './parse-stored.ts'
import { toGrant, type RoleAssignmentRow } from './role-rows.ts'
import type { Db, Tx } from './schema.ts'

/** An assignment with the actions of its role and who is named in it. */
export type AssignedRole = {
  row: RoleAssignmentRow
  role: { id: string; displayName: string; isBuiltIn: boolean }
  grant: Grant
  members: readonly string[]
}

/** Every role assignment of the tenant: there are few, and one question to the database answers for all. */
export const allAssignedRoles = async (db: Db | Tx): Promise<AssignedRole[]> => {
  const rows = await db
    .selectFrom('role_assignments')
    .innerJoin('role_definitions', 'role_definitions.id', 'role_assignments.role_definition_id')
    .selectAll('role_assignments')
    .select([
      'role_definitions.actions_json',
      'role_definitions.display_name as role_name',
      'role_definitions.is_built_in',
    ])
    .orderBy('role_assignments.id')
    .execute()
  return rows.map(({ actions_json, role_name, is_built_in, ...row }) => ({
    row,
    role: { id: row.role_definition_id, displayName: role_name, isBuiltIn: is_built_in === 1 },
    grant: toGrant(row, actions_json),
    members: parseStored.texts(row.members_json),
  }))
}

/** The groups a person is in. */
export const groupsOf = async (
  db: Db | Tx,
  userId: string,
): Promise<{ id: string; displayName: string }[]> => {
  const rows = await db
    .selectFrom('group_members')
    .innerJoin('groups', 'groups.id', 'group_members.group_id')
    .select(['groups.id', 'groups.display_name'])
    .where('group_members.member_id', '=', userId)
    .where('group_members.member_type', '=', 'user')
    .orderBy('groups.id')
    .execute()
  return rows.map((row) => ({ id: row.id, displayName: row.display_name }))
}

/** The assignments that reach somebody known under these ids: their own and those of their groups. */
export const reaching = (assigned: readonly AssignedRole[], own: ReadonlySet<string>) =>
  assigned.filter(({ members }) => members.some((member) => own.has(member)))
