import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readListParams } from '#src/ui/table/list-params.ts'

import { daysFault, queueQuery, queueSpec, sortOf, statusOf } from './request-filters.ts'

const now = Date.UTC(2026, 10, 20, 15, 30)
const view = (text: string) => readListParams(queueSpec, new URLSearchParams(text))

describe('the address of the queue', () => {
  it('opens on pending, soonest to expire first', () => {
    expect(statusOf(view(''))).toBe('pending')
    expect(sortOf(view(''))).toEqual({ by: 'requestExpiryDateTime', descending: false })
    expect(view('').isFiltered).toBe(false)
  })

  it('shows decided requests newest decision first, unless another order is asked for', () => {
    expect(sortOf(view('status=denied'))).toEqual({
      by: 'requestLastModifiedDateTime',
      descending: true,
    })
    expect(sortOf(view('status=denied&sort=deviceName:asc')).by).toBe('deviceName')
  })

  it('takes nonsense for the default', () => {
    const odd = view('status=PENDING&sort=publisherCert&from=2026-02-31&to=yesterday')
    expect(queueQuery(odd, now)).toEqual(queueQuery(view(''), now))
  })
})

describe('the days of the address', () => {
  it('are told when they make no sense', () => {
    expect(daysFault({ from: '2026-11-19', to: '2026-11-18' })).toMatch(/before the first/)
    expect(daysFault({ from: '2026-02-31' })).toMatch(/no such day/)
    expect(daysFault({ to: 'yesterday' })).toMatch(/no such day/)
    expect(daysFault({ from: '2026-11-18', to: '2026-11-18' })).toBeNull()
    expect(daysFault({})).toBeNull()
  })
})

describe('the query of the queue', () => {
  it('asks for pending requests and the count', () => {
    expect(queueQuery(view(''), now)).toEqual({
      $filter: "status eq 'pending'",
      $search: undefined,
      $orderby: 'requestExpiryDateTime asc',
      $top: 50,
      $count: true,
    })
  })

  it('lists decided requests of the last 30 days', () => {
    expect(queueQuery(view('status=denied'), now).$filter).toBe(
      "status eq 'denied' and requestCreatedDateTime ge 2026-10-21T00:00:00.000Z",
    )
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

  it('lets no typed text leave its literal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const { $filter = '' } = queueQuery(
          readListParams(queueSpec, new URLSearchParams([['requester', typed]])),
          now,
        )
        // With every doubled quote taken out, exactly the quotes of the literals are left.
        const quotes = $filter.replaceAll("''", '').split("'").length - 1
        expect(quotes % 2).toBe(0)
        expect($filter.startsWith("status eq 'pending'")).toBe(true)
      }),
    )
  })

  it('searches for plain text: a quote mark has no meaning', () => {
    expect(queueQuery(view('search=%22a+b'), now).$search).toBe('a b')
    expect(queueQuery(view('search=%22%22'), now).$search).toBeUndefined()
  })
})
