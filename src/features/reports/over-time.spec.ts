import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { elevationTypes } from '#contract/elevations.ts'
import { trendOf } from '#src/shared/elevation-trend.ts'
import { sumOf } from '#src/ui/charts/chart-data.ts'
import { dayAfter } from '#src/ui/charts/utc-days.ts'

import { chartOfList } from './over-time-of-list.ts'
import { beyondInWords, isOfPage, onDay, trendAsk, userDaysInWords } from './over-time.ts'

const all = { aggregationDates: true, trendFilters: true }
const days = { from: '2026-11-16', to: '2026-11-17' }
const dated = 'DateCreated ge 2026-11-16 and DateCreated lt 2026-11-18'

describe('what a chart asks for', () => {
  it.each([
    [{ days }, dated],
    [{ days: {} }, undefined],
    [{ days: {}, publisher: ' lit ' }, "contains(CompanyName,'lit')"],
    [{ days, publisher: '"O\'Brien"' }, `${dated} and CompanyName eq 'O''Brien'`],
    [{ days: {}, publisher: '""' }, "CompanyName eq ''"],
    [{ days: {}, user: '"a@b.example"', hash: 'ff' }, "Upn eq 'a@b.example' and Hash eq 'ff'"],
    [{ days: {}, hidesBackground: true }, 'not(IsBackgroundProcess eq true)'],
  ] as const)('%j', (narrowed, filter) => {
    expect(trendAsk(narrowed, all)).toEqual({ filter, beyond: [] })
  })

  it('leaves out what the backend cannot tell, and says so', () => {
    const narrowed = { days, publisher: 'x', user: 'y', others: ['device'] }
    const graph = trendAsk(narrowed, { aggregationDates: false })
    expect(graph).toEqual({ filter: undefined, beyond: ['publisher', 'user', 'device'] })
    expect(beyondInWords(graph.beyond)).toBe(
      'Not narrowed by publisher, user, and device: may count more than the table.',
    )
    expect(beyondInWords(trendAsk(narrowed, all).beyond)).toContain('by device:')
    expect(beyondInWords([])).toBeNull()
  })
})

describe('the chart of a user', () => {
  it.each([
    [{ from: '2026-10-01' }, 'x', all, true],
    [{ to: '2026-11-20' }, 'x', all, true],
    [{ from: '2026-11-01' }, 'x', all, false],
    [{}, 'x', all, false],
    [{ from: '2026-10-01' }, ' ', all, false],
    [{ from: '2026-10-01' }, 'x', { aggregationDates: true }, false],
  ])('%j of %j says what it cannot count: %j', (asked, user, offers, says) => {
    const words = userDaysInWords({ user, days: asked }, offers, '2026-11-20')
    expect(words !== null).toBe(says)
  })
})

it('one day of the chart replaces the days of the address and keeps the rest of it', () => {
  expect(onDay('/r', '?type=x&range=week&from=2026-01-01', '2026-11-17')).toBe(
    '/r?type=x&from=2026-11-17&to=2026-11-17',
  )
})

describe('the days of a chart', () => {
  const row = fc.record({
    DateCreated: fc.integer({ min: 0, max: 20 }).map((day) => dayAfter('2026-11-01', day)),
    ElevationType: fc.constantFrom(...elevationTypes),
    DailyElevationCount: fc.nat(50),
  })
  const page = fc.record({
    type: fc.option(fc.constantFrom(...elevationTypes), { nil: undefined }),
    kinds: fc.constantFrom('all' as const, 'elevated' as const, 'managed' as const),
  })
  const managed = ['zeroTouchElevation', 'userConfirmedElevation', 'supportApprovedElevation']
  const kindsHave = {
    all: () => true,
    elevated: (type: string) => managed.includes(type) || type === 'unmanagedElevation',
    managed: (type: string) => managed.includes(type),
  }

  it('equal the rows behind them, day by day, for every page and span', () => {
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 60 }),
        page,
        fc.nat(20),
        fc.nat(20),
        (rows, { type, kinds }, a, b) => {
          const from = dayAfter('2026-11-01', Math.min(a, b))
          const to = dayAfter('2026-11-01', Math.max(a, b))
          const drawn = trendOf(
            rows.filter(({ ElevationType }) => isOfPage({ type, kinds })(ElevationType)),
            { from, to },
          )
          const behind = rows.filter(
            ({ ElevationType, DateCreated }) =>
              (type === undefined || type === ElevationType) &&
              kindsHave[kinds](ElevationType) &&
              DateCreated >= from &&
              DateCreated <= to,
          )
          for (const { day, counts } of drawn.days) {
            const ofDay = behind.filter(({ DateCreated }) => DateCreated === day)
            expect(counts).toEqual(
              drawn.series.map(({ key }) =>
                sumOf(
                  ofDay
                    .filter(({ ElevationType }) => ElevationType === key)
                    .map(({ DailyElevationCount }) => DailyElevationCount),
                ),
              ),
            )
          }
          expect(sumOf(drawn.days.flatMap(({ counts }) => counts))).toBe(
            sumOf(behind.map(({ DailyElevationCount }) => DailyElevationCount)),
          )
          if (drawn.days.length > 0) {
            expect(drawn.days).toHaveLength(Math.abs(a - b) + 1)
          }
        },
      ),
    )
  })
})

describe('the chart of a list', () => {
  const now = Date.parse('2026-11-18T09:00:30.000Z')
  it('is of the days of the list, and says what daily sums cannot tell', () => {
    const filters = {
      from: '2026-11-16',
      to: '2026-02-30',
      user: 'amelia',
      device: 'LAP',
      system: 'hide',
    }
    const chart = chartOfList('elevations', { filters, search: ' ' }, now)
    expect(chart).toMatchObject({
      days: { from: '2026-11-16' },
      user: 'amelia',
      hidesBackground: true,
    })
    expect(chart.others).toEqual(['device'])
  })

  it('shows the whole of the day within which a range begins', () => {
    const chart = chartOfList('managed', { filters: { range: 'day' }, search: 'x' }, now)
    expect(chart).toMatchObject({
      days: { from: '2026-11-17', to: '2026-11-18' },
      kinds: 'managed',
    })
    expect(chart.others).toEqual(['the search', 'the time of day'])
    expect(beyondInWords([], chart.kinds)).toBe('Without what was denied.')
  })
})
