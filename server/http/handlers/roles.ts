import { sql } from 'kysely'

import { resourceActions } from '#contract/rights.ts'
import { rightTexts } from '#domain/roles/right-texts.ts'

import type { Condition } from '../../odata/compile-filter.ts'
import { parseOptions } from '../../odata/options.ts'
import { listPage } from '../../odata/page.ts'
import {
  toRoleAssignment,
  toRoleDefinition,
  type RoleAssignmentRow,
  type RoleDefinitionRow,
} from '../../store/role-rows.ts'
import type { Db } from '../../store/schema.ts'
import type { UserPrincipal } from '../principal.ts'
import type { Context, Handlers, Reply } from '../types.ts'
import { listAnswer, narrowed } from './list-answer.ts'
import { assignmentCollection, readAssignment, readRole, roleCollection } from './role-access.ts'
import { ownAssignments, ownRoles } from './scope.ts'

type Names =
  | 'roleDefinitionList'
  | 'roleDefinitionGet'
  | 'roleDefinitionAssignmentList'
  | 'roleAssignmentList'
  | 'roleAssignmentGet'
  | 'resourceOperationList'
  | 'assignedRoleDetails'

/** The roles of these assignments, each once. A role that the caller does not see by itself is seen through its assignment. */
const rolesOf = async (db: Db, rows: readonly RoleAssignmentRow[]) => {
  const ids = [...new Set(rows.map((row) => row.role_definition_id))]
  if (ids.length === 0) return new Map<string, RoleDefinitionRow>()
  const found = await db.selectFrom('role_definitions').selectAll().where('id', 'in', ids).execute()
  return new Map(found.map((row) => [row.id, row]))
}

type AssignmentContext = Pick<Context, 'endpoint' | 'url' | 'deps'> & { principal: UserPrincipal }

const listAssignments = async (
  context: AssignmentContext,
  given: { conditions: readonly Condition[]; members: boolean; set: string },
): Promise<Reply> => {
  const { endpoint, principal, url, deps: source } = context
  const conditions = [...given.conditions, ...ownAssignments(principal)]
  const query = { collection: assignmentCollection, conditions, endpoint, principal, url, source }
  const page = await listPage<RoleAssignmentRow>(query)
  const { select, expand } = page.options
  const roles = expand.has('roleDefinition') ? await rolesOf(source.db, page.rows) : null
  const value = page.rows.map((row) => {
    const shown = toRoleAssignment(row)
    const item = narrowed(given.members ? shown : { ...shown, members: [] }, select)
    const role = roles?.get(row.role_definition_id)
    return role ? { ...item, roleDefinition: toRoleDefinition(role) } : item
  })
  return listAnswer(url, given.set, value, page)
}

const isIntunes = (action: string) => action.startsWith('Microsoft.Intune_')

export const roleHandlers: Pick<Handlers, Names> = {
  roleDefinitionList: async ({ endpoint, principal, url, deps: source }) => {
    const conditions = ownRoles(principal)
    const query = { collection: roleCollection, conditions, endpoint, principal, url, source }
    const page = await listPage<RoleDefinitionRow>(query)
    const value = page.rows.map((row) => narrowed(toRoleDefinition(row), page.options.select))
    return listAnswer(url, 'deviceManagement/roleDefinitions', value, page)
  },

  roleDefinitionGet: async ({ deps, principal, params }) => ({
    body: toRoleDefinition(await readRole(deps.db, principal, params.id)),
  }),

  /** Graph leaves the members of these empty, and so does this (graph-contract 7.5). */
  roleDefinitionAssignmentList: async (context) => {
    const { deps, principal, params } = context
    const role = await readRole(deps.db, principal, params.id)
    return listAssignments(context, {
      conditions: [sql`role_assignments.role_definition_id = ${role.id}`],
      members: false,
      set: `deviceManagement/roleDefinitions('${role.id}')/roleAssignments`,
    })
  },

  roleAssignmentList: (context) =>
    listAssignments(context, {
      conditions: [],
      members: true,
      set: 'deviceManagement/roleAssignments',
    }),

  roleAssignmentGet: async ({ deps, principal, params, url }) => {
    const { select, expand } = parseOptions(url, {
      fields: {},
      properties: assignmentCollection.properties,
      expand: ['roleDefinition'],
      options: ['$select', '$expand'],
    })
    const row = await readAssignment(deps.db, principal, params.id)
    const item = narrowed(toRoleAssignment(row), select)
    if (!expand.has('roleDefinition')) return { body: item }
    const role = (await rolesOf(deps.db, [row])).get(row.role_definition_id)
    return { body: { ...item, roleDefinition: role ? toRoleDefinition(role) : null } }
  },

  resourceOperationList: ({ url }) => {
    // Rights of Exchange are no part of Intune's roles.
    const value = resourceActions.filter(isIntunes).map((action) => {
      const { permission, right, description } = rightTexts[action]
      return {
        id: action,
        resource: action.replace(/^Microsoft\.Intune_|_\w+$/g, ''),
        resourceName: permission,
        actionName: right,
        description,
        enabledForScopeValidation: action === 'Microsoft.Intune_EpmPolicy_Assign',
      }
    })
    return Promise.resolve(listAnswer(url, 'deviceManagement/resourceOperations', value))
  },

  assignedRoleDetails: ({ principal }) =>
    Promise.resolve({
      body: {
        roleDefinitionIds: [
          ...new Set(principal.grants.map(({ roleDefinitionId }) => roleDefinitionId)),
        ],
        roleAssignmentIds: principal.grants.map(({ assignmentId }) => assignmentId),
      },
    }),
}
