import { aggregationDate } from '#contract/report-names.ts'
import { dayAfter, daysFromTo, longDay, utcDay } from '#src/ui/charts/utc-days.ts'

export const dayRanges = ['two', 'week'] as const
export const dayRangeOptions = [
  // Whole days, unlike the hours back from now of the Elevation report.
  { value: 'two', label: 'Today and yesterday' },
  { value: 'week', label: 'Today and 6 days before' },
] as const
const rangeLength: Record<(typeof dayRanges)[number], number> = { two: 2, week: 7 }

/** UTC days, both included; a border that is absent is open. */
export type Days = { from?: string; to?: string }
type Chosen = { range?: string | undefined; from?: string | undefined; to?: string | undefined }

const isDay = (day: string | undefined): day is string =>
  day !== undefined && daysFromTo(day, day)[0] === day

/** The days an address asks for; a named range ends today. `now` in ms. */
export const chosenDays = ({ range, from, to }: Chosen, now: number): Days => {
  const named = dayRanges.find((each) => each === range)
  if (named !== undefined) {
    const today = utcDay(now)
    return { from: dayAfter(today, 1 - rangeLength[named]), to: today }
  }
  return { ...(isDay(from) ? { from } : {}), ...(isDay(to) ? { to } : {}) }
}

/** The last day is before the first: no day is asked for. */
export const areReversed = ({ from, to }: Days): boolean =>
  from !== undefined && to !== undefined && to < from

/** Why the days make no filter, or null. */
export const daysFault = ({ from, to }: Chosen): string | null => {
  if ((from !== undefined && !isDay(from)) || (to !== undefined && !isDay(to)))
    return 'There is no such day.'
  return from !== undefined && to !== undefined && to < from
    ? 'The last day is before the first.'
    : null
}

/** The filter of an export job over whole UTC days, where the backend offers it. */
export const daysFilter = ({ from, to }: Days): string | undefined => {
  const parts = [
    ...(from === undefined ? [] : [`${aggregationDate} ge ${from}`]),
    ...(to === undefined ? [] : [`${aggregationDate} lt ${dayAfter(to, 1)}`]),
  ]
  return parts.length === 0 ? undefined : parts.join(' and ')
}

/** "all days that are kept", "Mon, 16 Nov 2026 to Wed, 18 Nov 2026 (UTC)" */
export const daysInWords = ({ from, to }: Days): string => {
  if (from === undefined && to === undefined) return 'the 30 days that are kept'
  if (from === to && from !== undefined) return `${longDay(from)} (UTC)`
  if (from === undefined) return `until ${longDay(to ?? '')} (UTC)`
  return to === undefined
    ? `since ${longDay(from)} (UTC)`
    : `${longDay(from)} to ${longDay(to)} (UTC)`
}
