import type { ReportName } from '#contract/report-names.ts'

import type { Filter } from '../odata/filter.ts'

/** What this service's reports can do beyond Graph's; `EpmConfig` says it to the page. */
export const reportOffers = { aggregationDates: true } as const

/** One report as somebody asked for it; `readReport` and `countReport` answer it. */
export type ReportQuestion = {
  reportName: ReportName
  /** Names only columns of `filterColumnsOf(reportName, reportOffers)`, checked before it gets here. */
  filter: Filter | null
  /** As sent, trimmed; null for none. */
  search: string | null
  /** Scope tags that narrow what the asker sees; null sees everything. */
  scope: readonly string[] | null
  now: Date
}
