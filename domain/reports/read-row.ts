import { elevationTypes, endUserTypes, processTypes } from '#contract/elevations.ts'
import {
  columnsOf,
  type ColumnType,
  type ColumnValue,
  type ReportColumn,
  type ReportName,
  type ReportRow,
} from '#contract/report-names.ts'

/** A row that is not what the report says: which column, and what stood there. */
export class RowFailure extends Error {}

/** Missing text is empty or this literal (graph-contract 2.2). */
const nullText = '<Null>'

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return JSON.stringify(value)
}

const missing = (text: string) => text === '' || text === nullText

/** `UnmanagedElevation` → `unmanagedElevation`. What no list has passes with a small first letter. */
const member = (members: readonly string[], none: string, text: string): string => {
  if (missing(text)) return none
  const folded = text.toLowerCase()
  return members.find((each) => each.toLowerCase() === folded) ?? folded.charAt(0) + text.slice(1)
}

const instant = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})?$/

/** ISO in UTC with milliseconds; without a zone it is UTC already. What is no instant stays as it is. */
const dateTime = (text: string): string => {
  const [, day, time, fraction = '', zone = 'Z'] = instant.exec(text) ?? []
  if (day === undefined) return text
  const ms = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`)
  return Number.isNaN(ms) ? text : new Date(ms).toISOString()
}

const whole = (text: string): number => {
  if (!/^-?\d{1,15}$/.test(text)) throw new RowFailure('is not a whole number')
  return Number(text)
}

const truth: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false }

const readers: { [T in ColumnType]: (text: string) => ColumnValue<T> } = {
  text: (text) => (missing(text) ? null : text),
  idText: (text) => (missing(text) ? null : text),
  count: whole,
  integer: whole,
  boolean: (text) => {
    const value = missing(text) ? false : truth[text.toLowerCase()]
    if (value === undefined) throw new RowFailure('is neither True nor False')
    return value
  },
  dateTime,
  date: (text) => /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? text,
  elevationType: (text) => member(elevationTypes, 'undetermined', text),
  // In all live rows it was `Unknown`, which the entity's enum does not have.
  userType: (text) =>
    text === 'Unknown' ? 'undetermined' : member(endUserTypes, 'undetermined', text),
  processType: (text) => member(processTypes, 'undefined', text),
}

/** A row of an export with the columns that were asked for; columns nobody knows yet are kept as text. */
export type ReadRow<N extends ReportName, C extends ReportColumn<N> = ReportColumn<N>> = Pick<
  ReportRow<N>,
  C & keyof ReportRow<N>
>

/**
 * A reader of one report's rows: strings as the export has them in, real values out. `select` empty is every column. The
 * reader throws RowFailure when a column is absent or holds what its type cannot be.
 */
export const rowReader = <N extends ReportName, C extends ReportColumn<N> = ReportColumn<N>>(
  name: N,
  select: readonly C[] = [],
): ((raw: Readonly<Record<string, unknown>>) => ReadRow<N, C>) => {
  const wanted = new Set<string>(select)
  const columns = columnsOf(name).filter(([column]) => wanted.size === 0 || wanted.has(column))
  return (raw) => {
    const row: Record<string, unknown> = { ...raw }
    for (const [column, type] of columns) {
      if (!Object.hasOwn(raw, column)) throw new RowFailure(`${name} has no column ${column}`)
      const text = textOf(raw[column])
      try {
        row[column] = readers[type](text)
      } catch (error) {
        if (!(error instanceof RowFailure)) throw error
        throw new RowFailure(`${name}: ${column} ${error.message}`)
      }
    }
    // Built column by column from the table that the type is made of.
    return row as ReadRow<N, C>
  }
}
