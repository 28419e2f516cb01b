import { sql } from 'kysely'

import type { ReportRow } from '#contract/report-names.ts'
import { isSystemAccount } from '#domain/elevations/system-account.ts'

import { databaseKind } from '../store/dialect.ts'
import { toSql, unindexed } from '../store/elevations/condition.ts'
import { dayMs } from '../store/elevations/schema.ts'
import type { Db } from '../store/schema.ts'
import {
  appSums,
  managedTypes,
  merged,
  typeOf,
  unmanagedType,
  userSums,
  type UserSum,
} from './read-sums.ts'
import { orNull, type ReportScope } from './report-scope.ts'

/** The tiles of the Overview look at this much of the past (epm-behaviour 2.1). */
export const recentMs = 2 * dayMs

const recentUsers = async (db: Db, scope: ReportScope, now: Date): Promise<UserSum[]> => {
  const found = await sql<UserSum>`
    select users.upn, sums.managed, sums.unmanaged from (select +elevations.user_id as user_id,
        sum(case when elevations.elevation_type in (${managedTypes}) then 1 else 0 end) as managed,
        sum(case when elevations.elevation_type = ${unmanagedType} then 1 else 0 end) as unmanaged
      from elevations where elevations.event_ms >= ${now.getTime() - recentMs}
        and ${toSql(scope.condition, databaseKind(db), unindexed('elevations'))}
      group by +elevations.user_id) as sums
    join elevation_users as users on users.id = sums.user_id`.execute(db)
  return found.rows
}

/**
 * How many people have only managed elevations (green: ready to be standard users), both kinds (yellow) or only unmanaged
 * ones (red), in the last 48 hours or the days asked for. Windows' own accounts are no people.
 */
export const insights = async (
  db: Db,
  scope: ReportScope,
  now: Date,
): Promise<ReportRow<'EpmInsightsReport'>> => {
  const users = scope.given ? await userSums(db, scope) : await recentUsers(db, scope, now)
  const row = { Green: 0, Yellow: 0, Red: 0 }
  for (const { upn, managed, unmanaged } of users) {
    if (isSystemAccount(upn)) continue
    if (managed > 0) row[unmanaged > 0 ? 'Yellow' : 'Green'] += 1
    else if (unmanaged > 0) row.Red += 1
  }
  return row
}

/** So many of each type make the report. */
const mostOfAType = 100

/**
 * The files that were elevated in the last 48 hours, with their elevations of the month; with days asked for, the files and
 * elevations of those. The most frequent of each type.
 */
export const mostFrequent = async (
  db: Db,
  scope: ReportScope,
  now: Date,
): Promise<ReportRow<'EpmInsightsMostFrequentElevations'>[]> => {
  const recent = scope.given ? null : await recentApps(db, scope, now)
  const sums = (await appSums(db, scope)).filter(
    (sum) => recent === null || recent.has(`${sum.file_id} ${sum.elevation_type}`),
  )
  const rows = merged(
    sums.map((sum) => ({
      row: {
        ElevationType: typeOf(sum.elevation_type),
        FileInternalName: orNull(sum.internal_name),
        FileName: orNull(sum.name),
        FileVersion: orNull(sum.version),
        HashValue: orNull(sum.hash),
        Publisher: orNull(sum.company),
      },
      events: sum.events,
    })),
  )
  const taken = new Map<string, number>()
  return rows.flatMap(({ row, events }) => {
    const place = (taken.get(row.ElevationType) ?? 0) + 1
    taken.set(row.ElevationType, place)
    return place > mostOfAType ? [] : [{ ...row, MonthElevationCount: events }]
  })
}

const recentApps = async (db: Db, scope: ReportScope, now: Date): Promise<Set<string>> => {
  const found = await sql<{ file_id: number; elevation_type: number }>`
    select distinct +elevations.file_id as file_id, +elevations.elevation_type as elevation_type from elevations
    where elevations.event_ms >= ${now.getTime() - recentMs}
      and ${toSql(scope.condition, databaseKind(db), unindexed('elevations'))}`.execute(db)
  return new Set(found.rows.map((row) => `${row.file_id} ${row.elevation_type}`))
}
