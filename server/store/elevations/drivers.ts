import { sql } from 'kysely'

import { databaseKind } from '../dialect.ts'
import type { Db } from '../schema.ts'
import { allOf, conjuncts, plain, toSql, type Condition, type FactColumn } from './condition.ts'
import { periodCondition, type Period } from './period.ts'

/** Columns whose index finds their events in the order of time. */
const indexed: ReadonlySet<FactColumn> = new Set([
  'seq',
  'user_id',
  'file_id',
  'folder_id',
  'device_id',
  'rule_id',
  'elevation_type',
  'scope_set_id',
])

/** More events than that are found as quickly by reading all of them in the order of time. */
const mostDriven = 20_000

/** Reads through an index: the branches together hold all that can satisfy the condition, which is still to be asked. */
export type Driver = { branches: readonly Condition[]; events: number }

const failure: Condition = { op: 'compare', column: 'result', comparison: '<>', value: 0 }

/** The condition as one that an index answers, or null. */
const drivable = (part: Condition): Condition | null => {
  if (part.op === 'in') return indexed.has(part.column) ? part : null
  if (part.op !== 'compare' || part.comparison !== '=') return null
  if (indexed.has(part.column)) return part
  // Only failures are indexed, and the database sees that it may use the index when it is told.
  return part.column === 'result' && part.value !== 0 ? allOf([part, failure]) : null
}

const branchesOf = (part: Condition): Condition[] | null => {
  const items = part.op === 'or' ? part.items : [part]
  const branches: Condition[] = []
  for (const item of items) {
    const parts = conjuncts(item)
    const at = parts.findIndex((each) => drivable(each) !== null)
    const driving = parts[at]
    const branch = driving === undefined ? null : drivable(driving)
    if (branch === null) return null
    branches.push(branch)
  }
  return branches
}

/**
 * The index that leads to the fewest events, asked by counting up to a bound; null when every one leads to too many and reading
 * in the order of time is better.
 */
export const chooseDriver = async (
  db: Db,
  condition: Condition,
  period: Period,
): Promise<Driver | null> => {
  const kind = databaseKind(db)
  let best: Driver | null = null
  for (const part of conjuncts(condition)) {
    const branches = branchesOf(part)
    if (branches === null) continue
    let events = 0
    for (const branch of branches) {
      const bound = Math.min(best?.events ?? mostDriven, mostDriven) - events + 1
      if (bound <= 0) break
      const found = await sql<{ events: number }>`
        select count(*) as events from (select 1 from elevations
          where ${toSql(allOf([branch, periodCondition(period)]), kind, plain('elevations'))}
          limit ${bound}) as bounded`.execute(db)
      events += Number(found.rows[0]?.events ?? 0)
    }
    if (events <= Math.min(best?.events ?? mostDriven, mostDriven)) {
      best = { branches, events }
    }
  }
  return best
}
