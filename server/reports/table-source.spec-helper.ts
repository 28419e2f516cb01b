import fc from 'fast-check'

import { elevationTypes, endUserTypes, processTypes } from '#contract/elevations.ts'
import {
  columnsOf,
  type ColumnType,
  type ReportName,
  type ReportRow,
} from '#contract/report-names.ts'

import type { Filter, Literal } from '../odata/filter.ts'
import type { ReportSource } from './report-question.ts'

export type Cell = string | number | boolean | null
export type TableRow = Readonly<Record<string, Cell>>

const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom("O'Brien", '=1', ' -2', '"', '＝x'),
  )
  .filter((value) => value !== '' && value !== '<Null>')
const instant = fc
  .date({
    min: new Date('2026-10-01T00:00:00Z'),
    max: new Date('2026-11-18T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString())

const cells: Record<ColumnType, fc.Arbitrary<Cell>> = {
  text: fc.option(text),
  idText: fc.option(text),
  count: fc.nat(),
  integer: fc.integer(),
  boolean: fc.boolean(),
  dateTime: instant,
  date: instant.map((iso) => iso.slice(0, 10)),
  elevationType: fc.constantFrom(...elevationTypes),
  userType: fc.constantFrom(...endUserTypes),
  processType: fc.constantFrom(...processTypes),
}

/** Rows as `readReport` gives them, of any report. */
export const rowsOf = (name: ReportName): fc.Arbitrary<TableRow> =>
  fc.record(Object.fromEntries(columnsOf(name).map(([column, type]) => [column, cells[type]])))

const fold = (value: Cell | undefined) =>
  typeof value === 'string'
    ? value.toLowerCase()
    : typeof value === 'boolean'
      ? Number(value)
      : value

const literal = (value: Literal): Cell => {
  if (value.kind === 'null') return null
  return value.kind === 'boolean' ? value.value : value.value
}

const compare = (op: string, one: Cell | undefined, other: Cell): boolean => {
  const [left, right] = [fold(one) ?? '', fold(other) ?? '']
  // Quoted numbers and dates of either form meet as the same kind.
  const [a, b] = typeof left === 'number' ? [left, Number(right)] : [left, String(right)]
  return { eq: a === b, ne: a !== b, gt: a > b, ge: a >= b, lt: a < b, le: a <= b }[op] ?? false
}

/** A filter by the plain meaning of its words: slow, short, and written apart from the SQL it is compared with. */
export const holds = (filter: Filter | null, row: TableRow): boolean => {
  if (filter === null) return true
  if ('items' in filter) {
    return filter.op === 'and'
      ? filter.items.every((item) => holds(item, row))
      : filter.items.some((item) => holds(item, row))
  }
  if ('item' in filter) return !holds(filter.item, row)
  if ('values' in filter)
    return filter.values.some((value) => compare('eq', row[filter.path], literal(value)))
  if (typeof filter.value !== 'string')
    return compare(filter.op, row[filter.path], literal(filter.value))
  const [whole, part] = [String(fold(row[filter.path]) ?? ''), filter.value.toLowerCase()]
  if (filter.op === 'startswith') return whole.startsWith(part)
  return filter.op === 'endswith' ? whole.endsWith(part) : whole.includes(part)
}

/** Rows from a list, in pieces, each with what it costs to have read it: how far a reader came, and whether it was let go. */
export const tableSource = (rows: Iterable<TableRow>, pieceSize = 100) => {
  const seen = { pieces: 0, open: 0, questions: [] as Parameters<ReportSource['readReport']>[1][] }
  const source: ReportSource = {
    async *readReport(_db, question) {
      seen.questions.push(question)
      seen.open += 1
      try {
        let piece: TableRow[] = []
        for (const row of rows) {
          if (!holds(question.filter, row)) continue
          piece.push(row)
          if (piece.length < pieceSize) continue
          seen.pieces += 1
          yield piece as unknown as readonly ReportRow[]
          piece = []
        }
        yield piece as unknown as readonly ReportRow[]
      } finally {
        seen.open -= 1
      }
    },
    countReport: async (_db, question) => {
      let total = 0
      for (const row of rows) if (holds(question.filter, row)) total += 1
      return Promise.resolve(total)
    },
  }
  return { source, seen }
}
