import { describe, expect, it } from 'vitest'

import { linkName, mostFrequent, ofType, type FrequentRow } from './frequent.ts'
import { lastTwoDays } from './last-two-days.ts'
import { lightOf, readinessOf } from './readiness.ts'
import { trendOf } from '#src/shared/elevation-trend.ts'

describe('the traffic light', () => {
  it('is red for only unmanaged, yellow for both, green for only managed', () => {
    const groups = readinessOf(lightOf([{ Green: 3, Yellow: 2, Red: 1 }]))
    expect(groups.map(({ state, word, count }) => [state, word, count])).toEqual([
      ['unmanaged', 'Not ready', 1],
      ['mixed', 'Partly ready', 2],
      ['managed', 'Ready', 3],
    ])
    expect(lightOf([])).toEqual({ Green: 0, Yellow: 0, Red: 0 })
  })
})

describe('frequent files', () => {
  const row = (HashValue: string | null, count: number, more: Partial<FrequentRow> = {}) => ({
    ElevationType: 'unmanagedElevation',
    FileName: 'a.exe',
    HashValue,
    Publisher: null,
    MonthElevationCount: count,
    ...more,
  })

  it('are the five largest of their kind, one a file', () => {
    const { files, more } = mostFrequent(
      [
        row('1', 5),
        row('1', 6, { FileName: 'renamed.exe' }),
        row('2', 10),
        row('3', 1),
        row('4', 1),
        row('5', 1),
        row('6', 1),
        row(null, 20),
        row('7', 99, { ElevationType: 'zeroTouchElevation' }),
        row('8', 0),
      ],
      ofType('unmanagedElevation'),
    )
    expect(files.map(({ hash, count }) => [hash, count])).toEqual([
      [null, 20],
      ['1', 11],
      ['2', 10],
      ['3', 1],
      ['4', 1],
    ])
    expect(more).toBe(2)
  })
})

describe('the trend', () => {
  it('has every day between the first and the last, and a count for each type that occurs', () => {
    const { series, days } = trendOf([
      { DateCreated: '2026-11-18', ElevationType: 'zeroTouchElevation', DailyElevationCount: 2 },
      { DateCreated: '2026-11-16', ElevationType: 'unmanagedElevation', DailyElevationCount: 7 },
      { DateCreated: '2026-11-18', ElevationType: 'unmanagedElevation', DailyElevationCount: 1 },
      { DateCreated: '2026-11-10', ElevationType: 'undetermined', DailyElevationCount: 0 },
    ])
    expect(series.map(({ label }) => label)).toEqual(['Unmanaged', 'Automatic'])
    expect(days).toEqual([
      { day: '2026-11-16', counts: [7, 0] },
      { day: '2026-11-17', counts: [0, 0] },
      { day: '2026-11-18', counts: [1, 2] },
    ])
    expect(trendOf([])).toEqual({ series: [], days: [] })
  })
})

it('48 hours touch three UTC days', () => {
  expect(lastTwoDays(Date.parse('2026-11-18T00:30:00Z'))).toEqual({
    from: '2026-11-16',
    to: '2026-11-18',
  })
})

it('one elevation is no "elevations"', () => {
  expect([1, 2].map((count) => linkName('denied', count))).toEqual([
    'denied elevation of this file',
    'denied elevations of this file',
  ])
})
