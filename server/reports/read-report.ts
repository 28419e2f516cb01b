import { elevationTypes } from '#contract/elevations.ts'
import type { ReportRow } from '#contract/report-names.ts'
import { successCodes } from '#domain/elevations/result-code.ts'

import { allOf, everything, notOf, type Condition } from '../store/elevations/condition.ts'
import { countElevations } from '../store/elevations/count.ts'
import { keptCondition, scopeCondition } from '../store/elevations/reader.ts'
import { resolveFilter, resolveSearch } from '../store/elevations/resolve.ts'
import type { Db } from '../store/schema.ts'
import { readEvents } from './read-events.ts'
import { insights, mostFrequent, recentFiles, recentMs } from './read-insights.ts'
import { byApplication, byPublisher, byUser, merged, typeOf } from './read-sums.ts'
import { trend } from './read-trend.ts'
import { usersAndFiles, type UserAndFile } from './read-users-and-files.ts'
import type { ReportQuestion, ReportSource } from './report-question.ts'
import {
  daysPeriod,
  dayText,
  inPieces,
  orNull,
  reportProperties,
  reportScope,
  type Searched,
} from './report-scope.ts'

const files: Searched = ['fileName', 'companyName', 'hash']
const usersAndTheirFiles: Searched = [...files, 'upn', 'deviceName']

const eventCondition = async (db: Db, { filter, search, scope }: ReportQuestion) =>
  allOf([
    await scopeCondition(db, scope),
    await keptCondition(db),
    filter ? await resolveFilter(db, filter, reportProperties) : everything,
    search === null ? everything : await resolveSearch(db, search),
  ])

const undetermined = elevationTypes.indexOf('undetermined')
/** The event as `outcomeOf` has it: no type, and not a success. */
const denied: Condition = allOf([
  { op: 'compare', column: 'elevation_type', comparison: '=', value: undetermined },
  ...successCodes.map((value) =>
    notOf({ op: 'compare', column: 'result', comparison: '=', value } as const),
  ),
])

const monthRow = (sum: UserAndFile) => ({
  DeviceId: orNull(sum.device),
  DeviceName: orNull(sum.device_name),
  ElevationType: typeOf(sum.elevation_type),
  FileDescription: orNull(sum.description),
  FileInternalName: orNull(sum.internal_name),
  FileName: orNull(sum.name),
  FileProductName: orNull(sum.product_name),
  FileVersion: orNull(sum.version),
  HashValue: orNull(sum.hash),
  Publisher: orNull(sum.company),
  UserName: orNull(sum.upn),
})

const dayRow = (sum: UserAndFile) => ({
  DateCreated: dayText(Number(sum.day)),
  DeviceId: orNull(sum.device),
  ElevationType: typeOf(sum.elevation_type),
  FileName: orNull(sum.name),
  FileVersion: orNull(sum.version),
  HashValue: orNull(sum.hash),
  Publisher: orNull(sum.company),
  UserName: orNull(sum.upn),
})

async function* byMonth(
  db: Db,
  question: ReportQuestion,
): AsyncGenerator<readonly ReportRow[], void> {
  const { condition, days } = await reportScope(db, question, usersAndTheirFiles)
  const period = daysPeriod(days)
  for await (const sums of usersAndFiles(db, { condition, period, byDay: false })) {
    const rows = merged(sums.map((sum) => ({ row: monthRow(sum), events: sum.events })))
    yield* inPieces(rows.map(({ row, events }) => ({ ...row, MonthElevationCount: events })))
  }
}

async function* byDay(
  db: Db,
  question: ReportQuestion,
): AsyncGenerator<readonly ReportRow[], void> {
  const { condition, days } = await reportScope(db, question, usersAndTheirFiles)
  const period = daysPeriod(days)
  for await (const sums of usersAndFiles(db, { condition, period, byDay: true })) {
    const rows = merged(sums.map((sum) => ({ row: dayRow(sum), events: sum.events })))
    yield* inPieces(rows.map(({ row, events }) => ({ ...row, ElevationCount: events })))
  }
}

/**
 * The files that were denied to anybody in the last 48 hours, with all denials of the month; with days asked for, the denials of
 * those.
 */
async function* deniedOnes(
  db: Db,
  question: ReportQuestion,
): AsyncGenerator<readonly ReportRow[], void> {
  const scope = await reportScope(db, question, usersAndTheirFiles)
  const condition = allOf([scope.condition, denied])
  const isRecent = scope.given
    ? () => true
    : await recentFiles(db, condition, question.now.getTime() - recentMs)
  const found = { condition, period: daysPeriod(scope.days) }
  for await (const sums of usersAndFiles(db, { ...found, byDay: false })) {
    const recent = sums.filter(isRecent)
    const rows = merged(recent.map((sum) => ({ row: monthRow(sum), events: sum.events })))
    yield* inPieces(rows.map(({ row, events }) => ({ ...row, MonthElevationCount: events })))
  }
}

/**
 * The rows of a report, of what the reader may see. Sums cover the days asked for (whole UTC days, also those whose single events
 * are no longer kept), else the last 30; the insights look at 48 hours unless days are asked for.
 */
export const readReport: ReportSource['readReport'] = async function* (db, question) {
  const { reportName, now } = question
  switch (reportName) {
    case 'EpmElevationReportElevationEvent':
      yield* readEvents(db, await eventCondition(db, question))
      return
    case 'EpmAggregationReportByApplication':
    case 'EpmAggregationReportByApplicationV2':
      yield* inPieces(await byApplication(db, await reportScope(db, question, files)))
      return
    case 'EpmAggregationReportByPublisher':
    case 'EpmAggregationReportByPublisherV2':
      yield* inPieces(await byPublisher(db, await reportScope(db, question, ['companyName'])))
      return
    case 'EpmAggregationReportByUser':
    case 'EpmAggregationReportByUserV2':
      yield* inPieces(await byUser(db, await reportScope(db, question, ['upn'])))
      return
    case 'EpmAggregationReportByUserAppByMonth':
      yield* byMonth(db, question)
      return
    case 'EpmDeniedReport':
      yield* deniedOnes(db, question)
      return
    case 'EpmElevationReportByUserAppByDayToReporting':
      yield* byDay(db, question)
      return
    case 'EpmInsightsElevationTrend':
      yield* inPieces(await trend(db, await reportScope(db, question, [])))
      return
    case 'EpmInsightsMostFrequentElevations':
      yield* inPieces(await mostFrequent(db, await reportScope(db, question, files), now))
      return
    case 'EpmInsightsReport':
      yield [await insights(db, await reportScope(db, question, []), now)]
  }
}

/** How many rows `readReport` gives for the same question. */
export const countReport: ReportSource['countReport'] = async (db, question) => {
  if (question.reportName === 'EpmElevationReportElevationEvent') {
    return countElevations(db, await eventCondition(db, question))
  }
  let rows = 0
  for await (const piece of readReport(db, question)) rows += piece.length
  return rows
}
