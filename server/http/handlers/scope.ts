import { sql, type SqlBool } from 'kysely'

import { likePattern, type Condition } from '../../odata/compile-filter.ts'
import type { Principal } from '../principal.ts'

/** The scope tags that narrow what this caller sees; null for everything (epm-behaviour 11). */
const tagsOf = (principal: Principal): readonly string[] | null =>
  principal.kind === 'user' ? principal.scopeTagIds : null

const none = sql<SqlBool>`(1 = 0)`

const tagged = (
  principal: Principal,
  link: { table: string; owner: string },
  owner: string,
): Condition[] => {
  const tags = tagsOf(principal)
  if (tags === null) return []
  if (tags.length === 0) return [none]
  return [
    sql<SqlBool>`exists (select 1 from ${sql.table(link.table)}
      where ${sql.ref(`${link.table}.${link.owner}`)} = ${sql.ref(owner)}
      and ${sql.ref(`${link.table}.scope_tag_id`)} in (${sql.join(tags)}))`,
  ]
}

/** Rows whose device carries one of the caller's tags; `deviceColumn` is `table.column`. */
export const throughDevice = (principal: Principal, deviceColumn: string): Condition[] =>
  tagged(principal, { table: 'device_scope_tags', owner: 'device_id' }, deviceColumn)

export const ownPolicies = (principal: Principal): Condition[] =>
  tagged(principal, { table: 'policy_scope_tags', owner: 'policy_id' }, 'policies.id')

/** Audit records of objects that carried one of the caller's tags at that time (R52). */
export const ownAuditRecords = (principal: Principal): Condition[] => {
  const tags = tagsOf(principal)
  if (tags === null) return []
  if (tags.length === 0) return [none]
  const found = tags.map((tag) => {
    const pattern = `%${likePattern(JSON.stringify(tag))}%`
    return sql<SqlBool>`${sql.ref('audit.scope_tags_json')} like ${pattern} escape ${sql.lit('\\')}`
  })
  return [sql<SqlBool>`(${sql.join(found, sql` or `)})`]
}
