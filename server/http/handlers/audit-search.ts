import { sql, type RawBuilder, type SqlBool } from 'kysely'

import { activitiesWith } from '#domain/audit/activity-words.ts'
import { reasonProperties } from '#domain/audit/reason-properties.ts'

import { like, likePattern, type Condition } from '../../odata/compile-filter.ts'
import type { SearchRule } from '../../odata/search.ts'
import { textsUnder, type DatabaseKind } from '../../store/dialect.ts'

/** What has reasons. Only these records are read for them: a search of the rest is answered from the index. */
const withReasons = sql.join(['ElevationRequest', 'PrivilegedAccess'].map((name) => sql.lit(name)))

const inReason = (term: string, kind: DatabaseKind): Condition => {
  const properties = textsUnder(kind, 'audit.resource', ['resources', '0', 'modifiedProperties'])
  const names = sql.join(reasonProperties.map((name) => sql.lit(name)))
  const found: RawBuilder<SqlBool> = sql`exists (select 1 from ${properties} where name in (${names})
    and ${like(sql`value`, `%${likePattern(term)}%`)})`
  // As the whole record holds it: most do not, and need not be taken apart.
  const anywhere = like(
    sql.ref('audit.resource'),
    `%${likePattern(JSON.stringify(term).slice(1, -1))}%`,
  )
  // Databases may ask in any order, and reading the reason is what costs.
  return sql<SqlBool>`(case when audit.category in (${withReasons})
    then case when ${anywhere} then ${found} else false end else false end)`
}

/**
 * The list shows activities in words that are not stored ("Denied elevation request" is `Deny ElevationRequest`), and under
 * them the reason, which stands in the record: both are found as they are shown.
 */
const asShown = (term: string, kind: DatabaseKind): Condition[] => {
  const activities = activitiesWith(term)
  return [
    ...(activities.length > 0
      ? [sql<SqlBool>`audit.activity_type in (${sql.join(activities)})`]
      : []),
    ...(/^refused:/i.test(term) ? [sql<SqlBool>`audit.result = 'Failure'`] : []),
    inReason(term, kind),
  ]
}

export const auditSearch: SearchRule = {
  kind: 'text',
  columns: ['audit.actor_name', 'audit.activity_type', 'audit.resource_name', 'audit.resource_id'],
  also: asShown,
}
