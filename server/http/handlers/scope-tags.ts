import { RoleScopeTag } from '#contract/directory.ts'

import type { Collection } from '../../odata/page.ts'
import { listPage } from '../../odata/page.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { etagOf } from '../../store/request-rows.ts'
import { groupsOfTag } from '../../store/scope-tag-groups.ts'
import type { Db, Schema, Tx } from '../../store/schema.ts'
import { notFound } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import { byName } from './directory.ts'
import { listAnswer, narrowed } from './list-answer.ts'

type Names = 'scopeTagList' | 'scopeTagGet' | 'scopeTagAssignmentList'
export type ScopeTagRow = Schema['scope_tags']

const collection: Collection = {
  table: 'scope_tags',
  columns: ['id', 'display_name', 'resource', 'version'].map((name) => `scope_tags.${name}`),
  properties: Object.keys(RoleScopeTag.shape).filter((name) => !name.startsWith('@')),
  fields: {
    id: { kind: 'id', column: 'scope_tags.id' },
    displayName: { kind: 'text', column: 'scope_tags.display_name' },
  },
  search: { kind: 'text', columns: ['scope_tags.display_name'] },
  tieBreak: { kind: 'id', column: 'scope_tags.id' },
  ...byName,
}

export const shownTag = (row: ScopeTagRow): Record<string, unknown> => ({
  '@odata.etag': etagOf(row.version),
  ...parseStored.resource(row.resource),
})

export const readTag = async (db: Db | Tx, id: string): Promise<ScopeTagRow> => {
  const row = await db.selectFrom('scope_tags').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound('The scope tag')
  return row
}

export const shownTagAssignments = (tagId: string, groups: readonly { id: string }[]) =>
  groups.map(({ id }) => ({
    '@odata.type': '#microsoft.graph.roleScopeTagAutoAssignment',
    id: `${tagId}_${id}`,
    target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId: id },
  }))

/** Everyone who is signed in may read what tags are called: they stand on everything. */
export const scopeTagHandlers: Pick<Handlers, Names> = {
  scopeTagList: async ({ endpoint, principal, url, deps: source }) => {
    const query = { collection, conditions: [], endpoint, principal, url, source }
    const page = await listPage<ScopeTagRow>(query)
    const value = page.rows.map((row) => narrowed(shownTag(row), page.options.select))
    return listAnswer(url, 'deviceManagement/roleScopeTags', value, page)
  },

  scopeTagGet: async ({ deps, params }) => ({ body: shownTag(await readTag(deps.db, params.id)) }),

  scopeTagAssignmentList: async ({ deps, params, url }) => {
    const tag = await readTag(deps.db, params.id)
    const groups = await groupsOfTag(deps.db, tag.id)
    const set = `deviceManagement/roleScopeTags('${tag.id}')/assignments`
    return listAnswer(url, set, shownTagAssignments(tag.id, groups))
  },
}
