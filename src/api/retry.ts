import { parseInstant } from '#src/lib/dates.ts'

export const maxTries = 3
const firstPause = 300

const retried = new Set([429, 500, 502, 503, 504])

/** Whether a read with this status may be tried again (R54). Changes never are. */
export const mayRetry = (status: number) => retried.has(status)

/** `Retry-After` in seconds or as a date, as milliseconds from `now`; null when absent or unreadable. */
export const retryAfterOf = (headers: Headers, now: number): number | null => {
  const text = headers.get('retry-after')?.trim()
  if (text === undefined || text === '') return null
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const at = parseInstant(text)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** Pause before try number `tries + 1`: what the server asks, else doubling with full jitter. */
export const pauseBefore = (tries: number, retryAfter: number | null, random: () => number) =>
  retryAfter ?? firstPause * 2 ** (tries - 1) * (0.5 + random())
