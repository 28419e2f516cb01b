import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { filterTyped, largest, typedTotals } from './typed-report.ts'
import {
  applicationRows,
  ofTypes,
  publisherRows,
  sumsByType,
  type ApplicationLine,
} from './typed-rows.ts'

const line = (more: Partial<ApplicationLine>): ApplicationLine => ({
  CompanyName: 'Fabrikam',
  ElevationCount: 1,
  ElevationType: 'unmanagedElevation',
  FileName: 'setup.exe',
  FileVersion: '1.0',
  Hash: 'AB',
  InternalName: 'setup',
  IsBackgroundProcess: false,
  ...more,
})

const lines: fc.Arbitrary<ApplicationLine[]> = fc.array(
  fc
    .record({
      CompanyName: fc.constantFrom('Fabrikam', 'Contoso', null),
      ElevationCount: fc.integer({ min: 1, max: 1000 }),
      ElevationType: fc.constantFrom('unmanagedElevation', 'zeroTouchElevation', 'futureElevation'),
      Hash: fc.constantFrom('AB', 'CD', null),
      FileVersion: fc.constantFrom('1.0', '2.0', null),
      IsBackgroundProcess: fc.boolean(),
    })
    .map(line),
  { maxLength: 30 },
)
const sum = (counts: readonly { count: number }[]) =>
  counts.reduce((all, { count }) => all + count, 0)

describe('rows of files and publishers', () => {
  it('lose no elevation and have ids of their own, however they are grouped', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('byType' as const, 'together' as const), (given, how) => {
        const all = given.reduce((total, { ElevationCount }) => total + ElevationCount, 0)
        for (const rows of [applicationRows(given, how), publisherRows(given, how)]) {
          expect(sum(rows)).toBe(all)
          expect(sum(sumsByType(rows))).toBe(all)
          expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
          for (const row of rows) expect(sum(row.counts)).toBe(row.count)
          if (how === 'byType') for (const row of rows) expect(row.counts).toHaveLength(1)
        }
      }),
    )
  })

  it('adds the types of one file up, in the order they are shown, whatever name it had', () => {
    const rows = applicationRows(
      [
        line({ ElevationType: 'zeroTouchElevation', ElevationCount: 2 }),
        line({ FileName: 'setup (1).exe', ElevationCount: 5, IsBackgroundProcess: true }),
        line({ Hash: 'CD', ElevationCount: 1 }),
      ],
      'together',
    )
    expect(
      rows.map(({ fileName, counts, count, background }) => ({
        fileName,
        counts,
        count,
        background,
      })),
    ).toEqual([
      {
        fileName: 'setup.exe',
        counts: [
          { type: 'unmanagedElevation', count: 5 },
          { type: 'zeroTouchElevation', count: 2 },
        ],
        count: 7,
        background: false,
      },
      {
        fileName: 'setup.exe',
        counts: [{ type: 'unmanagedElevation', count: 1 }],
        count: 1,
        background: false,
      },
    ])
  })

  it('narrows added-up rows to a type by its own count', () => {
    const rows = applicationRows(
      [
        line({ ElevationType: 'zeroTouchElevation', ElevationCount: 2 }),
        line({ ElevationCount: 5 }),
      ],
      'together',
    )
    expect(ofTypes(rows, 'zeroTouchElevation').map(({ count }) => count)).toEqual([2])
    expect(ofTypes(rows, 'supportApprovedElevation')).toEqual([])
    expect(ofTypes(rows, undefined)).toBe(rows)
  })

  it('is narrowed by search, exact publisher and background', () => {
    const rows = applicationRows(
      [
        line({ FileName: 'a.exe', Hash: '1' }),
        line({ FileName: 'b.exe', Hash: '2', CompanyName: 'Fabrikam Residences' }),
        line({ FileName: 'c.exe', Hash: '3', CompanyName: null, IsBackgroundProcess: true }),
      ],
      'byType',
    )
    const names = (filters: Parameters<typeof filterTyped>[0]['filters'], search = '') =>
      filterTyped({ filters, search })(rows).map(({ fileName }) => fileName)
    expect(names({})).toEqual(['a.exe', 'b.exe', 'c.exe'])
    expect(names({ publisher: '"fabrikam"' })).toEqual(['a.exe'])
    expect(names({ publisher: 'fabri' })).toEqual(['a.exe', 'b.exe'])
    expect(names({ publisher: '""' })).toEqual(['c.exe'])
    expect(names({ background: 'hide' })).toEqual(['a.exe', 'b.exe'])
    expect(names({}, 'residences')).toEqual(['b.exe'])
    expect(names({ type: 'zeroTouchElevation' })).toEqual([])
  })

  it('draws the largest things with all their types, and says how many there are', () => {
    const rows = applicationRows(
      Array.from({ length: 10 }, (_, at) => [
        line({ Hash: `${at}`, ElevationCount: at + 1 }),
        line({ Hash: `${at}`, ElevationCount: 1, ElevationType: 'zeroTouchElevation' }),
      ]).flat(),
      'byType',
    )
    const { bars, series, total, things } = largest(rows, ({ hash }) => hash ?? '')
    expect(series.map(({ label }) => label)).toEqual(['Unmanaged', 'Automatic'])
    expect(bars.map(({ counts }) => counts)).toEqual(
      [10, 9, 8, 7, 6, 5, 4, 3].map((count) => [count, 1]),
    )
    expect({ total, things }).toEqual({ total: 65, things: 10 })
    expect(typedTotals(rows)).toEqual([
      { name: 'In all', count: 65 },
      { name: 'Unmanaged', count: 55 },
      { name: 'Automatic', count: 10 },
    ])
  })
})
