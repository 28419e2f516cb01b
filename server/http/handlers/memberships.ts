import { sql, type SqlBool } from 'kysely'

import { allOf, type Condition } from '../../odata/compile-filter.ts'
import { listPage } from '../../odata/page.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { notFound } from '../graph-failure.ts'
import type { Context, Handlers, Reply } from '../types.ts'
import { groups } from './directory.ts'
import { listAnswer, narrowed } from './list-answer.ts'
import { throughDevice } from './scope.ts'

type Names = 'userMemberOfList' | 'deviceMemberOfList'

/** No group here holds another, so that being in a group and being in it through others are the same. */
const groupsOf = async (context: Context<Names>, memberId: string): Promise<Reply> => {
  const { endpoint, principal, url, deps: source } = context
  const isMember = sql<SqlBool>`exists (select 1 from group_members
    where group_members.group_id = groups.id and group_members.member_id = ${memberId})`
  const query = { collection: groups, conditions: [isMember], endpoint, principal, url, source }
  const page = await listPage<{ resource: string }>(query)
  const value = page.rows.map((row) => ({
    '@odata.type': '#microsoft.graph.group',
    ...narrowed(parseStored.resource(row.resource), page.options.select),
  }))
  return listAnswer(url, 'directoryObjects', value, page)
}

const memberId = async (
  { deps }: Context<Names>,
  table: 'users' | 'devices',
  what: string,
  conditions: readonly Condition[],
): Promise<string> => {
  const found = await sql<{ id: string }>`
    select id from ${sql.table(table)} where ${allOf(conditions)}`.execute(deps.db)
  const [row] = found.rows
  if (!row) throw notFound(what)
  return row.id
}

export const membershipHandlers: Pick<Handlers, Names> = {
  userMemberOfList: async (context) => {
    const { id } = context.params
    const named = sql<SqlBool>`(id = ${id} or lower(user_principal_name) = lower(${id}))`
    return groupsOf(context, await memberId(context, 'users', 'The user', [named]))
  },
  /** Of a device in scope only: what group it is in says what it is for. */
  deviceMemberOfList: async (context) => {
    const { principal, params } = context
    const conditions = [
      sql<SqlBool>`directory_id = ${params.id}`,
      ...throughDevice(principal, 'devices.id'),
    ]
    return groupsOf(context, await memberId(context, 'devices', 'The device', conditions))
  },
}
