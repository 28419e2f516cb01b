import { sql, type RawBuilder } from 'kysely'

import { databaseKind, valuesOf } from '../dialect.ts'
import type { Db } from '../schema.ts'
import { turn } from '../turn.ts'
import {
  allOf,
  anyOf,
  columnsIn,
  conjuncts,
  isIn,
  notOf,
  plain,
  toSql,
  unindexed,
  type Condition,
  type FactColumn,
} from './condition.ts'
import { chooseDriver, daysIn, veryPatient } from './drivers.ts'
import { periodCondition, splitPeriod, wholeDays, within, type Period } from './period.ts'
import { dayMs, everyScopeSet } from './schema.ts'

/** Which numbers of an event the sums by day, by file and by user still tell apart. */
const facts = new Set<FactColumn>([
  'scope_set_id',
  'rule_id',
  'elevation_type',
  'result',
  'system_initiated',
  'process_type',
  'user_type',
])
const ofApps = new Set<FactColumn>([
  'scope_set_id',
  'elevation_type',
  'system_initiated',
  'file_id',
])
const ofUsers = new Set<FactColumn>(['scope_set_id', 'user_id'])

/** So many apps or users are looked for day by day; for more, the days are read through. */
const mostLooks = 150

const isScope = (part: Condition) => part.op === 'in' && part.column === 'scope_set_id'

/** Takes the reader's scope sets out of a condition, or the sum over all of them. */
const splitScope = (condition: Condition): { scope: Condition; rest: Condition } => {
  const parts = conjuncts(condition)
  return {
    scope: parts.find(isScope) ?? isIn('scope_set_id', { ids: [everyScopeSet] }),
    rest: allOf(parts.filter((part) => !isScope(part))),
  }
}

const sumOf = async (
  db: Db,
  table: 'elevation_days' | 'elevation_app_days' | 'elevation_user_days',
  where: readonly RawBuilder<unknown>[],
) => {
  const found = await sql<{ events: number | string | null }>`
    select sum(events) as events from ${sql.table(table)} where ${sql.join([...where], sql` and `)}`.execute(
    db,
  )
  return Number(found.rows[0]?.events ?? 0)
}

const between = ({ from, to }: Period) => [
  ...(from === -Infinity ? [] : [sql`day >= ${from}`]),
  ...(to === Infinity ? [] : [sql`day < ${to}`]),
]

/** The sum over whole days, or null when no table of sums tells enough apart. */
const countInSums = async (db: Db, condition: Condition, days: Period): Promise<number | null> => {
  const kind = databaseKind(db)
  const { scope, rest } = splitScope(condition)
  const columns = [...columnsIn(rest)]
  if (columns.includes('scope_set_id')) return null
  const bare = (column: FactColumn) => sql.ref(column)
  const scoped = toSql(scope, kind, bare)
  const by = async (
    table: 'elevation_app_days' | 'elevation_user_days',
    column: 'app_id' | 'user_id',
    ids: readonly number[],
  ) => {
    const among = sql`${sql.ref(column)} in (${valuesOf(kind, ids)})`
    if (ids.length > mostLooks) {
      return sumOf(db, table, [scoped, ...between(days), among])
    }
    const kept = await daysIn(db, { from: days.from * dayMs, to: days.to * dayMs })
    return sumOf(db, table, [scoped, sql`day in (${valuesOf(kind, kept)})`, among])
  }
  if (columns.every((column) => facts.has(column))) {
    return sumOf(db, 'elevation_days', [scoped, ...between(days), toSql(rest, kind, bare)])
  }
  if (columns.every((column) => ofApps.has(column))) {
    const write = (column: FactColumn) =>
      sql.ref(column === 'system_initiated' ? 'background' : column)
    const apps = await sql<{ id: number }>`
      select id from elevation_apps where ${toSql(rest, kind, write)}`.execute(db)
    return by(
      'elevation_app_days',
      'app_id',
      apps.rows.map((row) => row.id),
    )
  }
  if (columns.every((column) => ofUsers.has(column))) {
    const users = await sql<{ id: number }>`
      select id from elevation_users where ${toSql(rest, kind, () => sql.ref('id'))}`.execute(db)
    return by(
      'elevation_user_days',
      'user_id',
      users.rows.map((row) => row.id),
    )
  }
  return null
}

/** So many days are read through at once; a count that no index answers else holds up everybody for all of the month. */
const daysOfAPiece = 5

const countInPieces = async (db: Db, rest: Condition, period: Period): Promise<number> => {
  const kind = databaseKind(db)
  const narrowed = toSql(rest, kind, unindexed('elevations'))
  const days = await daysIn(db, period)
  let events = 0
  for (let at = 0; at < days.length; at += daysOfAPiece) {
    if (at > 0) await turn()
    const first = days[at] ?? 0
    const piece = within(period, { from: first * dayMs, to: (first + daysOfAPiece) * dayMs })
    const found = await sql<{ events: number }>`
      select count(*) as events from elevations
      where ${toSql(periodCondition(piece), kind, plain('elevations'))} and ${narrowed}`.execute(db)
    events += Number(found.rows[0]?.events ?? 0)
  }
  return events
}

const countEvents = async (db: Db, rest: Condition, period: Period): Promise<number> => {
  if (period.from >= period.to) return 0
  const kind = databaseKind(db)
  const span = toSql(periodCondition(period), kind, plain('elevations'))
  const driver = rest.op === 'all' ? null : await chooseDriver(db, rest, period, veryPatient)
  if (!driver) return countInPieces(db, rest, period)
  const narrowed = toSql(driver.rest, kind, unindexed('elevations'))
  const parts = driver.branches.map(
    (branch) => sql`select elevations.seq from elevations
      where ${toSql(branch, kind, plain('elevations'))} and ${span} and ${narrowed}`,
  )
  const found = await sql<{ events: number }>`
    select count(*) as events from (${sql.join(parts, sql` union `)}) as found`.execute(db)
  return Number(found.rows[0]?.events ?? 0)
}

/**
 * An alternative of which a sum knows one side: that side, and what an index finds of the others without it. Null where there is
 * no such side, e.g. because the others are many.
 */
const countInParts = async (db: Db, rest: Condition, period: Period): Promise<number | null> => {
  const parts = conjuncts(rest)
  const either = parts.find((part) => part.op === 'or')
  if (either?.op !== 'or') return null
  const beside = parts.filter((part) => part !== either)
  for (const side of either.items) {
    const others = allOf([
      ...beside,
      anyOf(either.items.filter((item) => item !== side)),
      notOf(side),
    ])
    const one = allOf([...beside, side])
    if ((await countInSums(db, one, wholeDays(period))) === null) continue
    if ((await chooseDriver(db, others, period, veryPatient)) === null) continue
    return (await countWithin(db, one, period)) + (await countEvents(db, others, period))
  }
  return null
}

const countWithin = async (db: Db, rest: Condition, period: Period): Promise<number> => {
  const days = wholeDays(period)
  const whole = days.from < days.to ? await countInSums(db, rest, days) : null
  if (whole === null) {
    return (await countInParts(db, rest, period)) ?? (await countEvents(db, rest, period))
  }
  const before = await countEvents(db, rest, { from: period.from, to: days.from * dayMs })
  const after = await countEvents(db, rest, { from: days.to * dayMs, to: period.to })
  return whole + before + after
}

/**
 * How many events satisfy the condition. Whole days come from the sums where one of them tells enough apart; the parts of days at
 * both ends, and what no sum can say, are counted.
 */
export const countElevations = async (db: Db, condition: Condition): Promise<number> => {
  const { period, rest } = splitPeriod(condition)
  if (rest.op === 'none' || period.from >= period.to) return 0
  return countWithin(db, rest, period)
}
