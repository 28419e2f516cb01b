import type { Selectable } from 'kysely'

import type { RoleAssignment, RoleDefinition, ScopeType } from '#contract/roles.ts'
import type { Grant } from '#domain/roles/effective-rights.ts'

import { parseStored } from './parse-stored.ts'
import { etagOf } from './request-rows.ts'
import type { Schema } from './schema.ts'

export type RoleDefinitionRow = Selectable<Schema['role_definitions']>
export type RoleAssignmentRow = Selectable<Schema['role_assignments']>

/** Both spellings of the rights, as Graph answers them. */
export const toRoleDefinition = (row: RoleDefinitionRow): RoleDefinition & { id: string } => {
  const actions = parseStored.texts(row.actions_json)
  const permissions = [
    {
      actions,
      resourceActions: [{ allowedResourceActions: actions, notAllowedResourceActions: [] }],
    },
  ]
  return {
    '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleDefinition',
    '@odata.etag': etagOf(row.version),
    id: row.id,
    displayName: row.display_name,
    description: row.description,
    isBuiltIn: row.is_built_in === 1,
    isBuiltInRoleDefinition: row.is_built_in === 1,
    roleScopeTagIds: parseStored.texts(row.scope_tags_json),
    permissions,
    rolePermissions: permissions,
  }
}

export const toRoleAssignment = (row: RoleAssignmentRow): RoleAssignment & { id: string } => {
  const groups = parseStored.texts(row.scope_members_json)
  return {
    '@odata.type': '#microsoft.graph.deviceAndAppManagementRoleAssignment',
    '@odata.etag': etagOf(row.version),
    id: row.id,
    displayName: row.display_name,
    description: row.description,
    members: parseStored.texts(row.members_json),
    scopeMembers: groups,
    scopeType: row.scope_type,
    resourceScopes: groups,
    roleScopeTagIds: parseStored.texts(row.scope_tags_json),
  }
}

/** What an assignment gives each of its members. */
export const toGrant = (
  row: Pick<
    RoleAssignmentRow,
    'id' | 'role_definition_id' | 'scope_tags_json' | 'scope_type' | 'scope_members_json'
  >,
  actionsJson: string,
): Grant => ({
  assignmentId: row.id,
  roleDefinitionId: row.role_definition_id,
  actions: parseStored.texts(actionsJson),
  scopeTagIds: parseStored.texts(row.scope_tags_json),
  // Only the four of the contract are ever written.
  scopeType: row.scope_type as ScopeType,
  scopeMembers: parseStored.texts(row.scope_members_json),
})
