import type { RoleScopeTagBody, RoleScopeTagPatch } from '#contract/roles.ts'
import { innerCodes } from '#contract/errors.ts'

import { parseStored } from '../../store/parse-stored.ts'
import { keepScopeTagIds, takeScopeTagId } from '../../store/scope-tag-ids.ts'
import type { Tx } from '../../store/schema.ts'
import { GraphFailure, staleVersion } from '../graph-failure.ts'
import type { UserPrincipal } from '../principal.ts'
import type { Handlers } from '../types.ts'
import { requireVersion } from './policy-store.ts'
import { forbidden } from './role-guards.ts'
import { scopeTagDraft } from './role-records.ts'
import { readTag, shownTag, type ScopeTagRow } from './scope-tags.ts'

type Names = 'scopeTagCreate' | 'scopeTagUpdate' | 'scopeTagDelete'

const partsOf = ({ display_name, resource }: ScopeTagRow) => {
  const { description } = parseStored.resource(resource)
  return {
    displayName: display_name,
    description: typeof description === 'string' && description !== '' ? description : null,
  }
}

const rowOf = (
  id: string,
  { displayName, description }: { displayName: string; description: string | null },
  version: number,
): ScopeTagRow => ({
  id,
  display_name: displayName,
  resource: JSON.stringify({
    id,
    displayName,
    description: description ?? '',
    isBuiltIn: false,
  }),
  version,
})

const checkName = async (tx: Tx, name: string, id: string | null) => {
  const rows = await tx
    .selectFrom('scope_tags')
    .select('id')
    .where((where) => where(where.fn('lower', ['display_name']), '=', name.toLowerCase()))
    .execute()
  if (rows.every((row) => row.id === id)) return
  throw new GraphFailure(409, 'Conflict', 'There is a scope tag of this name already.', {
    innerCode: innerCodes.duplicateName,
    details: [
      { code: 'duplicateName', message: 'Scope tags need different names.', target: 'displayName' },
    ],
  })
}

/** A tag for a change: not Default, not that of others, and still the one that was read. */
export const readTagForChange = async (
  tx: Tx,
  { scopeTagIds }: UserPrincipal,
  id: string,
  ifMatch: number | null,
): Promise<ScopeTagRow> => {
  const row = await readTag(tx, id)
  if (parseStored.resource(row.resource)['isBuiltIn'] === true) {
    throw forbidden(innerCodes.builtInRole, 'This scope tag is built in, so it stays as it is.')
  }
  if (scopeTagIds?.includes(id) === false) {
    throw forbidden(
      innerCodes.scopeNotHeld,
      'This scope tag is not in your own role assignments, so you cannot change it.',
    )
  }
  if (ifMatch !== null && ifMatch !== row.version) {
    throw staleVersion('The scope tag was changed after you read it.', shownTag(row))
  }
  return row
}

/** What carries a tag, in words; empty when nothing does. */
const usesOf = async (tx: Tx, id: string): Promise<string[]> => {
  const linked = async (table: 'policy_scope_tags' | 'device_scope_tags' | 'scope_tag_groups') => {
    const found = await tx
      .selectFrom(table)
      .select((select) => select.fn.countAll<number | string>().as('total'))
      .where('scope_tag_id', '=', id)
      .executeTakeFirstOrThrow()
    return Number(found.total)
  }
  const named = async (table: 'role_definitions' | 'role_assignments') => {
    const rows = await tx.selectFrom(table).select('scope_tags_json').execute()
    return rows.filter((row) => parseStored.texts(row.scope_tags_json).includes(id)).length
  }
  const counts = [
    [await linked('policy_scope_tags'), 'policy', 'policies'],
    [await linked('device_scope_tags'), 'device', 'devices'],
    [await linked('scope_tag_groups'), 'group of devices', 'groups of devices'],
    [await named('role_definitions'), 'role', 'roles'],
    [await named('role_assignments'), 'role assignment', 'role assignments'],
  ] as const
  return counts.flatMap(([count, one, more]) =>
    count === 0 ? [] : `${count} ${count === 1 ? one : more}`,
  )
}

const write = (body: RoleScopeTagBody | RoleScopeTagPatch, seen: ReturnType<typeof partsOf>) => ({
  displayName: body.displayName ?? seen.displayName,
  description: body.description === undefined ? seen.description : (body.description ?? null),
})

export const scopeTagChangeHandlers: Pick<Handlers, Names> = {
  /** Gives nobody anything: the tag is nobody's until a role assignment has it. */
  scopeTagCreate: async (context) => {
    const { body, hub } = context
    const reply = await context.change(async (tx, audit) => {
      await checkName(tx, body.displayName, null)
      const parts = write(body, { displayName: '', description: null })
      const row = rowOf(await takeScopeTagId(tx), parts, 1)
      await tx.insertInto('scope_tags').values(row).execute()
      await audit(scopeTagDraft('Create', row.id, [null, partsOf(row)]))
      return { status: 201, body: shownTag(row) }
    })
    hub.publish({ entity: 'roles' })
    return reply
  },

  scopeTagUpdate: async (context) => {
    const { body, principal, hub, params, ifMatch } = context
    requireVersion(context)
    const reply = await context.change(async (tx, audit) => {
      const row = await readTagForChange(tx, principal, params.id, ifMatch)
      if (body.displayName !== undefined) await checkName(tx, body.displayName, row.id)
      const next = rowOf(row.id, write(body, partsOf(row)), row.version + 1)
      await tx
        .updateTable('scope_tags')
        .set({ display_name: next.display_name, resource: next.resource, version: next.version })
        .where('id', '=', row.id)
        .execute()
      await audit(scopeTagDraft('Patch', row.id, [partsOf(row), partsOf(next)]))
      return { body: shownTag(next) }
    })
    hub.publish({ entity: 'roles' })
    return reply
  },

  scopeTagDelete: async (context) => {
    const { principal, hub, params, ifMatch } = context
    requireVersion(context)
    await context.change(async (tx, audit) => {
      const row = await readTagForChange(tx, principal, params.id, ifMatch)
      const uses = await usesOf(tx, row.id)
      if (uses.length > 0) {
        throw new GraphFailure(
          409,
          'Conflict',
          `The scope tag is used: ${uses.join(', ')}. Take it off them first.`,
          { innerCode: innerCodes.scopeTagInUse },
        )
      }
      await keepScopeTagIds(tx)
      await tx.deleteFrom('scope_tags').where('id', '=', row.id).execute()
      await audit(scopeTagDraft('Delete', row.id, [partsOf(row), null]))
    })
    hub.publish({ entity: 'roles' })
    return { status: 204 }
  },
}
