import type { ReportName } from '#contract/report-names.ts'
import type { PageLoader } from '#src/api/page.ts'
import { reportQuery } from '#src/api/reports.ts'
import { configQuery } from '#src/api/session.ts'
import { now } from '#src/lib/clock.ts'

import { chosenDays, daysFilter } from './days.ts'

/** Begins reading the report of the address; the page shows its frame meanwhile. */
export const aggregatedLoader =
  (name: ReportName): PageLoader =>
  async ({ queryClient, url }) => {
    const { reports } = await queryClient.ensureQueryData(configQuery)
    const text = (name: string) => url.searchParams.get(name) ?? undefined
    const days = reports.aggregationDates
      ? chosenDays({ range: text('range'), from: text('from'), to: text('to') }, now())
      : {}
    void queryClient.prefetchQuery(reportQuery(name, { filter: daysFilter(days) }))
  }
