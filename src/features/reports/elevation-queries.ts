import { listQuery, q } from '#src/api/queries.ts'
import { filterText } from '#src/lib/odata.ts'
import type { ElevationReport } from '#src/lib/paths.ts'

import { elevationQuery, matchingAll, type ElevationParams } from './elevation-filters.ts'

export const elevationList = (report: ElevationReport, params: ElevationParams, now: number) =>
  listQuery('elevationList', { query: elevationQuery(report, params, now) })

export const elevationById = (id: string) => q('elevationGet', { path: { id } })

/** How many elevations are kept under these filters: `$count` answers a plain number as text. */
export const elevationCount = (filters: ElevationParams['filters']) =>
  q('elevationCount', { query: { $filter: filterText(matchingAll(filters)) } })
