import { describe, expect, it } from 'vitest'

import { chartInWords, dayInWords, share } from './chart-data.ts'

const series = [
  { key: 'a', label: 'Unmanaged', tone: 'solid' },
  { key: 'b', label: 'Automatic', tone: 'dots' },
] as const

describe('a chart in words', () => {
  it('says each day exactly and leaves out what did not happen', () => {
    expect(dayInWords({ day: '2026-11-18', counts: [1200, 3] }, series)).toBe(
      'Wed, 18 Nov 2026: 1,200 Unmanaged, 3 Automatic; 1,203 in all',
    )
    expect(dayInWords({ day: '2026-11-18', counts: [0, 3] }, series)).toBe(
      'Wed, 18 Nov 2026: 3 Automatic; 3 in all',
    )
    expect(dayInWords({ day: '2026-11-18', counts: [0, 0] }, series)).toBe('Wed, 18 Nov 2026: none')
  })

  it('says the span, the sum and the largest day', () => {
    const days = [
      { day: '2026-11-17', counts: [2, 0] },
      { day: '2026-11-18', counts: [4, 1] },
    ]
    expect(chartInWords('Elevations a day', days)).toBe(
      'Elevations a day, Tue, 17 Nov 2026 to Wed, 18 Nov 2026: 7 in all, most on Wed, 18 Nov 2026 with 5',
    )
    expect(chartInWords('Elevations a day', days.slice(1))).toBe(
      'Elevations a day, Wed, 18 Nov 2026: 5 in all',
    )
  })

  it.each([
    [1, 8, '12.5 %'],
    [8, 8, '100 %'],
    [1, 100_000, 'under 0.1 %'],
    [0, 8, '0 %'],
    [0, 0, '0 %'],
  ])('%i of %i is %s', (part, whole, words) => {
    expect(share(part, whole)).toBe(words)
  })
})
