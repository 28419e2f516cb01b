import type { ColumnType } from '#contract/report-names.ts'
import { escapeCell } from '#domain/csv/formula-guard.ts'
import { csvLine } from '#domain/csv/write-csv.ts'

import { wireValue } from '#domain/reports/write-row.ts'

export type FileColumns = readonly (readonly [name: string, type: ColumnType])[]
export type Rows = AsyncIterable<
  readonly Readonly<Record<string, string | number | boolean | null>>[]
>
export type FileFormat = 'csv' | 'json'

/** So many rows of a piece are written in one go; between two pieces the source gives others their turn. */
const rowsAtOnce = 250

/** Lets everything else that waits run first. */
const otherWork = () => new Promise<void>((resume) => setTimeout(resume, 0))

/**
 * CSV: a byte order mark as Intune writes it, RFC 4180, every field quoted and guarded against formulas (R25). JSON: an
 * object with `values`. Every value is a text in both.
 */
async function* pieces(
  rows: Rows,
  columns: FileColumns,
  format: FileFormat,
): AsyncGenerator<string> {
  const csv = format === 'csv'
  const line = (row: Readonly<Record<string, string | number | boolean | null>>) => {
    const cells = columns.map(([name, type]) => [name, wireValue(type, row[name] ?? null)] as const)
    return csv
      ? csvLine(cells.map(([, cell]) => escapeCell(cell)))
      : JSON.stringify(Object.fromEntries(cells))
  }
  yield csv ? `\uFEFF${csvLine(columns.map(([name]) => name))}` : '{"values":['
  let first = true
  for await (const batch of rows) {
    for (let from = 0; from < batch.length; from += rowsAtOnce) {
      if (from > 0) await otherWork()
      const lines = batch.slice(from, from + rowsAtOnce).map(line)
      yield csv ? lines.join('') : `${first ? '\n' : ',\n'}${lines.join(',\n')}`
      first = false
    }
  }
  if (!csv) yield '\n]}'
}

/** The file's text as bytes, read only as fast as they are taken. Cancelling it ends the reading of rows. */
export const reportText = (
  rows: Rows,
  columns: FileColumns,
  format: FileFormat,
): ReadableStream<Uint8Array> => {
  const text = pieces(rows, columns, format)
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const next = await text.next()
        if (next.done === true) controller.close()
        else controller.enqueue(encoder.encode(next.value))
      },
      cancel: async () => {
        await text.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
