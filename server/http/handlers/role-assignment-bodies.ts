import type { RoleAssignmentBody, RoleAssignmentPatch, ScopeType } from '#contract/roles.ts'

import { parseStored } from '../../store/parse-stored.ts'
import type { RoleAssignmentRow } from '../../store/role-rows.ts'
import type { Tx } from '../../store/schema.ts'
import { badRequest } from '../graph-failure.ts'

/** What an assignment gives to whom, and where, as a body asks for it; null where it says nothing. */
export type Reach = {
  members: string[] | null
  scopeType: ScopeType | null
  scopeMembers: string[] | null
  roleScopeTagIds: string[] | null
}

const once = (ids: readonly string[] | undefined) => (ids ? [...new Set(ids)] : null)

/** `scopeMembers` and `resourceScopes` are one list: both may be sent when they say the same. */
export const reachOfBody = (body: RoleAssignmentBody | RoleAssignmentPatch): Reach => {
  const [one, other] = [once(body.scopeMembers), once(body.resourceScopes)]
  if (one && other && one.toSorted().join() !== other.toSorted().join()) {
    throw badRequest(
      'scopeMembers and resourceScopes are the same list; send one of them.',
      'resourceScopes',
    )
  }
  return {
    members: once(body.members),
    scopeType: body.scopeType ?? null,
    scopeMembers: one ?? other,
    roleScopeTagIds: once(body.roleScopeTagIds),
  }
}

/** `…/roleDefinitions('id')` or `…/roleDefinitions/id`, of whatever service: only the id counts. */
export const boundRoleId = (address: string): string => {
  const found = /\/?roleDefinitions(?:\('([^'()/]+)'\)|\/([^'()/?#]+))$/.exec(address)
  const id = found?.[1] ?? found?.[2]
  if (id === undefined) {
    throw badRequest(
      'The role is bound as https://graph.microsoft.com/beta/deviceManagement/roleDefinitions/{id}.',
      'roleDefinition@odata.bind',
    )
  }
  return id
}

const absentFrom = async (
  tx: Tx,
  tables: readonly ('users' | 'groups' | 'scope_tags')[],
  ids: readonly string[],
): Promise<string | undefined> => {
  if (ids.length === 0) return undefined
  const known = new Set<string>()
  for (const table of tables) {
    const rows = await tx.selectFrom(table).select('id').where('id', 'in', ids).execute()
    for (const row of rows) known.add(row.id)
  }
  return ids.find((id) => !known.has(id))
}

/** Everything named has to be there, and scope groups go with `resourceScope` only. Throws 400 that names the member at fault. */
export const checkReach = async (tx: Tx, row: RoleAssignmentRow): Promise<void> => {
  const member = await absentFrom(tx, ['users', 'groups'], parseStored.texts(row.members_json))
  if (member !== undefined) throw badRequest(`There is no user or group ${member}.`, 'members')
  const groups = parseStored.texts(row.scope_members_json)
  if (groups.length > 0 && row.scope_type !== 'resourceScope') {
    throw badRequest(
      `With scopeType ${row.scope_type} there are no scope groups.`,
      'resourceScopes',
    )
  }
  const group = await absentFrom(tx, ['groups'], groups)
  if (group !== undefined) throw badRequest(`There is no group ${group}.`, 'resourceScopes')
  const tags = parseStored.texts(row.scope_tags_json)
  const tag = await absentFrom(tx, ['scope_tags'], tags)
  if (tag !== undefined) throw badRequest(`There is no scope tag ${tag}.`, 'roleScopeTagIds')
}
