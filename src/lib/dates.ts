const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Milliseconds of a wire date-time (1 to 7 fractional digits); NaN when it is none. */
export const parseInstant = (iso: string) => Date.parse(iso.replace(/(\.\d{3})\d+/, '$1'))

const count = (value: number, unit: string) => `${value} ${unit}${value === 1 ? '' : 's'}`

const span = (ms: number): string => {
  if (ms < hour) return `${Math.max(1, Math.floor(ms / minute))} min`
  if (ms < day) {
    const minutes = Math.floor((ms % hour) / minute)
    const hours = Math.floor(ms / hour)
    return hours < 10 && minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`
  }
  return count(Math.floor(ms / day), 'day')
}

/** "just now", "4 min ago", "3 h ago", "5 days ago"; later than now is "in 4 min". */
export const relativeAge = (iso: string, now: number): string => {
  const age = now - parseInstant(iso)
  if (Number.isNaN(age)) return 'unknown'
  if (Math.abs(age) < minute) return 'just now'
  if (age < 0) return `in ${span(-age)}`
  if (age >= hour && age < day) return `${Math.floor(age / hour)} h ago`
  return `${span(age)} ago`
}

/** "23 h left", "1 h 5 min left", or "ended". Whole minutes, rounded down. */
export const timeLeft = (iso: string, now: number): string => {
  const left = parseInstant(iso) - now
  if (Number.isNaN(left)) return 'unknown'
  if (left <= 0) return 'ended'
  return left < minute ? 'under 1 min left' : `${span(left)} left`
}

const exact = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

const toTheMinute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** "20 Nov 2026, 21:55:03" in the browser's zone. */
export const exactLocal = (iso: string) => {
  const ms = parseInstant(iso)
  return Number.isNaN(ms) ? iso : exact.format(ms)
}

/** "20 Nov 2026, 21:55" in the browser's zone. */
export const localToTheMinute = (iso: string) => {
  const ms = parseInstant(iso)
  return Number.isNaN(ms) ? iso : toTheMinute.format(ms)
}

/** The zone of all times on the page, said once: "Europe/Berlin (UTC+02:00)". */
export const zoneName = (now: number) => {
  const zone = new Intl.DateTimeFormat('en-GB').resolvedOptions().timeZone
  const offset = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC')
  return offset === undefined || zone === 'UTC' ? zone : `${zone} (${offset})`
}
