import type { ReportName, ReportRow } from '#contract/report-names.ts'

import type { Filter } from '../odata/filter.ts'
import type { Db } from '../store/schema.ts'

/** What this service's reports can do beyond Graph's; `EpmConfig` says it to the page. */
export const reportOffers = { aggregationDates: true, trendFilters: true } as const

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

/** Where the rows come from. Both hold `question.scope`, and neither gives a row or a count of anything outside. */
export type ReportSource = {
  /**
   * In an order of its own that does not change; a few hundred rows at a time, so that memory stays bounded, and with a turn for
   * everybody else in between.
   */
  readReport: (db: Db, question: ReportQuestion) => AsyncGenerator<readonly ReportRow[], void>
  countReport: (db: Db, question: ReportQuestion) => Promise<number>
}
