import { escapeCell } from '#domain/csv/formula-guard.ts'
import { csvLine } from '#domain/csv/write-csv.ts'
import type { SaveTarget } from '#src/lib/save-file.ts'

import { listPages } from './list-pages.ts'
import type { Args, ListName, Row } from './queries.ts'

/** A column of a file: its heading and what stands in it. */
export type CsvColumn<R> = { header: string; read: (row: R) => string }

/**
 * Saves a list as it is filtered, as CSV with every cell guarded (R25). Throws ApiError, or AbortError when cancelled; then
 * the target holds nothing.
 */
export const exportList = async <N extends ListName>(
  name: N,
  args: Args<N>,
  columns: readonly CsvColumn<Row<N>>[],
  target: SaveTarget,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (rows: number) => void },
): Promise<number> => {
  let rows = 0
  try {
    // With the mark a spreadsheet reads UTF-8.
    await target.write(`\uFEFF${csvLine(columns.map(({ header }) => header))}`)
    for await (const page of listPages(name, args, signal)) {
      signal.throwIfAborted()
      const lines = page.map((row) => csvLine(columns.map(({ read }) => escapeCell(read(row)))))
      await target.write(lines.join(''))
      rows += page.length
      onProgress(rows)
    }
    signal.throwIfAborted()
    await target.close()
    return rows
  } catch (reason) {
    await target.abort().catch(() => undefined)
    throw reason
  }
}
