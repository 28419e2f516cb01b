import type { ReportColumn, ReportName } from '#contract/report-names.ts'
import { guardCell } from '#domain/csv/formula-guard.ts'
import { createCsvReader, CsvFailure } from '#domain/csv/read-csv.ts'
import { csvLine } from '#domain/csv/write-csv.ts'
import type { SaveTarget } from '#src/lib/save-file.ts'

import { ApiError } from './errors.ts'
import { exportedFile } from './export-file.ts'
import { exportFailure, finishExportJob } from './export-job.ts'
import { listEvents } from './list-events.ts'
import { exportBody, type ReportAsk } from './reports.ts'

export type ExportProgress =
  /** The service makes the report. */
  | { step: 'preparing' }
  /** Bytes of the compressed file so far; how many there will be is not known. */
  | { step: 'fetching'; bytes: number }
  | { step: 'writing'; rows: number }

export type ExportedCsv = {
  rows: number
  /** `list`: the events were listed page by page, because of their filter or of the report's storage. */
  from: 'report' | 'list'
}

type Records = AsyncGenerator<string[][], void>

async function* fileRecords(file: ReadableStream<Uint8Array>): Records {
  const reader = file.getReader()
  const decoder = new TextDecoder()
  const csv = createCsvReader()
  try {
    for (;;) {
      const next = await reader.read()
      if (next.done) break
      yield csv.push(decoder.decode(next.value, { stream: true }))
    }
    yield [...csv.push(decoder.decode()), ...csv.end()]
  } catch (reason) {
    if (reason instanceof CsvFailure) throw exportFailure('fileBroken', reason.message)
    throw reason
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Every record as RFC 4180 with every cell guarded (R25), whether or not the backend did so. Returns the rows below the head. */
const write = async (records: Records, target: SaveTarget, onRows: (rows: number) => void) => {
  // With the mark a spreadsheet reads UTF-8.
  await target.write('\uFEFF')
  let written = 0
  for await (const some of records) {
    if (some.length === 0) continue
    await target.write(some.map((cells) => csvLine(cells.map(guardCell))).join(''))
    written += some.length
    onRows(Math.max(0, written - 1))
  }
  return Math.max(0, written - 1)
}

/**
 * Saves a report as it is filtered, as CSV, without holding it in the page. Throws ApiError, or AbortError when cancelled; then
 * the target holds nothing.
 */
export const exportCsv = async <N extends ReportName, C extends ReportColumn<N> = ReportColumn<N>>(
  reportName: N,
  ask: ReportAsk<N, C>,
  target: SaveTarget,
  options: {
    signal?: AbortSignal
    onProgress?: (progress: ExportProgress) => void
    /** The filter names properties that the report's job cannot filter by: single events are listed instead. */
    listed?: boolean
  } = {},
): Promise<ExportedCsv> => {
  const { signal, onProgress = () => undefined } = options
  const cancelled = () => signal?.aborted === true
  const stopped = () => new DOMException('Cancelled', 'AbortError')
  const onRows = (rows: number) => {
    // A cancelled export stops here too, where no request is under way that would notice.
    if (cancelled()) throw stopped()
    onProgress({ step: 'writing', rows })
  }
  const fromReport = async (): Promise<Records> => {
    onProgress({ step: 'preparing' })
    const job = await finishExportJob(exportBody(reportName, ask, 'csv'), { signal })
    onProgress({ step: 'fetching', bytes: 0 })
    const onBytes = (bytes: number) => onProgress({ step: 'fetching', bytes })
    return fileRecords(await exportedFile(job.url, { signal, onBytes }))
  }
  try {
    const events = () => listEvents(ask as ReportAsk<'EpmElevationReportElevationEvent'>, signal)
    let from: ExportedCsv['from'] = options.listed === true ? 'list' : 'report'
    const reading = from === 'list' ? Promise.resolve(events()) : fromReport()
    const records = await reading.catch((reason: unknown) => {
      const blocked = reason instanceof ApiError && reason.kind === 'fileBlocked'
      if (cancelled() || !blocked || reportName !== 'EpmElevationReportElevationEvent') throw reason
      from = 'list'
      return events()
    })
    const rows = await write(records, target, onRows)
    // The file of a cancelled export may have ended early, between two lines.
    if (cancelled()) throw stopped()
    await target.close()
    return { rows, from }
  } catch (reason) {
    await target.abort().catch(() => undefined)
    // Whoever reads a file that is cancelled sees a short one first, and would call it broken.
    throw cancelled() ? stopped() : reason
  }
}
