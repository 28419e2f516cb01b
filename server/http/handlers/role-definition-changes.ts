import { innerCodes } from '#contract/errors.ts'
import type { RoleDefinitionBody } from '#contract/roles.ts'
import { isOfExchange, isResourceAction, rightInWords } from '#domain/roles/right-texts.ts'

import { parseStored } from '../../store/parse-stored.ts'
import { etagOf } from '../../store/request-rows.ts'
import type { AssignedRole } from '../../store/role-members.ts'
import { toRoleDefinition, type RoleDefinitionRow } from '../../store/role-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest, GraphFailure, staleVersion } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'
import type { Handlers } from '../types.ts'
import { checkScopeTags } from './policy-checks.ts'
import { requireVersion } from './policy-store.ts'
import { readRole } from './role-access.ts'
import {
  forbidden,
  keepingAdministrators,
  refuseGains,
  refuseOwnRole,
  requireRights,
  requireScope,
  updateRight,
} from './role-guards.ts'
import { roleDraft } from './role-records.ts'
import { readSituation, type Situation } from './role-situation.ts'

type Names = 'roleDefinitionCreate' | 'roleDefinitionUpdate' | 'roleDefinitionDelete'

/** The actions of a body, each once. A custom role names its rights: all of them is Intune Administrator. */
const actionsOf = (permissions: RoleDefinitionBody['rolePermissions']): string[] => {
  const actions = permissions.flatMap(({ resourceActions }) =>
    (resourceActions ?? []).flatMap(({ allowedResourceActions }) => allowedResourceActions),
  )
  const unknown = actions.find((action) => !isResourceAction(action))
  if (unknown !== undefined) {
    throw badRequest(`There is no right ${JSON.stringify(unknown)} here.`, 'rolePermissions')
  }
  return [...new Set(actions)]
}

/** A role of before this rule may keep what it has. */
const refuseOfExchange = (actions: readonly string[], kept: readonly string[]) => {
  const foreign = actions.find((action) => isOfExchange(action) && !kept.includes(action))
  if (foreign === undefined) return
  throw badRequest(
    `${rightInWords(foreign)} is a right of Exchange, which no custom role of Intune gives.`,
    'rolePermissions',
  )
}

const checkName = async (tx: Tx, name: string, id: string | null) => {
  const rows = await tx
    .selectFrom('role_definitions')
    .select('id')
    .where((where) => where(where.fn('lower', ['display_name']), '=', name.toLowerCase()))
    .execute()
  if (rows.every((row) => row.id === id)) return
  throw new GraphFailure(409, 'Conflict', 'There is a role of this name already.', {
    innerCode: innerCodes.duplicateName,
    details: [
      { code: 'duplicateName', message: 'Roles need different names.', target: 'displayName' },
    ],
  })
}

const changedMeanwhile = (row: RoleDefinitionRow) =>
  staleVersion('The role was changed after you read it.', toRoleDefinition(row))

const refuseBuiltIn = (row: RoleDefinitionRow) => {
  if (row.is_built_in === 0) return
  throw forbidden(
    innerCodes.builtInRole,
    'This role is built in, so it cannot be changed or deleted. Make a custom role instead.',
  )
}

/** The role as it is read for a change, with every refusal that the change itself has no part in. */
const readForChange = async (
  tx: Tx,
  principal: UserPrincipal,
  id: string,
  ifMatch: number | null,
): Promise<{ row: RoleDefinitionRow; situation: Situation }> => {
  const situation = await readSituation(tx, principal)
  const row = await readRole(tx, principal, id)
  refuseBuiltIn(row)
  if (ifMatch !== null && ifMatch !== row.version) throw changedMeanwhile(row)
  refuseOwnRole(situation, row.id)
  return { row, situation }
}

const withActions = (situation: Situation, id: string, actions: readonly string[]) =>
  situation.assigned.map((each): AssignedRole =>
    each.role.id === id ? { ...each, grant: { ...each.grant, actions } } : each,
  )

/** Changed rights are changed in every assignment of the role, so all of them have to lie in the caller's scope. */
const guardRights = (situation: Situation, row: RoleDefinitionRow, actions: readonly string[]) => {
  const before = new Set(parseStored.texts(row.actions_json))
  refuseOfExchange(actions, [...before])
  requireRights(
    situation,
    actions.filter((action) => !before.has(action)),
  )
  for (const each of situation.assigned) {
    if (each.role.id === row.id) requireScope(situation, updateRight, each.grant)
  }
  refuseGains(situation, withActions(situation, row.id, actions), { delegated: false })
}

export const roleDefinitionChangeHandlers: Pick<Handlers, Names> = {
  roleDefinitionCreate: async (context) => {
    const { body, principal, deps, hub } = context
    const actions = actionsOf(body.rolePermissions)
    refuseOfExchange(actions, [])
    const reply = await context.change(async (tx, audit) => {
      const situation = await readSituation(tx, principal)
      requireRights(situation, actions)
      await checkName(tx, body.displayName, null)
      const row: RoleDefinitionRow = {
        id: deps.newId(),
        display_name: body.displayName,
        description: body.description ?? '',
        is_built_in: 0,
        actions_json: JSON.stringify(actions),
        scope_tags_json: JSON.stringify(
          await checkScopeTags(tx, principal, body.roleScopeTagIds, []),
        ),
        version: 1,
      }
      await tx.insertInto('role_definitions').values(row).execute()
      await audit(await roleDraft(tx, 'Create', [null, row]))
      return { status: 201, body: toRoleDefinition(row) }
    })
    hub.publish({ entity: 'roles' })
    return reply
  },

  roleDefinitionUpdate: async (context) => {
    const { body, principal, hub, params, ifMatch } = context
    requireVersion(context)
    const wanted = body.rolePermissions && actionsOf(body.rolePermissions)
    const reply = await context.change(async (tx, audit) => {
      const { row, situation } = await readForChange(tx, principal, params.id, ifMatch)
      if (wanted) guardRights(situation, row, wanted)
      if (body.displayName !== undefined) await checkName(tx, body.displayName, row.id)
      const tags = parseStored.texts(row.scope_tags_json)
      const next: RoleDefinitionRow = {
        ...row,
        display_name: body.displayName ?? row.display_name,
        description: body.description === undefined ? row.description : (body.description ?? ''),
        actions_json: wanted ? JSON.stringify(wanted) : row.actions_json,
        scope_tags_json: JSON.stringify(
          await checkScopeTags(tx, principal, body.roleScopeTagIds, tags),
        ),
        version: row.version + 1,
      }
      const { id: _id, ...columns } = next
      await keepingAdministrators(tx, () =>
        tx.updateTable('role_definitions').set(columns).where('id', '=', row.id).execute(),
      )
      await audit(await roleDraft(tx, 'Patch', [row, next]))
      return { body: toRoleDefinition(next), headers: { ETag: etagOf(next.version) } }
    })
    hub.publish({ entity: 'roles' })
    return reply
  },

  roleDefinitionDelete: async (context) => {
    const { principal, hub, params, ifMatch } = context
    requireVersion(context)
    await context.change(async (tx, audit) => {
      const { row, situation } = await readForChange(tx, principal, params.id, ifMatch)
      const uses = situation.assigned.filter((each) => each.role.id === row.id)
      if (uses.length > 0) throw inUse(principal, uses)
      await tx.deleteFrom('role_definitions').where('id', '=', row.id).execute()
      await audit(await roleDraft(tx, 'Delete', [row, null]))
    })
    hub.publish({ entity: 'roles' })
    return { status: 204 }
  },
}

/** Names the assignments that the caller may see, and says whether there are others. */
const inUse = ({ scopeTagIds }: UserPrincipal, uses: readonly AssignedRole[]) => {
  const seen = uses.filter(
    ({ grant }) =>
      scopeTagIds === null || grant.scopeTagIds.some((tag) => scopeTagIds.includes(tag)),
  )
  const outside = seen.length < uses.length ? ' Some of them are outside your scope.' : ''
  return new GraphFailure(
    409,
    'Conflict',
    `The role is assigned. Delete its role assignments first.${outside}`,
    {
      innerCode: innerCodes.roleInUse,
      details: seen.map(({ row }) => ({
        code: innerCodes.roleInUse,
        message: row.display_name,
        target: row.id,
      })),
    },
  )
}
