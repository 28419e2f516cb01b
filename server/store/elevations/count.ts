import { sql, type RawBuilder } from 'kysely'

import { databaseKind } from '../dialect.ts'
import type { Db } from '../schema.ts'
import {
  allOf,
  columnsIn,
  conjuncts,
  plain,
  toSql,
  unindexed,
  type Condition,
  type FactColumn,
} from './condition.ts'
import { chooseDriver } from './drivers.ts'
import { periodCondition, splitPeriod, wholeDays, type Period } from './period.ts'
import { dayMs, everyScopeSet } from './schema.ts'

type Sums = {
  columns: ReadonlySet<FactColumn>
  from: RawBuilder<unknown>
  owner: Record<string, string>
}

const sumsOf = (from: RawBuilder<unknown>, owner: Partial<Record<FactColumn, string>>): Sums => ({
  columns: new Set(Object.keys(owner) as FactColumn[]),
  from,
  owner: owner as Record<string, string>,
})

/** The daily sums, smallest first, with the numbers of an event that each still tells apart and where it has them. */
const allSums: readonly Sums[] = [
  sumsOf(sql`elevation_days`, {
    scope_set_id: 'elevation_days.scope_set_id',
    elevation_type: 'elevation_days.elevation_type',
    result: 'elevation_days.result',
    system_initiated: 'elevation_days.system_initiated',
    process_type: 'elevation_days.process_type',
    user_type: 'elevation_days.user_type',
  }),
  sumsOf(
    sql`elevation_apps join elevation_app_days on elevation_app_days.app_id = elevation_apps.id`,
    {
      scope_set_id: 'elevation_app_days.scope_set_id',
      elevation_type: 'elevation_apps.elevation_type',
      system_initiated: 'elevation_apps.background',
      file_id: 'elevation_apps.file_id',
    },
  ),
  sumsOf(sql`elevation_user_days`, {
    scope_set_id: 'elevation_user_days.scope_set_id',
    elevation_type: 'elevation_user_days.elevation_type',
    user_id: 'elevation_user_days.user_id',
  }),
]

const isScope = (part: Condition) => part.op === 'in' && part.column === 'scope_set_id'

/** The condition on the sums' own scope: the reader's sets, or the sums over all of them. */
const withScope = (condition: Condition): Condition =>
  conjuncts(condition).some(isScope)
    ? condition
    : allOf([
        condition,
        { op: 'compare', column: 'scope_set_id', comparison: '=', value: everyScopeSet },
      ])

const countInSums = async (db: Db, sums: Sums, rest: Condition, days: Period) => {
  const kind = databaseKind(db)
  const write = (column: FactColumn) => sql.ref(sums.owner[column] ?? column)
  const table = (sums.owner['scope_set_id'] ?? '').split('.')[0] ?? ''
  const day = sql.ref(`${table}.day`)
  const bounds = [
    ...(days.from === -Infinity ? [] : [sql`${day} >= ${days.from}`]),
    ...(days.to === Infinity ? [] : [sql`${day} < ${days.to}`]),
  ]
  const found = await sql<{ events: number | string | null }>`
    select sum(${sql.ref(`${table}.events`)}) as events from ${sums.from}
    where ${sql.join([toSql(withScope(rest), kind, write), ...bounds], sql` and `)}`.execute(db)
  return Number(found.rows[0]?.events ?? 0)
}

const countEvents = async (db: Db, rest: Condition, period: Period): Promise<number> => {
  if (period.from >= period.to) return 0
  const kind = databaseKind(db)
  const span = toSql(periodCondition(period), kind, plain('elevations'))
  const driver = rest.op === 'all' ? null : await chooseDriver(db, rest, period)
  const narrowed = toSql(rest, kind, unindexed('elevations'))
  if (!driver) {
    const found = await sql<{ events: number }>`
      select count(*) as events from elevations where ${span} and ${narrowed}`.execute(db)
    return Number(found.rows[0]?.events ?? 0)
  }
  const parts = driver.branches.map(
    (branch) => sql`select elevations.seq from elevations
      where ${toSql(branch, kind, plain('elevations'))} and ${span} and ${narrowed}`,
  )
  const found = await sql<{ events: number }>`
    select count(*) as events from (${sql.join(parts, sql` union `)}) as found`.execute(db)
  return Number(found.rows[0]?.events ?? 0)
}

/**
 * How many events satisfy the condition. Whole days come from the sums where one of them tells enough apart; the parts of days at
 * both ends, and what no sum can say, are counted.
 */
export const countElevations = async (db: Db, condition: Condition): Promise<number> => {
  const { period, rest } = splitPeriod(condition)
  if (rest.op === 'none' || period.from >= period.to) return 0
  const days = wholeDays(period)
  const columns = columnsIn(rest)
  const scoped = [...columnsIn(allOf(conjuncts(rest).filter((part) => !isScope(part))))]
  const sums = scoped.includes('scope_set_id')
    ? undefined
    : allSums.find((each) => [...columns].every((column) => each.columns.has(column)))
  if (!sums || days.from >= days.to) return countEvents(db, rest, period)
  const whole = await countInSums(db, sums, rest, days)
  const before = await countEvents(db, rest, { from: period.from, to: days.from * dayMs })
  const after = await countEvents(db, rest, { from: days.to * dayMs, to: period.to })
  return whole + before + after
}
