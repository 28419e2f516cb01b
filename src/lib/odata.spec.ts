import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  and,
  contains,
  eq,
  filterText,
  ge,
  instant,
  not,
  oneOf,
  or,
  orderBy,
  quoted,
  wordSearch,
} from './odata.ts'

describe('odata', () => {
  it('doubles quotes and leaves everything else as it is', () => {
    expect(eq('deviceName', "O'Brien's %20 laptop\\").text).toBe(
      "deviceName eq 'O''Brien''s %20 laptop\\'",
    )
  })

  it('lets no text out of its quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const inside = quoted(text).slice(1, -1)
        expect(inside.replaceAll("''", '')).not.toContain("'")
        expect(inside.replaceAll("''", "'")).toBe(text)
      }),
    )
  })

  it('puts compound parts in brackets and leaves absent ones out', () => {
    const status = oneOf('status', ['pending', 'approved'])
    const text = or(contains('deviceName', 'x'), contains('applicationDetail/fileName', 'x'))
    expect(filterText(and(status, undefined, text))).toBe(
      "(status eq 'pending' or status eq 'approved') and (contains(deviceName,'x') or contains(applicationDetail/fileName,'x'))",
    )
    expect(filterText(and(undefined, eq('isAssigned', true)))).toBe('isAssigned eq true')
    expect(and(undefined, or())).toBeUndefined()
    expect(oneOf('status', [])).toBeUndefined()
  })

  it('writes null, booleans, numbers and date-times without quotes', () => {
    expect(eq('reviewCompletedDateTime', null).text).toBe('reviewCompletedDateTime eq null')
    expect(ge('activityDateTime', instant('2026-11-20T00:00:00Z')).text).toBe(
      'activityDateTime ge 2026-11-20T00:00:00Z',
    )
    expect(not(eq('status', 'pending')).text).toBe("not(status eq 'pending')")
  })

  it('refuses values where a property or a date-time belongs', () => {
    expect(() => eq("status eq 'x' or status", 'y')).toThrow(/not a property/)
    expect(() => orderBy('a,b', true)).toThrow(/not a property/)
    expect(() => instant("2026-11-20' or 1 eq 1")).toThrow(/not a date-time/)
  })
})

describe('wordSearch', () => {
  it('asks for each word by itself, and lets none end the expression', () => {
    expect(wordSearch('displayName', ' sales  north ')).toBe(
      '"displayName:sales" AND "displayName:north"',
    )
    expect(wordSearch('displayName', '" OR "id:x\\')).toBe(
      '"displayName:OR" AND "displayName:id:x"',
    )
    expect(wordSearch('displayName', ' " ')).toBeUndefined()
  })
})
