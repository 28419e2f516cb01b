import { sql, type SqlBool } from 'kysely'

import { allOf, likePattern, type Condition } from '../../odata/compile-filter.ts'
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

/** Rows that name one of the caller's tags in a column of JSON text, `table.column`. */
const namingTags = (principal: Principal, column: string): Condition[] => {
  const tags = tagsOf(principal)
  if (tags === null) return []
  if (tags.length === 0) return [none]
  const found = tags.map((tag) => {
    const pattern = `%${likePattern(JSON.stringify(tag))}%`
    return sql<SqlBool>`${sql.ref(column)} like ${pattern} escape ${sql.lit('\\')}`
  })
  return [sql<SqlBool>`(${sql.join(found, sql` or `)})`]
}

/** Audit records of objects that carried one of the caller's tags at that time (R52). */
export const ownAuditRecords = (principal: Principal): Condition[] =>
  namingTags(principal, 'audit.scope_tags_json')

/** Custom roles with one of the caller's tags, and the built-in ones, which carry none. */
export const ownRoles = (principal: Principal): Condition[] => {
  const own = namingTags(principal, 'role_definitions.scope_tags_json')
  return own.length === 0
    ? []
    : [sql<SqlBool>`(${sql.ref('role_definitions.is_built_in')} = 1 or ${allOf(own)})`]
}

/** Role assignments that name one of the caller's tags; one over everything lies outside every scope. */
export const ownAssignments = (principal: Principal): Condition[] =>
  namingTags(principal, 'role_assignments.scope_tags_json')
