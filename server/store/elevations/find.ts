import { sql, type RawBuilder, type SqlBool } from 'kysely'

import { databaseKind } from '../dialect.ts'
import type { Db } from '../schema.ts'
import { plain, toSql, unindexed, type ColumnWriter, type Condition } from './condition.ts'
import { chooseDriver, impatient, type Driver } from './drivers.ts'
import { periodCondition, splitPeriod, within, type Period } from './period.ts'

/** Where an event stands in the order of time; `seq` tells those of one millisecond apart. */
export type Place = { eventMs: number; seq: number }

export type Search = {
  condition: Condition
  /** Newest first. */
  descending: boolean
  /** Only what comes after this place in the order. */
  after: Place | null
  limit: number
  /** So many of the next events are looked through before an index is looked for: what is frequent is found there. */
  probe?: number
}

const usualProbe = 8_000

type Row = { event_ms: number | string; seq: number | string }
const placeOf = (row: Row): Place => ({ eventMs: Number(row.event_ms), seq: Number(row.seq) })

/** Behind a place in the order of time, or at it. The bound in milliseconds is the period's, see `cut`. */
const beyond = (
  place: Place,
  descending: boolean,
  { orAt, write }: { orAt: boolean; write: ColumnWriter },
): RawBuilder<SqlBool> => {
  const time = write('event_ms')
  const seq = write('seq')
  const further = sql.raw(descending ? '<' : '>')
  const last = sql.raw(orAt ? (descending ? '<=' : '>=') : descending ? '<' : '>')
  return sql<SqlBool>`(${time} ${further} ${place.eventMs} or (${time} = ${place.eventMs} and ${seq} ${last} ${place.seq}))`
}

/** The period on one side of a place, its millisecond included: of two bounds in one direction a database may use the looser. */
const cut = (period: Period, place: Place, side: 'until' | 'from'): Period =>
  within(
    period,
    side === 'from'
      ? { from: place.eventMs, to: Infinity }
      : { from: -Infinity, to: place.eventMs + 1 },
  )

const inTime = plain('elevations')
const noIndex = unindexed('elevations')

/** The places of the events that satisfy the condition, in the order of time, up to `limit`. */
export const findElevations = async (db: Db, search: Search): Promise<Place[]> => {
  const { descending, limit } = search
  const kind = databaseKind(db)
  const split = splitPeriod(search.condition)
  const { rest } = split
  const [behind, before] = descending ? (['until', 'from'] as const) : (['from', 'until'] as const)
  const period = search.after ? cut(split.period, search.after, behind) : split.period
  if (rest.op === 'none' || period.from >= period.to) return []
  const span = (write: ColumnWriter, its = period) => [
    toSql(periodCondition(its), kind, write),
    ...(search.after ? [beyond(search.after, descending, { orAt: false, write: noIndex })] : []),
  ]
  const order = (write: ColumnWriter) =>
    descending
      ? sql`${write('event_ms')} desc, ${write('seq')} desc`
      : sql`${write('event_ms')}, ${write('seq')}`
  const and = sql` and `

  const byDate = async (its: Period, more: readonly RawBuilder<SqlBool>[], most: number) => {
    const where = [...span(inTime, its), ...more, toSql(rest, kind, noIndex)]
    const found = await sql<Row>`
      select elevations.event_ms, elevations.seq from elevations
      where ${sql.join(where, and)} order by ${order(inTime)} limit ${most}`.execute(db)
    return found.rows.map(placeOf)
  }
  const byDriver = async ({ branches, rest: others }: Driver) => {
    const parts = branches.map(
      (branch) => sql`select elevations.event_ms, elevations.seq from elevations
        where ${sql.join([toSql(branch, kind, inTime), ...span(inTime), toSql(others, kind, noIndex)], and)}`,
    )
    // Through the subquery no index promises the order of time, which would be taken for the better way.
    const found = await sql<Row>`
      select event_ms, seq from (${sql.join(parts, sql` union `)}) as elevations
      order by ${order(noIndex)} limit ${limit}`.execute(db)
    return found.rows.map(placeOf)
  }

  if (rest.op === 'all') return byDate(period, [], limit)
  const quick = await chooseDriver(db, rest, period, impatient)
  if (quick) return byDriver(quick)
  const border = await sql<Row>`
    select elevations.event_ms, elevations.seq from elevations
    where ${sql.join(span(inTime), and)} order by ${order(inTime)} limit 1 offset ${search.probe ?? usualProbe}`.execute(
    db,
  )
  const [stop] = border.rows
  if (!stop) return byDate(period, [], limit)
  const edge = placeOf(stop)
  const atOrBehind = beyond(edge, descending, { orAt: true, write: noIndex })
  const near = await byDate(cut(period, edge, before), [sql<SqlBool>`not ${atOrBehind}`], limit)
  if (near.length === limit) return near
  const driver = await chooseDriver(db, rest, period)
  if (driver) return byDriver(driver)
  const far = await byDate(cut(period, edge, behind), [atOrBehind], limit - near.length)
  return [...near, ...far]
}

/** For readers that go through all of a period: one page after the other, oldest first. */
export async function* eachElevation(
  db: Db,
  condition: Condition,
  size: number,
): AsyncGenerator<Place[]> {
  let after: Place | null = null
  for (;;) {
    const search: Search = { condition, descending: false, after, limit: size }
    const page: Place[] = await findElevations(db, search)
    if (page.length > 0) yield page
    after = page.at(-1) ?? null
    if (page.length < size || after === null) return
  }
}
