import { q } from '#src/api/queries.ts'
import { reportQuery } from '#src/api/reports.ts'
import { eq, filterText, orderBy } from '#src/lib/odata.ts'

/** What the overview reads; each tile reads one of these, so that one that fails leaves the others alone. */
export const insightsQuery = reportQuery('EpmInsightsReport')
export const trendQuery = reportQuery('EpmInsightsElevationTrend')
export const frequentQuery = reportQuery('EpmInsightsMostFrequentElevations', {
  select: ['ElevationType', 'FileName', 'HashValue', 'MonthElevationCount', 'Publisher'],
})
export const deniedQuery = reportQuery('EpmDeniedReport', {
  select: ['ElevationType', 'FileName', 'HashValue', 'MonthElevationCount', 'Publisher'],
})
/** The newest elevation that any device has reported: the age of the data, and whether there is any. */
export const newestQuery = q('elevationList', {
  query: { $orderby: orderBy('eventDateTime', true), $top: 1 },
})
/** The same question as the navigation's badge: one call for both. */
export const pendingQuery = q('elevationRequestCount', {
  query: { $filter: filterText(eq('status', 'pending')) },
})
