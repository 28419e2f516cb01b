import type { ElevationReport } from '#src/lib/paths.ts'
import { utcDay } from '#src/ui/charts/utc-days.ts'

import { presetBegin, utcDay as beginOf, type ElevationParams } from './elevation-filters.ts'
import type { Narrowed } from './over-time.ts'

const isDay = (day: string | undefined): day is string => beginOf(day) !== null

/** What the daily sums do not know; the words are those of the filters. */
const beyondDays = {
  result: 'result',
  file: 'file',
  device: 'device',
  policy: 'policy',
} as const

/**
 * The chart by days of a list of single elevations. A range that counts back from `now` (ms) begins within a day: the chart
 * shows the whole of it.
 */
export const chartOfList = (
  report: ElevationReport,
  { filters, search }: Pick<ElevationParams, 'filters' | 'search'>,
  now: number,
): Narrowed => {
  const begin = presetBegin(filters.range, now)
  const { from, to } = filters
  return {
    days:
      begin === null
        ? { ...(isDay(from) ? { from } : {}), ...(isDay(to) ? { to } : {}) }
        : { from: utcDay(begin), to: utcDay(now) },
    type: filters.type,
    kinds: report === 'managed' ? 'managed' : 'all',
    publisher: filters.publisher,
    user: filters.user,
    hash: filters.hash,
    hidesBackground: filters.system === 'hide',
    others: [
      ...(search.trim() === '' ? [] : ['the search']),
      ...Object.entries(beyondDays).flatMap(([name, word]) =>
        filters[name as keyof typeof beyondDays] === undefined ? [] : [word],
      ),
      ...(begin === null ? [] : ['the time of day']),
    ],
  }
}
