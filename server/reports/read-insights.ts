import { sql } from 'kysely'

import type { ReportRow } from '#contract/report-names.ts'
import { isSystemAccount } from '#domain/elevations/system-account.ts'

import { databaseKind } from '../store/dialect.ts'
import { toSql, unindexed, type Condition } from '../store/elevations/condition.ts'
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

/** So many files of each type make the report. */
const mostOfAType = 100

type FileAndType = { hash: string; file_id: number; elevation_type: number }

/** Files of one hash are one file, as in the list of elevations that a hash leads to. */
const fileOf = ({ hash, file_id, elevation_type }: FileAndType) =>
  `${hash === '' ? `file ${file_id}` : hash} ${elevation_type}`

/** Tells whether a file has an elevation of its type since that moment, by whomever. */
export const recentFiles = async (
  db: Db,
  condition: Condition,
  since: number,
): Promise<(file: FileAndType) => boolean> => {
  const found = await sql<FileAndType>`
    select files.hash, found.file_id, found.elevation_type
    from (select distinct +elevations.file_id as file_id, +elevations.elevation_type as elevation_type
      from elevations where elevations.event_ms >= ${since}
        and ${toSql(condition, databaseKind(db), unindexed('elevations'))}) as found
    join elevation_files as files on files.id = found.file_id`.execute(db)
  const files = new Set(found.rows.map(fileOf))
  return (file) => files.has(fileOf(file))
}

/**
 * The files that were elevated in the last 48 hours, with their elevations of the month; with days asked for, the files and
 * elevations of those. The most frequent of each type, each with all its versions and publishers.
 */
export const mostFrequent = async (
  db: Db,
  scope: ReportScope,
  now: Date,
): Promise<ReportRow<'EpmInsightsMostFrequentElevations'>[]> => {
  const isRecent = scope.given
    ? () => true
    : await recentFiles(db, scope.condition, now.getTime() - recentMs)
  const sums = (await appSums(db, scope)).filter(isRecent)
  const taken = mostFrequentFiles(sums)
  return merged(
    sums
      .filter((sum) => taken.has(fileOf(sum)))
      .map((sum) => ({
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
  ).map(({ row, events }) => ({ ...row, MonthElevationCount: events }))
}

const mostFrequentFiles = (sums: readonly (FileAndType & { events: number })[]): Set<string> => {
  const files = new Map<string, { file: string; type: number; events: number }>()
  for (const sum of sums) {
    const file = fileOf(sum)
    const known = files.get(file)
    if (known) known.events += Number(sum.events)
    else files.set(file, { file, type: sum.elevation_type, events: Number(sum.events) })
  }
  const sorted = [...files.values()].sort(
    (one, other) => other.events - one.events || (one.file < other.file ? -1 : 1),
  )
  const places = new Map<number, number>()
  return new Set(
    sorted.flatMap(({ file, type }) => {
      const place = (places.get(type) ?? 0) + 1
      places.set(type, place)
      return place > mostOfAType ? [] : [file]
    }),
  )
}
