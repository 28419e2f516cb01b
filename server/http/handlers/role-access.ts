import { sql } from 'kysely'

import { RoleAssignment, RoleDefinition, scopeTypes } from '#contract/roles.ts'

import { allOf } from '../../odata/compile-filter.ts'
import type { Collection } from '../../odata/page.ts'
import type { RoleAssignmentRow, RoleDefinitionRow } from '../../store/role-rows.ts'
import type { Db, Tx } from '../../store/schema.ts'
import { notFound } from '../graph-failure.ts'
import type { Principal } from '../principal.ts'
import { ownAssignments, ownRoles } from './scope.ts'

const role = (name: string) => `role_definitions.${name}`
const assignment = (name: string) => `role_assignments.${name}`
const wireNames = (shape: Record<string, unknown>) =>
  Object.keys(shape).filter((name) => !name.startsWith('@'))
const byName = { defaultOrder: [{ path: 'displayName', descending: false }], pageSize: 50 } as const

export const roleCollection: Collection = {
  table: 'role_definitions',
  columns: [
    'id',
    'display_name',
    'description',
    'is_built_in',
    'actions_json',
    'scope_tags_json',
    'version',
  ].map(role),
  properties: wireNames(RoleDefinition.shape),
  fields: {
    id: { kind: 'id', column: role('id') },
    displayName: { kind: 'text', column: role('display_name') },
    isBuiltIn: { kind: 'boolean', column: role('is_built_in') },
    isBuiltInRoleDefinition: { kind: 'boolean', column: role('is_built_in') },
  },
  search: { kind: 'text', columns: [role('display_name'), role('description')] },
  tieBreak: { kind: 'id', column: role('id') },
  ...byName,
}

export const assignmentCollection: Collection = {
  table: 'role_assignments',
  columns: [
    'id',
    'display_name',
    'description',
    'role_definition_id',
    'members_json',
    'scope_type',
    'scope_members_json',
    'scope_tags_json',
    'version',
  ].map(assignment),
  properties: wireNames(RoleAssignment.shape).filter((name) => name !== 'roleDefinition'),
  expand: ['roleDefinition'],
  fields: {
    id: { kind: 'id', column: assignment('id') },
    displayName: { kind: 'text', column: assignment('display_name') },
    scopeType: { kind: 'enum', column: assignment('scope_type'), members: scopeTypes },
    'roleDefinition/id': { kind: 'id', column: assignment('role_definition_id') },
  },
  search: { kind: 'text', columns: [assignment('display_name'), assignment('description')] },
  tieBreak: { kind: 'id', column: assignment('id') },
  ...byName,
}

/** One role; absent and out of scope are the same 404. */
export const readRole = async (
  db: Db | Tx,
  principal: Principal,
  id: string,
): Promise<RoleDefinitionRow> => {
  const condition = allOf([sql`role_definitions.id = ${id}`, ...ownRoles(principal)])
  const found = await sql<RoleDefinitionRow>`
    select * from role_definitions where ${condition}`.execute(db)
  const [row] = found.rows
  if (!row) throw notFound('The role')
  return row
}

/** One assignment; absent and out of scope are the same 404. */
export const readAssignment = async (
  db: Db | Tx,
  principal: Principal,
  id: string,
): Promise<RoleAssignmentRow> => {
  const condition = allOf([sql`role_assignments.id = ${id}`, ...ownAssignments(principal)])
  const found = await sql<RoleAssignmentRow>`
    select * from role_assignments where ${condition}`.execute(db)
  const [row] = found.rows
  if (!row) throw notFound('The role assignment')
  return row
}
