import { sql } from 'kysely'

import { databaseKind } from '../dialect.ts'
import type { Db, Tx } from '../schema.ts'
import {
  allOf,
  conjuncts,
  isIn,
  plain,
  toSql,
  type Condition,
  type FactColumn,
} from './condition.ts'
import { periodCondition, type Period } from './period.ts'
import { dayMs } from './schema.ts'

/** Columns whose index finds their events in the order of time. */
const timed: ReadonlySet<FactColumn> = new Set(['seq', 'elevation_type', 'scope_set_id'])
/** Columns whose index has to be asked day by day. */
const daily: ReadonlySet<FactColumn> = new Set([
  'user_id',
  'file_id',
  'folder_id',
  'device_id',
  'rule_id',
])
/** How far the search for an index goes before reading in the order of time is thought to be quicker. */
export type Patience = {
  /** Events that it leads to. */
  events: number
  /** Days times ids, each of which has to be looked for. */
  looks: number
}
const patient: Patience = { events: 20_000, looks: 5_000 }
/** For counting, which else reads everything. */
export const veryPatient: Patience = { events: 30_000, looks: 25_000 }
/** For a first try, when reading a little is likely to be enough. */
export const impatient: Patience = { events: 2_000, looks: 600 }

/**
 * Reads through an index: the branches together hold all that can satisfy the condition. `rest` is still to be asked; the part
 * that the branches answer to the letter is not in it, because asking again would read whole rows.
 */
export type Driver = { branches: readonly Condition[]; rest: Condition; events: number }

const failure: Condition = { op: 'compare', column: 'result', comparison: '<>', value: 0 }

/** The condition as one that an index answers, or null. */
const drivable = (
  part: Condition,
  days: readonly number[],
  mostLooks: number,
): Condition | null => {
  if (part.op === 'in') {
    if (timed.has(part.column)) return part
    const looks = days.length * part.ids.length
    if (!daily.has(part.column) || looks > mostLooks) return null
    return allOf([isIn('day', { ids: days }), part])
  }
  if (part.op !== 'compare' || part.comparison !== '=') return null
  if (timed.has(part.column)) return part
  // Only failures are indexed, and the database sees that it may use the index when it is told.
  return part.column === 'result' && part.value !== 0 ? allOf([part, failure]) : null
}

const branchesOf = (
  part: Condition,
  days: readonly number[],
  mostLooks: number,
): Condition[] | null => {
  const items = part.op === 'or' ? part.items : [part]
  const branches: Condition[] = []
  for (const item of items) {
    const branch = conjuncts(item)
      .map((each) => drivable(each, days, mostLooks))
      .find((each) => each !== null)
    if (!branch) return null
    branches.push(branch)
  }
  return branches
}

const restOf = (condition: Condition, part: Condition): Condition => {
  const items = part.op === 'or' ? part.items : [part]
  return items.every((item) => item.op === 'in' || item.op === 'compare')
    ? allOf(conjuncts(condition).filter((each) => each !== part))
    : condition
}

/** The days of a period that have events at all, first to last. */
export const daysIn = async (db: Db | Tx, { from, to }: Period): Promise<number[]> => {
  const found = await sql<{ first: number | null; last: number | null }>`
    select (select min(day) from elevations) as first, (select max(day) from elevations) as last`.execute(
    db,
  )
  const { first, last } = found.rows[0] ?? { first: null, last: null }
  if (first === null || last === null) return []
  const begin = Math.max(first, Math.floor(from / dayMs))
  const end = Math.min(last, Math.ceil(to / dayMs) - 1)
  return Array.from({ length: Math.max(0, end - begin + 1) }, (_day, index) => begin + index)
}

/**
 * The index that leads to the fewest events, asked by counting up to a bound; null when every one leads to too many and reading
 * in the order of time is better.
 */
export const chooseDriver = async (
  db: Db,
  condition: Condition,
  period: Period,
  { events: mostDriven, looks }: Patience = patient,
): Promise<Driver | null> => {
  const kind = databaseKind(db)
  const days = await daysIn(db, period)
  let best: Driver | null = null
  for (const part of conjuncts(condition)) {
    const branches = branchesOf(part, days, looks)
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
      best = { branches, rest: restOf(condition, part), events }
    }
  }
  return best
}
