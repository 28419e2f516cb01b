import { sql } from 'kysely'

import type { ReportRow } from '#contract/report-names.ts'

import { columnsIn } from '../store/elevations/condition.ts'
import type { Db } from '../store/schema.ts'
import { appsWhere, onScope, sumsWhere, typeOf } from './read-sums.ts'
import { usersAndFiles } from './read-users-and-files.ts'
import { daysPeriod, dayText, type ReportScope } from './report-scope.ts'

type DaySum = { day: number; elevation_type: number; events: number }

const sumsOfAll = async (db: Db, scope: ReportScope): Promise<DaySum[]> => {
  const where = sumsWhere(db, 'd', scope, {
    elevation_type: 'd.elevation_type',
    system_initiated: 'd.system_initiated',
  })
  const found = await sql<DaySum>`
    select d.day, d.elevation_type, sum(d.events) as events from elevation_days as d
    where ${where} group by d.day, d.elevation_type`.execute(db)
  return found.rows
}

const sumsOfApps = async (db: Db, scope: ReportScope): Promise<DaySum[]> => {
  const where = sumsWhere(db, 'd', { ...scope, condition: onScope(scope.condition) }, {})
  const found = await sql<DaySum>`
    select d.day, apps.elevation_type, sum(d.events) as events from elevation_app_days as d
    join elevation_apps as apps on apps.id = d.app_id
    where ${where} and ${appsWhere(db, scope)} group by d.day, apps.elevation_type`.execute(db)
  return found.rows
}

/** No sum tells users and types of a day together, so the single events are counted, where the index finds their user. */
const countsOfUsers = async (
  db: Db,
  { condition, days }: Pick<ReportScope, 'condition' | 'days'>,
): Promise<DaySum[]> => {
  const counts = new Map<string, DaySum>()
  const found = { condition, period: daysPeriod(days), byDay: true }
  for await (const piece of usersAndFiles(db, found)) {
    for (const { day, elevation_type, events } of piece) {
      const key = `${day} ${elevation_type}`
      const known = counts.get(key)
      if (known) known.events += Number(events)
      else counts.set(key, { day: Number(day), elevation_type, events: Number(events) })
    }
  }
  return [...counts.values()]
}

/** Elevations of each day and type, oldest first; from the finest sums that the condition needs. */
export const trend = async (
  db: Db,
  scope: ReportScope,
): Promise<ReportRow<'EpmInsightsElevationTrend'>[]> => {
  const asked = columnsIn(scope.condition)
  const sums = asked.has('user_id')
    ? await countsOfUsers(db, scope)
    : asked.has('file_id')
      ? await sumsOfApps(db, scope)
      : await sumsOfAll(db, scope)
  return sums
    .toSorted((one, other) => one.day - other.day || one.elevation_type - other.elevation_type)
    .map(({ day, elevation_type, events }) => ({
      DateCreated: dayText(day),
      DailyElevationCount: Number(events),
      ElevationType: typeOf(elevation_type),
    }))
}
