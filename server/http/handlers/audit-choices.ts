import { sql } from 'kysely'

import { allOf, type Condition } from '../../odata/compile-filter.ts'
import type { Db } from '../../store/schema.ts'
import type { Handlers } from '../types.ts'
import { recordedActivities } from '../refusal-audit.ts'
import { listAnswer } from './list-answer.ts'
import { ownAuditRecords } from './scope.ts'

/**
 * The different values of an indexed column, each found by one step in the index: reading the column of every record takes
 * too long in a large log.
 */
const differing = async (
  db: Db,
  column: 'category' | 'activity_type',
  conditions: readonly Condition[],
): Promise<string[]> => {
  const values: string[] = []
  const name = sql.ref(`audit.${column}`)
  for (;;) {
    const after = values.length === 0 ? [] : [sql`${name} > ${values.at(-1)}` as Condition]
    const found = await sql<{ value: string }>`
      select ${name} as value from audit where ${allOf([...conditions, ...after])}
      order by ${name} limit 1`.execute(db)
    const value = found.rows[0]?.value
    if (value === undefined) return values
    values.push(value)
  }
}

const sorted = (...lists: (readonly string[])[]) => [...new Set(lists.flat())].sort()

/** What this service records, and what the caller's part of the log holds besides. */
export const auditChoiceHandlers: Pick<Handlers, 'auditCategories' | 'auditActivityTypes'> = {
  auditCategories: async ({ deps, principal, url }) => {
    const held = await differing(deps.db, 'category', ownAuditRecords(principal))
    const known = recordedActivities.map(({ category }) => category)
    return listAnswer(url, 'Collection(Edm.String)', sorted(known, held))
  },
  auditActivityTypes: async ({ deps, params, principal, url }) => {
    const { category } = params
    const conditions = [
      sql`audit.category = ${category}` as Condition,
      ...ownAuditRecords(principal),
    ]
    const held = await differing(deps.db, 'activity_type', conditions)
    const known = recordedActivities.filter((each) => each.category === category)
    return listAnswer(
      url,
      'Collection(Edm.String)',
      sorted(
        known.map(({ activityType }) => activityType),
        held,
      ),
    )
  },
}
