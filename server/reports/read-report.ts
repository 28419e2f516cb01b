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
import { byApplication, byPublisher, byUser, typeOf } from './read-sums.ts'
import { trend } from './read-trend.ts'
import { usersAndFiles, type UserAndFile } from './read-users-and-files.ts'
import { mergedSums, type Looks } from './user-and-file-rows.ts'
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

const monthLooks: Looks = {
  device: (device) => JSON.stringify([device.device_id, device.device_name]),
  file: ({ id: _id, ...shown }) => JSON.stringify(shown),
}
const monthRow = ({ user, device, file, elevation_type, events }: UserAndFile) => ({
  DeviceId: orNull(device.device_id),
  DeviceName: orNull(device.device_name),
  ElevationType: typeOf(elevation_type),
  FileDescription: orNull(file.description),
  FileInternalName: orNull(file.internal_name),
  FileName: orNull(file.name),
  FileProductName: orNull(file.product_name),
  FileVersion: orNull(file.version),
  HashValue: orNull(file.hash),
  MonthElevationCount: events,
  Publisher: orNull(file.company),
  UserName: orNull(user.upn),
})

const dayLooks: Looks = {
  device: (device) => device.device_id,
  file: ({ name, version, hash, company }) => JSON.stringify([name, version, hash, company]),
}
const dayRow = ({ user, device, file, elevation_type, day, events }: UserAndFile) => ({
  DateCreated: dayText(day),
  DeviceId: orNull(device.device_id),
  ElevationCount: events,
  ElevationType: typeOf(elevation_type),
  FileName: orNull(file.name),
  FileVersion: orNull(file.version),
  HashValue: orNull(file.hash),
  Publisher: orNull(file.company),
  UserName: orNull(user.upn),
})

async function* byMonth(
  db: Db,
  question: ReportQuestion,
): AsyncGenerator<readonly ReportRow[], void> {
  const { condition, days } = await reportScope(db, question, usersAndTheirFiles)
  const period = daysPeriod(days)
  for await (const sums of usersAndFiles(db, { condition, period, byDay: false })) {
    yield* inPieces(mergedSums(sums, monthLooks).map(monthRow))
  }
}

async function* byDay(
  db: Db,
  question: ReportQuestion,
): AsyncGenerator<readonly ReportRow[], void> {
  const { condition, days } = await reportScope(db, question, usersAndTheirFiles)
  const period = daysPeriod(days)
  for await (const sums of usersAndFiles(db, { condition, period, byDay: true })) {
    yield* inPieces(mergedSums(sums, dayLooks).map(dayRow))
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
    const recent = sums.filter(({ file, elevation_type }) =>
      isRecent({ hash: file.hash, file_id: file.id, elevation_type }),
    )
    yield* inPieces(mergedSums(recent, monthLooks).map(monthRow))
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
