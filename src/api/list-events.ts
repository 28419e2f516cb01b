import type { Elevation } from '#contract/elevations.ts'
import { columnsOf, type ColumnType } from '#contract/report-names.ts'
import { wireValue } from '#domain/reports/write-row.ts'
import { parseInstant } from '#src/lib/dates.ts'

import { listPages } from './list-pages.ts'
import type { ReportAsk } from './reports.ts'

type Events = 'EpmElevationReportElevationEvent'

/** The entity's name of a report column: the same with a small first letter, but for one. */
const propertyOf = (column: string) =>
  column === 'IsSystemInitiated'
    ? 'systemInitiatedElevation'
    : column.charAt(0).toLowerCase() + column.slice(1)

/** `(ElevationType eq 'x')` → `(elevationType eq 'x')`; texts in quotes stay as they are. */
const entityFilter = (filter: string) =>
  filter.replace(/'(?:[^']|'')*'|\b(?:ElevationType|EventDateTime|Result)\b/g, (part) =>
    part.startsWith("'") ? part : propertyOf(part),
  )

const cell = (event: Elevation, column: string, type: ColumnType): string => {
  const value: unknown = event[propertyOf(column)]
  if (type === 'dateTime') {
    const ms = parseInstant(event.eventDateTime)
    return Number.isNaN(ms) ? event.eventDateTime : wireValue(type, new Date(ms).toISOString())
  }
  const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return wireValue(type, plain ? value : null)
}

/**
 * The report of single events from the entity's list, page by page, in the words of the export: the other way when the storage of
 * an export cannot be read from a page. The first record holds the names of the columns.
 */
export async function* listEvents(
  ask: ReportAsk<Events>,
  signal: AbortSignal | undefined,
): AsyncGenerator<string[][], void> {
  const wanted = new Set<string>(ask.select)
  const columns = columnsOf('EpmElevationReportElevationEvent').filter(
    ([name]) => wanted.size === 0 || wanted.has(name),
  )
  yield [columns.map(([name]) => name)]
  const query = {
    $top: 999,
    ...(ask.filter ? { $filter: entityFilter(ask.filter) } : {}),
    ...(ask.search?.trim() ? { $search: ask.search.trim() } : {}),
  }
  for await (const page of listPages('elevationList', { query }, signal))
    yield page.map((event) => columns.map(([name, type]) => cell(event, name, type)))
}
