import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'

import type { ReportColumn, ReportName } from '#contract/report-names.ts'
import type { ReadRow } from '#domain/reports/read-row.ts'
import { reportQuery, type ReportAsk } from '#src/api/reports.ts'
import type { List } from '#src/lib/list.ts'

/** What a report page makes of the rows; each part stands at module scope or in a memo, for each is done only when it changes. */
export type View<L, R> = {
  toRows: (lines: readonly L[]) => readonly R[]
  sort: (rows: readonly R[]) => readonly R[]
  filter: (rows: readonly R[]) => readonly R[]
}

export type ReportList<R> = {
  list: List<R>
  /** Before any filter of the page. */
  all: readonly R[]
  /** The moment the rows are of (ISO); undefined before they are there. */
  readAt: string | undefined
  /** A job is under way. */
  reading: boolean
  /** Nothing was read because the person cancelled. */
  cancelled: boolean
  cancel: () => void
}

const none: readonly never[] = []

const isTrend = (body: unknown) =>
  typeof body === 'object' &&
  body !== null &&
  'reportName' in body &&
  body.reportName === 'EpmInsightsElevationTrend'

/**
 * A whole report as a list that is sorted and filtered in the page. What is typed shows at once; the rows follow when the
 * browser has time.
 */
export const useReportList = <N extends ReportName, C extends ReportColumn<N>, R>(
  name: N,
  ask: ReportAsk<N, C>,
  view: View<ReadRow<N, C>, R>,
): ReportList<R> => {
  const client = useQueryClient()
  const query = reportQuery<N, C>(name, ask)
  const report = useQuery({ ...query, placeholderData: (previous) => previous })
  const { data, error, refetch } = report
  const current = useDeferredValue(view)
  const { toRows, sort, filter } = current
  const lines = data?.rows
  const all = useMemo(() => (lines === undefined ? none : toRows(lines)), [lines, toRows])
  const sorted = useMemo(() => sort(all), [all, sort])
  const rows = useMemo(() => filter(sorted), [sorted, filter])
  const cancelled = data === undefined && error === null && report.fetchStatus === 'idle'
  return {
    list: {
      rows,
      total: data === undefined ? null : rows.length,
      loading: report.isPending && !cancelled,
      stale: current !== view || report.isPlaceholderData,
      error,
      hasMore: false,
      loadingMore: false,
      loadMore: () => undefined,
      behind: false,
      refresh: () => {
        void refetch()
        // The chart above is of the same moment.
        void client.invalidateQueries({ predicate: ({ queryKey }) => isTrend(queryKey[1]) })
      },
    },
    all,
    readAt: data?.readAt,
    reading: report.isFetching,
    cancelled,
    cancel: () => void client.cancelQueries({ queryKey: query.queryKey, exact: true }),
  }
}
