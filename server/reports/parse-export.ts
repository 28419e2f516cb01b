import type { ExportJobBody } from '#contract/export-jobs.ts'
import {
  aggregationDate,
  columnsOf,
  filterColumnsOf,
  isReportName,
  reports,
  type ColumnType,
  type ReportName,
} from '#contract/report-names.ts'
import { elevationTypes, endUserTypes, processTypes } from '#contract/elevations.ts'

import { badRequest } from '../http/graph-failure.ts'
import { compileFilter } from '../odata/compile-filter.ts'
import type { Field } from '../odata/fields.ts'
import type { Filter } from '../odata/filter.ts'
import { parseFilter } from '../odata/parse-filter.ts'
import { SyntaxFailure } from '../odata/tokens.ts'
import { reportOffers } from './report-question.ts'
import type { FileColumns, FileFormat } from './report-text.ts'

/** What a job was asked for, checked: it can be answered without a further question. */
export type ParsedExport = {
  reportName: ReportName
  columns: FileColumns
  format: FileFormat
  filter: Filter | null
  search: string | null
}

const fieldOf = (type: ColumnType): Field => {
  const column = 'report.value'
  switch (type) {
    case 'text':
      return { kind: 'text', column }
    case 'idText':
      return { kind: 'id', column, nullable: true }
    case 'count':
    case 'integer':
      return { kind: 'number', column }
    case 'boolean':
      return { kind: 'boolean', column }
    case 'dateTime':
    case 'date':
      return { kind: 'date', column }
    case 'elevationType':
      return { kind: 'enum', column, members: elevationTypes }
    case 'userType':
      return { kind: 'enum', column, members: endUserTypes }
    case 'processType':
      return { kind: 'enum', column, members: processTypes }
  }
}

type Leaf = Extract<Filter, { path: string }>

const leaves = (filter: Filter): Leaf[] => {
  if ('items' in filter) return filter.items.flatMap(leaves)
  return 'item' in filter ? leaves(filter.item) : [filter]
}

const list = (names: Iterable<string>) => [...names].join(', ')

/** Days are kept whole, so only a day's first moment is a border. */
const isWholeDays = (leaf: Leaf) =>
  (leaf.op === 'ge' || leaf.op === 'lt') &&
  leaf.value.kind === 'date' &&
  leaf.value.value.endsWith('T00:00:00.000Z')

/** The filter of a report; anything it cannot be asked is a 400 that names it. */
export const parseReportFilter = (reportName: ReportName, text: string): Filter | null => {
  if (text.trim() === '') return null
  const known = filterColumnsOf(reportName, reportOffers)
  let filter: Filter
  try {
    filter = parseFilter(text)
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error
    throw badRequest(`Invalid filter clause: ${error.message}.`, 'filter')
  }
  for (const leaf of leaves(filter)) {
    if (!known.has(leaf.path)) {
      const offered =
        known.size === 0 ? 'It cannot be filtered.' : `It is filtered by ${list(known.keys())}.`
      throw badRequest(`${reportName} has no filter on '${leaf.path}'. ${offered}`, 'filter')
    }
    if (leaf.path === aggregationDate && !isWholeDays(leaf)) {
      throw badRequest(`${aggregationDate} takes ge and lt with whole days in UTC.`, 'filter')
    }
  }
  const fields = Object.fromEntries([...known].map(([name, type]) => [name, fieldOf(type)]))
  // Only for the types of its values: the condition itself is made where the rows are read.
  compileFilter(filter, fields)
  return filter
}

const selected = (reportName: ReportName, select: readonly string[]): FileColumns => {
  const columns = columnsOf(reportName)
  if (select.length === 0) return columns
  const types = new Map(columns)
  return [...new Set(select.map((name) => name.trim()))].map((name) => {
    const type = types.get(name)
    if (type !== undefined) return [name, type] as const
    const why = name.endsWith('_loc') ? 'Its columns have no localised form.' : ''
    throw badRequest(`${reportName} has no column '${name}'. ${why}`.trim(), 'select')
  })
}

const parseFormat = (format: ExportJobBody['format']): FileFormat => {
  if (format === 'pdf') throw badRequest('PDF is not offered: ask for csv or json.', 'format')
  return format ?? 'csv'
}

/** Reads the body of an export job. A report, column, filter or format that there is not is a 400 naming it. */
export const parseExport = (body: ExportJobBody): ParsedExport => {
  const { reportName } = body
  if (!isReportName(reportName)) {
    throw badRequest(
      `There is no report '${reportName}'. There are ${list(Object.keys(reports))}.`,
      'reportName',
    )
  }
  return {
    reportName,
    format: parseFormat(body.format),
    columns: selected(reportName, body.select ?? []),
    filter: parseReportFilter(reportName, body.filter ?? ''),
    search: body.search?.trim() || null,
  }
}
