import type { DayCounts, Series } from '#src/ui/charts/chart-data.ts'
import { elevationSeries } from '#src/shared/elevation-series.ts'
import { daysFromTo } from '#src/ui/charts/utc-days.ts'

export type TrendRow = { DateCreated: string; ElevationType: string; DailyElevationCount: number }

/**
 * Counts by day and type, from the first to the last day that the report has; days between without a row are zero. What is
 * no day is left out.
 */
export const trendOf = (
  rows: readonly TrendRow[],
): { series: readonly Series[]; days: readonly DayCounts[] } => {
  const counted = rows.filter(({ DailyElevationCount }) => DailyElevationCount > 0)
  const series = elevationSeries(counted.map(({ ElevationType }) => ElevationType))
  const named = counted.map(({ DateCreated }) => DateCreated).sort()
  const days = daysFromTo(named[0] ?? '', named.at(-1) ?? '')
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
