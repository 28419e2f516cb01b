import { guardCell } from '#domain/csv/formula-guard.ts'
import { csvLine } from '#domain/csv/write-csv.ts'

export type CsvColumn<R> = { header: string; value: (row: R) => string | number | null }

/** Exactly these rows in this order, each cell guarded against being taken for a formula (R25). */
export const reportCsv = <R>(columns: readonly CsvColumn<R>[], rows: readonly R[]): string =>
  // With the mark a spreadsheet reads UTF-8.
  '\uFEFF' +
  [
    csvLine(columns.map(({ header }) => header)),
    ...rows.map((row) => csvLine(columns.map(({ value }) => guardCell(String(value(row) ?? ''))))),
  ].join('')
