/** Days as the reports count them: UTC, written `2026-11-18`. */

const length = 24 * 60 * 60 * 1000
const written = /^\d{4}-\d{2}-\d{2}$/

const msOf = (day: string) => (written.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN)

/** The UTC day of a moment in ms. */
export const utcDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** A day so many days later (earlier when negative); what is no day stays as it is. */
export const dayAfter = (day: string, days: number) => {
  const ms = msOf(day)
  return Number.isNaN(ms) ? day : utcDay(ms + days * length)
}

/** Every day from the first to the last, both included; at most `most`, the newest. */
export const daysFromTo = (first: string, last: string, most = 366): string[] => {
  const from = msOf(first)
  const to = msOf(last)
  if (Number.isNaN(from) || Number.isNaN(to) || from > to) return []
  const count = Math.min(most, Math.round((to - from) / length) + 1)
  return Array.from({ length: count }, (_, at) => utcDay(to - (count - 1 - at) * length))
}

const short = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const long = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const formatted = (format: Intl.DateTimeFormat) => (day: string) => {
  const ms = msOf(day)
  return Number.isNaN(ms) ? day : format.format(ms)
}

/** "18 Nov" */
export const shortDay = formatted(short)
/** "Wed, 18 Nov 2026" */
export const longDay = formatted(long)
