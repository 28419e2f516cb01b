import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { dayAfter, daysFromTo, longDay, shortDay, utcDay } from './utc-days.ts'

const day = fc
  .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) })
  .map((ms) => utcDay(ms))

describe('UTC days', () => {
  it('lists every day once, the first and the last included', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 90 }), (first, more) => {
        const days = daysFromTo(first, dayAfter(first, more))
        expect(days).toHaveLength(more + 1)
        expect(days[0]).toBe(first)
        expect([...new Set(days)].sort()).toEqual(days)
        expect(dayAfter(days.at(-1) ?? '', -more)).toBe(first)
      }),
    )
    expect(daysFromTo('2026-11-18', '2026-11-17')).toEqual([])
    expect(daysFromTo('yesterday', '2026-11-17')).toEqual([])
    expect(daysFromTo('2025-01-01', '2026-11-17', 2)).toEqual(['2026-11-16', '2026-11-17'])
  })

  it('are named as they are in UTC, whatever the zone of the browser', () => {
    expect(utcDay(Date.parse('2026-11-18T23:59:59.999Z'))).toBe('2026-11-18')
    expect(shortDay('2026-11-18')).toBe('18 Nov')
    expect(longDay('2026-11-18')).toBe('Wed, 18 Nov 2026')
    expect(longDay('soon')).toBe('soon')
  })
})
