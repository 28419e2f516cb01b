import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { exactLocal, parseInstant, relativeAge, timeLeft } from './dates.ts'

const now = Date.UTC(2026, 10, 20, 12, 0, 0)
const at = (ms: number) => new Date(now + ms).toISOString()
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('dates', () => {
  it.each([
    [-10_000, 'just now'],
    [-4 * minute - 30_000, '4 min ago'],
    [-3 * hour - 20 * minute, '3 h ago'],
    [-day, '1 day ago'],
    [-5 * day, '5 days ago'],
    [10 * minute, 'in 10 min'],
  ])('tells the age of a moment %i ms away', (ms, text) => {
    expect(relativeAge(at(ms), now)).toBe(text)
  })

  it.each([
    [23 * hour + 59 * minute, '23 h left'],
    [hour + 5 * minute, '1 h 5 min left'],
    [hour, '1 h left'],
    [30_000, 'under 1 min left'],
    [0, 'ended'],
    [-1, 'ended'],
  ])('tells the time left of %i ms', (ms, text) => {
    expect(timeLeft(at(ms), now)).toBe(text)
  })

  it('reads one to seven fractional digits and any offset', () => {
    expect(parseInstant('2026-11-20T12:00:00.1234567Z')).toBe(now + 123)
    expect(parseInstant('2026-11-20T14:00:00+02:00')).toBe(now)
  })

  it('never promises more time than there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: minute, max: day - 1 }), (ms) => {
        const [, hours = '0', minutes = '0'] =
          /^(?:(\d+) h)? ?(?:(\d+) min)?/.exec(timeLeft(at(ms), now)) ?? []
        expect(Number(hours) * hour + Number(minutes) * minute).toBeLessThanOrEqual(ms)
      }),
    )
  })

  it('shows what is not a date as it came', () => {
    expect(exactLocal('yesterday')).toBe('yesterday')
    expect(relativeAge('yesterday', now)).toBe('unknown')
  })
})
