import { GraphFailure } from './graph-failure.ts'
import type { RateLimits } from './types.ts'

/** R43. A token is a script or a device: held back only where it would starve the people. */
export const defaultRateLimits: RateLimits = {
  sessionReads: 300,
  sessionChanges: 60,
  tokenReads: 60_000,
  tokenChanges: 60_000,
  anonymousReads: 3_000,
  anonymousChanges: 600,
  failedSignIns: 5,
}

const minute = 60_000
const mostKeys = 50_000

export type RateLimiter = {
  /** Counts one call. Throws 429 with Retry-After (seconds) when the minute of this key is used up. */
  take: (key: string, perMinute: number) => void
  /** The same question without counting. */
  check: (key: string, perMinute: number) => void
  /** Counts one call if the minute has room for it, and says whether it had. */
  tryTake: (key: string, perMinute: number) => boolean
}

/** Counts in windows of one minute that begin with the first call of each key; memory of this process only. */
export const createRateLimiter = (now: () => Date): RateLimiter => {
  const windows = new Map<string, { from: number; used: number }>()
  const running = (key: string) => {
    const window = windows.get(key)
    const at = now().getTime()
    // A clock that went back starts anew rather than locking everyone out.
    return window && at >= window.from && at - window.from < minute ? window : undefined
  }
  const current = (key: string) => {
    const window = running(key)
    if (window) return window
    if (windows.size >= mostKeys) windows.clear()
    const fresh = { from: now().getTime(), used: 0 }
    windows.set(key, fresh)
    return fresh
  }
  /** Keeps nothing of a key it has not counted for: anyone may ask with a new one each time. */
  const check = (key: string, perMinute: number) => {
    const window = running(key)
    if (!window || window.used < perMinute) return
    const at = now().getTime()
    const seconds = Math.max(1, Math.ceil((window.from + minute - at) / 1000))
    throw new GraphFailure(
      429,
      'TooManyRequests',
      `Too many requests. Try again in ${seconds} s.`,
      {
        headers: { 'Retry-After': String(seconds) },
      },
    )
  }
  return {
    check,
    tryTake: (key, perMinute) => {
      const window = current(key)
      if (window.used >= perMinute) return false
      window.used += 1
      return true
    },
    take: (key, perMinute) => {
      check(key, perMinute)
      current(key).used += 1
    },
  }
}
