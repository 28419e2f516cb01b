import type { DayCounts, Series } from '#src/ui/charts/chart-data.ts'
import { daysFromTo } from '#src/ui/charts/utc-days.ts'

import { elevationSeries } from './elevation-series.ts'

export type TrendRow = { DateCreated: string; ElevationType: string; DailyElevationCount: number }

/** UTC days, both included; a border that is absent is that of the rows. */
type Span = { from?: string | undefined; to?: string | undefined }

/**
 * Counts by day and type, of each day of the span; days without a row are zero. Nothing counted is no days. What is no day,
 * or outside, is left out.
 */
export const trendOf = (
  rows: readonly TrendRow[],
  { from, to }: Span = {},
): { series: readonly Series[]; days: readonly DayCounts[] } => {
  const counted = rows.filter(
    ({ DailyElevationCount, DateCreated }) =>
      DailyElevationCount > 0 && DateCreated >= (from ?? '') && DateCreated <= (to ?? '~'),
  )
  const series = elevationSeries(counted.map(({ ElevationType }) => ElevationType))
  const named = counted.map(({ DateCreated }) => DateCreated).sort()
  const days =
    named.length === 0 ? [] : daysFromTo(from ?? named[0] ?? '', to ?? named.at(-1) ?? '')
  const place = new Map(series.map(({ key }, at) => [key, at]))
  const byDay = new Map(days.map((day) => [day, series.map(() => 0)]))
  for (const row of counted) {
    const counts = byDay.get(row.DateCreated)
    const at = place.get(row.ElevationType)
    if (counts !== undefined && at !== undefined)
      counts[at] = (counts[at] ?? 0) + row.DailyElevationCount
  }
  return { series, days: [...byDay].map(([day, counts]) => ({ day, counts })) }
}
