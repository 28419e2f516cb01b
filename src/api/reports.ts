import { queryOptions } from '@tanstack/react-query'

import type { ExportJobBody } from '#contract/export-jobs.ts'
import type { ReportColumn, ReportName } from '#contract/report-names.ts'
import { z } from '#contract/zod.ts'
import { RowFailure, rowReader, type ReadRow } from '#domain/reports/read-row.ts'

import type { ApiError } from './errors.ts'
import { exportedFile } from './export-file.ts'
import { exportFailure, finishExportJob } from './export-job.ts'

/** What is asked of a report. `filter` is Intune's expression over column names; see `filterColumnsOf`. */
export type ReportAsk<N extends ReportName, C extends ReportColumn<N> = ReportColumn<N>> = {
  filter?: string | undefined
  search?: string | undefined
  /** None is every column. */
  select?: readonly C[] | undefined
}

export type Report<R> = {
  rows: readonly R[]
  /** The moment the rows are of (ISO). */
  readAt: string
}

/** The body of the job, without what is empty: two equal questions are one key of the cache. */
export const exportBody = <N extends ReportName>(
  reportName: N,
  ask: ReportAsk<N>,
  format: 'csv' | 'json',
): ExportJobBody => ({
  reportName,
  format,
  ...(ask.filter ? { filter: ask.filter } : {}),
  ...(ask.search?.trim() ? { search: ask.search.trim() } : {}),
  ...(ask.select?.length ? { select: [...ask.select] } : {}),
})

/** A report that is held in the page as a whole is no larger than this, in bytes of text. */
const mostText = 128 * 1024 * 1024

const RawRows = z.array(z.record(z.string(), z.unknown()))
/** Intune writes a list or an object with `values`. */
const RawFile = z.union([RawRows, z.looseObject({ values: RawRows }).transform((it) => it.values)])

const textOf = async (file: ReadableStream<Uint8Array>): Promise<string> => {
  const decoder = new TextDecoder()
  const pieces: string[] = []
  let bytes = 0
  const reader = file.getReader()
  for (;;) {
    const next = await reader.read()
    if (next.done) break
    bytes += next.value.byteLength
    if (bytes > mostText) {
      await reader.cancel()
      throw exportFailure('tooMuch', `${bytes} bytes`)
    }
    pieces.push(decoder.decode(next.value, { stream: true }))
  }
  pieces.push(decoder.decode())
  return pieces.join('').replace(/^\uFEFF/, '')
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw exportFailure('fileBroken', 'not JSON')
  }
}

/** Reads a whole report: makes the job, fetches its file and reads its rows. Throws ApiError, or AbortError when cancelled. */
export const readReport = async <N extends ReportName, C extends ReportColumn<N> = ReportColumn<N>>(
  reportName: N,
  ask: ReportAsk<N, C>,
  signal?: AbortSignal,
): Promise<Report<ReadRow<N, C>>> => {
  const job = await finishExportJob(exportBody(reportName, ask, 'json'), { signal })
  const raw = RawFile.safeParse(parse(await textOf(await exportedFile(job.url, { signal }))))
  if (!raw.success) throw exportFailure('shape', `${reportName}: no list of rows`)
  const read = rowReader(reportName, ask.select)
  try {
    return { rows: raw.data.map(read), readAt: job.readAt }
  } catch (reason) {
    if (reason instanceof RowFailure) throw exportFailure('shape', reason.message)
    throw reason
  }
}

/**
 * A report as a query: `useQuery(reportQuery('EpmAggregationReportByUser', { filter }))`. Each reading is a job of its own and is
 * recorded, so it is not read again by itself, only when somebody asks. Key: `['exportJobCreate', body]`.
 */
export const reportQuery = <N extends ReportName, C extends ReportColumn<N> = ReportColumn<N>>(
  reportName: N,
  ask: ReportAsk<N, C> = {},
) =>
  queryOptions<Report<ReadRow<N, C>>, ApiError>({
    queryKey: ['exportJobCreate', exportBody(reportName, ask, 'json')],
    queryFn: ({ signal }) => readReport(reportName, ask, signal),
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  })
