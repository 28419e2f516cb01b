import { unionOfTags } from '#domain/roles/effective-rights.ts'
import { giving } from '#domain/roles/grant-rules.ts'

import { parseStored } from '../../store/parse-stored.ts'
import { etagOf } from '../../store/request-rows.ts'
import type { AssignedRole } from '../../store/role-members.ts'
import {
  toGrant,
  toRoleAssignment,
  type RoleAssignmentRow,
  type RoleDefinitionRow,
} from '../../store/role-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest, GraphFailure, staleVersion } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'
import type { Handlers } from '../types.ts'
import { checkTagCount } from './policy-checks.ts'
import { requireVersion } from './policy-store.ts'
import { readAssignment, readRole } from './role-access.ts'
import { boundRoleId, checkReach, reachOfBody } from './role-assignment-bodies.ts'
import {
  assignRight,
  keepingAdministrators,
  refuseGains,
  refuseOwnMembers,
  requireAdministrator,
  requireScope,
} from './role-guards.ts'
import { assignmentDraft } from './role-records.ts'
import { readSituation, type Situation } from './role-situation.ts'

type Names = 'roleAssignmentCreate' | 'roleAssignmentUpdate' | 'roleAssignmentDelete'

const changedMeanwhile = (row: RoleAssignmentRow) =>
  staleVersion('The role assignment was changed after you read it.', toRoleAssignment(row))

const roleOf = async (tx: Tx, id: string): Promise<RoleDefinitionRow> =>
  tx.selectFrom('role_definitions').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const assignedBy = (row: RoleAssignmentRow, role: RoleDefinitionRow): AssignedRole => ({
  row,
  role: { id: role.id, displayName: role.display_name, isBuiltIn: role.is_built_in === 1 },
  grant: toGrant(row, role.actions_json),
  members: parseStored.texts(row.members_json),
})

/** What an assignment will say is within what the caller may give (R14). Names alone give nothing. */
const guardNext = (situation: Situation, next: AssignedRole) => {
  requireAdministrator(situation, next.grant)
  if (next.grant.actions.includes('*') && next.grant.scopeTagIds.length > 0) {
    throw badRequest(
      'Intune Administrator is not narrowed by scope tags; leave them out.',
      'roleScopeTagIds',
    )
  }
  refuseOwnMembers(situation, next.members)
  requireScope(situation, assignRight, next.grant)
  const others = situation.assigned.filter(({ row }) => row.id !== next.row.id)
  refuseGains(situation, [...others, next], { delegated: true })
}

/** The same for what it said before: what lies outside one's scope is not taken away either. */
const guardBefore = (situation: Situation, before: AssignedRole) => {
  requireAdministrator(situation, before.grant)
  refuseOwnMembers(situation, before.members)
  requireScope(situation, assignRight, before.grant)
}

/** An assignment for a change, with the situation around it; `named` are members that the change brings in. */
const readForChange = async (
  tx: Tx,
  principal: UserPrincipal,
  { id, ifMatch, named }: { id: string; ifMatch: number | null; named: readonly string[] },
) => {
  const situation = await readSituation(tx, principal, named)
  const row = await readAssignment(tx, principal, id)
  if (ifMatch !== null && ifMatch !== row.version) throw changedMeanwhile(row)
  const role = await roleOf(tx, row.role_definition_id)
  const before = situation.assigned.find((each) => each.row.id === row.id) ?? assignedBy(row, role)
  guardBefore(situation, before)
  return { situation, row, role }
}

/** A role that the caller does not see is not there. */
const readBound = async (tx: Tx, principal: UserPrincipal, id: string) => {
  try {
    return await readRole(tx, principal, id)
  } catch (thrown) {
    if (!(thrown instanceof GraphFailure) || thrown.status !== 404) throw thrown
    throw badRequest(`There is no role ${id}.`, 'roleDefinition@odata.bind')
  }
}

export const roleAssignmentChangeHandlers: Pick<Handlers, Names> = {
  roleAssignmentCreate: async (context) => {
    const { body, principal, deps, hub } = context
    const roleId = boundRoleId(body['roleDefinition@odata.bind'])
    const reach = reachOfBody(body)
    const members = reach.members ?? []
    const reply = await context.change(async (tx, audit) => {
      const situation = await readSituation(tx, principal, members)
      const role = await readBound(tx, principal, roleId)
      // A new object gets all tags of its maker (epm-behaviour 11); without any it reaches everything.
      const own = unionOfTags(giving(situation.grants, assignRight)) ?? []
      if (reach.roleScopeTagIds === null) checkTagCount(own)
      const row: RoleAssignmentRow = {
        id: deps.newId(),
        display_name: body.displayName,
        description: body.description ?? '',
        role_definition_id: role.id,
        members_json: JSON.stringify(members),
        scope_tags_json: JSON.stringify(reach.roleScopeTagIds ?? own),
        scope_type: reach.scopeType ?? 'resourceScope',
        scope_members_json: JSON.stringify(reach.scopeMembers ?? []),
        version: 1,
      }
      await checkReach(tx, row)
      guardNext(situation, assignedBy(row, role))
      await tx.insertInto('role_assignments').values(row).execute()
      await audit(await assignmentDraft(tx, 'Create', [null, row], role.display_name))
      return { status: 201, body: toRoleAssignment(row) }
    })
    hub.publish({ entity: 'roles' })
    return reply
  },

  roleAssignmentUpdate: async (context) => {
    const { body, principal, hub, params, ifMatch } = context
    requireVersion(context)
    const reach = reachOfBody(body)
    const wanted = { id: params.id, ifMatch, named: reach.members ?? [] }
    const reply = await context.change(async (tx, audit) => {
      const { situation, row, role } = await readForChange(tx, principal, wanted)
      const text = (ids: string[] | null, stored: string) => (ids ? JSON.stringify(ids) : stored)
      const scopeType = reach.scopeType ?? row.scope_type
      const kept = scopeType === 'resourceScope' ? row.scope_members_json : '[]'
      const next: RoleAssignmentRow = {
        ...row,
        display_name: body.displayName ?? row.display_name,
        description: body.description === undefined ? row.description : (body.description ?? ''),
        members_json: text(reach.members, row.members_json),
        scope_tags_json: text(reach.roleScopeTagIds, row.scope_tags_json),
        scope_type: scopeType,
        scope_members_json: text(reach.scopeMembers, kept),
        version: row.version + 1,
      }
      await checkReach(tx, next)
      guardNext(situation, assignedBy(next, role))
      const { id: _id, ...columns } = next
      await keepingAdministrators(tx, () =>
        tx.updateTable('role_assignments').set(columns).where('id', '=', row.id).execute(),
      )
      await audit(await assignmentDraft(tx, 'Patch', [row, next], role.display_name))
      return { body: toRoleAssignment(next), headers: { ETag: etagOf(next.version) } }
    })
    hub.publish({ entity: 'roles' })
    return reply
  },

  roleAssignmentDelete: async (context) => {
    const { principal, hub, params, ifMatch } = context
    requireVersion(context)
    await context.change(async (tx, audit) => {
      const wanted = { id: params.id, ifMatch, named: [] }
      const { row, role } = await readForChange(tx, principal, wanted)
      await keepingAdministrators(tx, () =>
        tx.deleteFrom('role_assignments').where('id', '=', row.id).execute(),
      )
      await audit(await assignmentDraft(tx, 'Delete', [row, null], role.display_name))
    })
    hub.publish({ entity: 'roles' })
    return { status: 204 }
  },
}
