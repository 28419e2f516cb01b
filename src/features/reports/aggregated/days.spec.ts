import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  chosenDays,
  dayRangeOptions,
  dayRanges,
  daysFault,
  daysFilter,
  daysInWords,
} from './days.ts'

const now = Date.parse('2026-11-18T00:30:00Z')

describe('the days of a report', () => {
  it('a named range ends today and has that many UTC days', () => {
    expect(chosenDays({ range: 'two', from: '2026-01-01' }, now)).toEqual({
      from: '2026-11-17',
      to: '2026-11-18',
    })
    expect(chosenDays({ range: 'week' }, now)).toEqual({ from: '2026-11-12', to: '2026-11-18' })
    expect(dayRangeOptions.map(({ value }) => value)).toEqual(dayRanges)
  })

  it('are asked for with the last day included', () => {
    expect(daysFilter({ from: '2026-11-17', to: '2026-11-18' })).toBe(
      'DateCreated ge 2026-11-17 and DateCreated lt 2026-11-19',
    )
    expect(daysFilter({ to: '2026-12-31' })).toBe('DateCreated lt 2027-01-01')
    expect(daysFilter({})).toBeUndefined()
  })

  it('what is no day narrows nothing and is said', () => {
    expect(chosenDays({ from: '2026-02-30', to: 'x' }, now)).toEqual({})
    expect(daysFault({ from: '2026-02-30' })).toBe('There is no such day.')
    expect(daysFault({ from: '2026-11-18', to: '2026-11-17' })).toBe(
      'The last day is before the first.',
    )
    expect(daysFault({ from: '2026-11-18', to: '2026-11-18' })).toBeNull()
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(daysFilter(chosenDays({ from: text }, now)) ?? '').toMatch(
          /^(DateCreated ge \d{4}-\d{2}-\d{2})?$/,
        )
      }),
    )
  })

  it.each([
    [{}, 'the 30 days that are kept'],
    [{ from: '2026-11-17', to: '2026-11-17' }, 'Tue, 17 Nov 2026 (UTC)'],
    [{ from: '2026-11-17', to: '2026-11-18' }, 'Tue, 17 Nov 2026 to Wed, 18 Nov 2026 (UTC)'],
    [{ from: '2026-11-17' }, 'since Tue, 17 Nov 2026 (UTC)'],
    [{ to: '2026-11-18' }, 'until Wed, 18 Nov 2026 (UTC)'],
  ])('%j is said as %s', (days, words) => {
    expect(daysInWords(days)).toBe(words)
  })
})
