import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { comparisons, printFilter, textFunctions, type Filter, type Literal } from './filter.ts'
import { parseFilter } from './parse-filter.ts'
import { instantOf, SyntaxFailure } from './tokens.ts'

const path = fc.constantFrom(
  'status',
  'templateReference/templateFamily',
  'a_1/b/c',
  'order',
  'notes',
)
const text = fc.string({ maxLength: 12 }).filter((value) => !value.includes('\0'))
const literal: fc.Arbitrary<Literal> = fc.oneof(
  text.map((value) => ({ kind: 'string' as const, value })),
  fc.integer().map((value) => ({ kind: 'number' as const, value })),
  fc
    .date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => ({ kind: 'date' as const, value: date.toISOString() })),
  fc.uuid().map((value) => ({ kind: 'guid' as const, value })),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  fc.constant({ kind: 'null' as const }),
)
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({ op: fc.constantFrom(...comparisons), path, value: literal }),
  fc.record({
    op: fc.constant('in' as const),
    path,
    values: fc.array(literal, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ op: fc.constantFrom(...textFunctions), path, value: text }),
  fc.record({ op: fc.constant('any' as const), path, value: literal }),
)
const tree = (depth: number): fc.Arbitrary<Filter> =>
  depth === 0
    ? leaf
    : fc.oneof(
        leaf,
        fc.record({ op: fc.constant('not' as const), item: tree(depth - 1) }),
        fc.constantFrom('and' as const, 'or' as const).chain((op) =>
          fc.record({
            op: fc.constant(op),
            items: fc.array(tree(depth - 1), { minLength: 2, maxLength: 3 }),
          }),
        ),
      )

const outcome = (filter: string): string => {
  try {
    parseFilter(filter)
    return 'filter'
  } catch (error) {
    return error instanceof SyntaxFailure ? 'SyntaxFailure' : String(error)
  }
}

describe('parseFilter', () => {
  it('reads what printFilter prints', () => {
    fc.assert(
      fc.property(tree(3), (filter) => {
        const printed = printFilter(filter)
        fc.pre(new TextEncoder().encode(printed).length <= 2048)
        expect(parseFilter(printed)).toEqual(filter)
      }),
      { numRuns: 2_000 },
    )
  })

  it('either gives a filter or a SyntaxFailure, whatever it is given', () => {
    const words = fc.constantFrom(
      '(',
      ')',
      "'",
      "''",
      ',',
      ' and ',
      ' not ',
      ' eq ',
      'in',
      'a',
      '1',
      '-',
      '2026-01-01',
      'startswith(',
      '\0',
      'é',
    )
    fc.assert(
      fc.property(
        fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 20 }),
        (pieces) => {
          expect(outcome(pieces.join(''))).toMatch(/^(filter|SyntaxFailure)$/)
        },
      ),
      { numRuns: 20_000 },
    )
  })

  it('binds and tighter than or', () => {
    expect(parseFilter('a eq 1 or b eq 2 and c eq 3')).toMatchObject({
      op: 'or',
      items: [{ path: 'a' }, { op: 'and' }],
    })
  })

  it.each([
    ['', /Unexpected end, expected a property at character 1/],
    ["status eq 'a", /not closed at character 11/],
    ['status like 1', /Unknown operator like at character 8/],
    ['(a eq 1', /expected '\)'/],
    ['a eq 1 b', /Unexpected text at character 8/],
    ['length(a) eq 1', /Unknown function length/],
    ['a eq 2026-02-30', /There is no date 2026-02-30/],
    ['a in ()', /expected a value/],
    ['contains(a,1)', /a quoted text/],
    [`a eq '${'x'.repeat(2050)}'`, /More than 2048 bytes/],
    [`${'('.repeat(12)}a eq 1${')'.repeat(12)}`, /More than 10 levels/],
    [`${'not '.repeat(12)}a eq 1`, /More than 10 levels/],
  ])('refuses %s', (filter, message) => {
    expect(() => parseFilter(filter)).toThrow(message)
  })

  it('takes 10 levels', () => {
    expect(parseFilter(`${'('.repeat(10)}a eq 1${')'.repeat(10)}`)).toMatchObject({ path: 'a' })
  })

  it.each([
    ['2026-05-04T09:00:00Z', '2026-05-04T09:00:00.000Z'],
    ['2026-05-04T09:00:00.1239999Z', '2026-05-04T09:00:00.123Z'],
    ['2026-05-04T09:00:00-08:00', '2026-05-04T17:00:00.000Z'],
    ['2026-05-04', '2026-05-04T00:00:00.000Z'],
    ['2026-13-01', null],
    ['2026-05-04T25:00:00Z', null],
    ['yesterday', null],
  ])('reads the date %s as %s', (date, instant) => {
    expect(instantOf(date)).toBe(instant)
  })
})
