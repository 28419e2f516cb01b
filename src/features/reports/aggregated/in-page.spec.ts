import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { searchMatcher, searchText, sortedBy, textMatcher } from './in-page.ts'

const value = fc.oneof(fc.constant(null), fc.string({ maxLength: 4 }))
const rows = fc
  .array(value, { maxLength: 40 })
  .map((values) => values.map((each, at) => ({ id: `${at}`, value: each })))

describe('rows sorted in the page', () => {
  it('keep every row, put what is missing last both ways, and are the same however they came', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (given, descending) => {
        const sorted = sortedBy(given, (row) => row.value, descending)
        expect(new Set(sorted)).toEqual(new Set(given))
        const values = sorted.map((row) => row.value?.toLowerCase() ?? null)
        const missing = values.indexOf(null)
        if (missing >= 0) expect(values.slice(missing).every((each) => each === null)).toBe(true)
        for (const [at, each] of values.entries()) {
          const next = values[at + 1]
          if (each === null || next === null || next === undefined) continue
          expect(descending ? each >= next : each <= next).toBe(true)
        }
        expect(sortedBy(given.toReversed(), (row) => row.value, descending)).toEqual(sorted)
      }),
    )
  })

  it('sorts numbers as numbers', () => {
    const sizes = [9, 100, 20].map((size) => ({ id: `${size}`, size }))
    expect(sortedBy(sizes, ({ size }) => size, true).map(({ size }) => size)).toEqual([100, 20, 9])
  })
})

describe('a text filter', () => {
  it.each([
    ['cont', 'Contoso', true],
    ['"cont"', 'Contoso', false],
    ['"CONTOSO"', 'Contoso', true],
    ['""', null, true],
    ['""', 'Contoso', false],
    ['cont', null, false],
  ])('%s over %j is %s', (text, given, expected) => {
    expect(textMatcher(text)?.(given)).toBe(expected)
  })

  it('is none when nothing is typed', () => {
    expect(textMatcher('  ')).toBeNull()
    expect(textMatcher(undefined)).toBeNull()
    expect(searchMatcher(' ')).toBeNull()
  })

  it('finds every word somewhere', () => {
    const found = searchMatcher('setup FABRI')
    expect(found?.(searchText(['printer-setup.exe', 'Fabrikam']))).toBe(true)
    expect(found?.(searchText(['printer-setup.exe', null]))).toBe(false)
    expect(searchMatcher('exefabri')?.(searchText(['setup.exe', 'Fabrikam']))).toBe(false)
  })
})
