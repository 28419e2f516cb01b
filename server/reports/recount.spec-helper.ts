import type { Elevation } from '#contract/elevations.ts'
import type { ReportName } from '#contract/report-names.ts'
import { isManaged } from '#domain/elevations/reported-type.ts'
import { outcomeOf } from '#domain/elevations/result-code.ts'

import { pools } from '../store/elevations/events.spec-helper.ts'

/** The reports once more, from the single events and without SQL, for what `readReport` is compared with. */
export const dayMs = 86_400_000

export const day = (event: Elevation) => Math.floor(Date.parse(event.eventDateTime) / dayMs)
const nameOf = (event: Elevation) => (event.filePath ?? '').replace(/^.*[\\/]/, '') || null
export const orNull = (text: string | null | undefined) => text || null
const spelledFirst = (upn: string | null | undefined) => upn ?? null

const application = (event: Elevation) => ({
  CompanyName: orNull(event.companyName),
  ElevationType: event.elevationType,
  FileName: nameOf(event),
  FileVersion: orNull(event.fileVersion),
  Hash: orNull(event.hash),
  InternalName: orNull(event.internalName),
  IsBackgroundProcess: event.systemInitiatedElevation === true,
})
const publisher = (event: Elevation) => ({
  CompanyName: orNull(event.companyName),
  ElevationType: event.elevationType,
})
export const month = (event: Elevation) => ({
  DeviceId: orNull(event.deviceId),
  DeviceName: orNull(event.deviceName),
  ElevationType: event.elevationType,
  FileDescription: null,
  FileInternalName: orNull(event.internalName),
  FileName: nameOf(event),
  FileProductName: orNull(event.productName),
  FileVersion: orNull(event.fileVersion),
  HashValue: orNull(event.hash),
  Publisher: orNull(event.companyName),
  UserName: spelledFirst(event.upn),
})
const daily = (event: Elevation) => ({
  DateCreated: event.eventDateTime.slice(0, 10),
  DeviceId: orNull(event.deviceId),
  ElevationType: event.elevationType,
  FileName: nameOf(event),
  FileVersion: orNull(event.fileVersion),
  HashValue: orNull(event.hash),
  Publisher: orNull(event.companyName),
  UserName: spelledFirst(event.upn),
})

/** Rows counted from the events one by one, in no order. */
export const counted = (
  of: readonly Elevation[],
  look: (event: Elevation) => object,
  column: string,
): object[] => {
  const rows = new Map<string, { row: object; events: number }>()
  for (const event of of) {
    const key = JSON.stringify(look(event))
    const known = rows.get(key)
    if (known) known.events += 1
    else rows.set(key, { row: look(event), events: 1 })
  }
  return [...rows.values()].map(({ row, events: count }) => ({ ...row, [column]: count }))
}

export const byUser = (of: readonly Elevation[]) =>
  pools.upns.flatMap((Upn) => {
    const own = of.filter((event) => event.upn === Upn)
    const ManagedCount = own.filter((event) => isManaged(event.elevationType)).length
    const UnmanagedCount = own.filter(
      (event) => event.elevationType === 'unmanagedElevation',
    ).length
    const TotalCount = ManagedCount + UnmanagedCount
    return TotalCount === 0 ? [] : [{ ManagedCount, TotalCount, UnmanagedCount, Upn }]
  })

export const recounts: Partial<Record<ReportName, (of: readonly Elevation[]) => object[]>> = {
  EpmAggregationReportByApplication: (of) => counted(of, application, 'ElevationCount'),
  EpmAggregationReportByPublisher: (of) => counted(of, publisher, 'ElevationCount'),
  EpmAggregationReportByUser: byUser,
  EpmAggregationReportByUserAppByMonth: (of) => counted(of, month, 'MonthElevationCount'),
  EpmElevationReportByUserAppByDayToReporting: (of) => counted(of, daily, 'ElevationCount'),
  EpmDeniedReport: (of) =>
    counted(
      of.filter((event) => outcomeOf(event) === 'denied'),
      month,
      'MonthElevationCount',
    ),
  EpmInsightsElevationTrend: (of) =>
    counted(
      of,
      (event) => ({
        DateCreated: event.eventDateTime.slice(0, 10),
        ElevationType: event.elevationType,
      }),
      'DailyElevationCount',
    ),
  EpmInsightsMostFrequentElevations: (of) =>
    counted(
      of,
      (event) => {
        const {
          Hash,
          CompanyName,
          InternalName,
          IsBackgroundProcess: _any,
          ...rest
        } = application(event)
        return {
          ...rest,
          FileInternalName: InternalName,
          HashValue: Hash,
          Publisher: CompanyName,
        }
      },
      'MonthElevationCount',
    ),
}
export const recounted = Object.keys(recounts) as ReportName[]

export const sorted = (rows: readonly object[]) =>
  rows
    .map((row) =>
      JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))),
    )
    .sort()
