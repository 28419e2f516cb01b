import { longDay } from './utc-days.ts'

/** Colour and texture of a series: each tone differs from the others in both. */
export type Tone = 'solid' | 'diagonal' | 'dots' | 'lines' | 'grid' | 'upright'

export type Series = { key: string; label: string; tone: Tone }

/** Counts of one UTC day (`2026-11-18`), one for each series and in their order. */
export type DayCounts = { day: string; counts: readonly number[] }

export const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

// Made once: columns of tables write thousands of figures while they scroll.
const separated = new Intl.NumberFormat('en')
/** Exact, with separators: 12,345. */
export const figure = (count: number) => separated.format(count)

/** "12.5 %"; what is there but rounds to nothing is "under 0.1 %". */
export const share = (part: number, whole: number): string => {
  if (whole <= 0 || part <= 0) return '0 %'
  const percent = (100 * part) / whole
  if (percent < 0.1) return 'under 0.1 %'
  return `${(Math.round(percent * 10) / 10).toLocaleString('en')} %`
}

/** One day in words: "Wed, 18 Nov 2026: 12 Unmanaged, 3 Automatic; 15 in all". */
export const dayInWords = ({ day, counts }: DayCounts, series: readonly Series[]): string => {
  const parts = series.flatMap(({ label }, at) => {
    const count = counts[at] ?? 0
    return count > 0 ? [`${figure(count)} ${label}`] : []
  })
  return parts.length === 0
    ? `${longDay(day)}: none`
    : `${longDay(day)}: ${parts.join(', ')}; ${figure(sumOf(counts))} in all`
}

/** The whole chart in words, for those who do not see it. */
export const chartInWords = (label: string, days: readonly DayCounts[]): string => {
  const [first] = days
  const last = days.at(-1)
  if (first === undefined || last === undefined) return `${label}: no days`
  const sums = days.map(({ counts }) => sumOf(counts))
  const most = Math.max(...sums)
  const peak = days[sums.indexOf(most)] ?? last
  const span =
    days.length === 1 ? longDay(first.day) : `${longDay(first.day)} to ${longDay(last.day)}`
  return `${label}, ${span}: ${figure(sumOf(sums))} in all${
    days.length > 1 && most > 0 ? `, most on ${longDay(peak.day)} with ${figure(most)}` : ''
  }`
}
