import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  isNarrowed,
  queueQuery,
  readView,
  sortKeys,
  statusFilters,
  writeView,
  type QueueView,
} from './request-filters.ts'

const now = Date.UTC(2026, 10, 20, 15, 30)
const view = (text: string) => readView(new URLSearchParams(text))

const anyView: fc.Arbitrary<QueueView> = fc.record({
  status: fc.constantFrom(...statusFilters),
  search: fc.string({ maxLength: 40 }),
  requester: fc.string({ maxLength: 40 }),
  device: fc.string({ maxLength: 40 }),
  from: fc.constantFrom('', '2026-11-01'),
  to: fc.constantFrom('', '2026-11-20'),
  sort: fc.option(fc.record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() })),
})

describe('the address of the queue', () => {
  it('gives back every view that it was given', () => {
    fc.assert(
      fc.property(anyView, (wanted) => {
        const address = writeView(new URLSearchParams(), wanted).toString()
        expect(view(address)).toEqual(wanted)
      }),
    )
  })

  it('is empty for the view it opens on, and keeps what is not ours', () => {
    expect(writeView(new URLSearchParams('x=1&status=all'), { status: 'pending' }).toString()).toBe(
      'x=1',
    )
  })

  it('takes nonsense for the default', () => {
    expect(view('status=PENDING&sort=drop&from=2026-02-31&to=yesterday')).toEqual(view(''))
    expect(isNarrowed(view('status=all'))).toBe(false)
    expect(isNarrowed(view('device=LAP'))).toBe(true)
  })
})

describe('the query of the queue', () => {
  it('opens on pending, soonest to expire first, and asks for the count', () => {
    expect(queueQuery(view(''), now)).toEqual({
      $filter: "status eq 'pending'",
      $search: undefined,
      $orderby: 'requestExpiryDateTime asc,requestCreatedDateTime asc',
      $top: 50,
      $count: true,
    })
  })

  it('lists decided requests of the last 30 days, newest decision first', () => {
    const query = queueQuery(view('status=denied'), now)
    expect(query.$filter).toBe(
      "status eq 'denied' and requestCreatedDateTime ge 2026-10-21T00:00:00.000Z",
    )
    expect(query.$orderby).toBe('requestLastModifiedDateTime desc')
  })

  it('lists pending requests of any age under All', () => {
    expect(queueQuery(view('status=all'), now).$filter).toBe(
      "status eq 'pending' or requestCreatedDateTime ge 2026-10-21T00:00:00.000Z",
    )
    expect(queueQuery(view('status=all&device=LAP'), now).$filter).toMatch(
      /^\(status eq .+\) and contains\(deviceName,'LAP'\)$/,
    )
  })

  it('stays the same all day, so that the cache does', () => {
    const of = (hour: number) => queueQuery(view('status=all'), Date.UTC(2026, 10, 20, hour))
    expect(of(0)).toEqual(of(23))
  })

  it('counts days in local time, the last one included', () => {
    const { $filter } = queueQuery(view('from=2026-11-01&to=2026-11-01'), now)
    const [from, to] = [...($filter ?? '').matchAll(/(?:ge|lt) (\S+Z)/g)].map((match) =>
      Date.parse(match[1] ?? ''),
    )
    expect(from).toBe(new Date(2026, 10, 1).getTime())
    expect(to).toBe(new Date(2026, 10, 2).getTime())
  })

  it('turns the direction round for age, which grows as the date falls', () => {
    expect(queueQuery(view('sort=-age'), now).$orderby).toBe('requestCreatedDateTime asc')
    expect(queueQuery(view('sort=-timeLeft'), now).$orderby).toBe('requestExpiryDateTime desc')
  })

  it('lets no typed text leave its literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const params = new URLSearchParams()
        params.set('requester', typed)
        const { $filter = '' } = queueQuery(readView(params), now)
        // With every doubled quote taken out, exactly the quotes of the literals are left.
        const quotes = $filter.replaceAll("''", '').split("'").length - 1
        expect(quotes % 2).toBe(0)
        expect($filter.startsWith("status eq 'pending'")).toBe(true)
      }),
    )
  })

  it('searches for plain text: a quote mark has no meaning', () => {
    expect(queueQuery(view('q=%22a+b'), now).$search).toBe('a b')
    expect(queueQuery(view('q=%22%22'), now).$search).toBeUndefined()
  })
})
