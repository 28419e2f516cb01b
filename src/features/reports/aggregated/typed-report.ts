import type { Series } from '#src/ui/charts/chart-data.ts'
import { elevationSeries } from '#src/shared/elevation-series.ts'
import { elevationTypeName, knownElevationTypes } from '#src/shared/elevation-types.ts'
import type { ListParams, ListSpec, Sort } from '#src/ui/table/list-params.ts'

import { dayRanges } from './days.ts'
import { searchMatcher, sortedBy, textMatcher } from './in-page.ts'
import { ofTypes, sumsByType, type Grouping, type TypedRow } from './typed-rows.ts'

export type TypedFilter = 'type' | 'publisher' | 'background' | 'rows' | 'range' | 'from' | 'to'

const spec = (sorts: readonly (keyof TypedRow | 'type')[]): ListSpec<TypedFilter> => ({
  filters: {
    type: knownElevationTypes,
    publisher: 'text',
    background: ['hide'],
    rows: ['together'],
    range: dayRanges,
    from: 'text',
    to: 'text',
  },
  sorts,
  defaultSort: { by: 'count', descending: true },
})
export const applicationSpec = spec([
  'fileName',
  'internalName',
  'version',
  'publisher',
  'type',
  'count',
])
export const publisherSpec = spec(['publisher', 'type', 'count'])

export const typeOptions = knownElevationTypes.map((value) => ({
  value,
  label: elevationTypeName(value),
}))

/** One row for each type is how the reports are made; `rows=together` in the address adds the types up. */
export const groupingOf = ({ rows }: { rows?: string | undefined }): Grouping =>
  rows === 'together' ? 'together' : 'byType'

const valueOf = (by: string) => (row: TypedRow) => {
  switch (by) {
    case 'fileName':
      return row.fileName
    case 'internalName':
      return row.internalName
    case 'version':
      return row.version
    case 'publisher':
      return row.publisher
    case 'type':
      return elevationTypeName(row.counts[0]?.type ?? '')
    default:
      return row.count
  }
}
export const sortTyped =
  ({ by, descending }: Sort) =>
  (rows: readonly TypedRow[]) =>
    sortedBy(rows, valueOf(by), descending)

/** Filters of the address over the rows; the sort of the rows stays. */
export const filterTyped =
  ({ filters, search }: Pick<ListParams<TypedFilter>, 'filters' | 'search'>) =>
  (rows: readonly TypedRow[]): readonly TypedRow[] => {
    const publisher = textMatcher(filters.publisher)
    const found = searchMatcher(search)
    const hidden = filters.background === 'hide'
    const kept = rows.filter(
      (row) =>
        (publisher === null || publisher(row.publisher)) &&
        (found === null || found(row.text)) &&
        !(hidden && row.background),
    )
    return ofTypes(kept, filters.type)
  }

/** Counts of the rows for the line under the table. */
export const typedTotals = (rows: readonly TypedRow[]) => {
  const sums = sumsByType(rows)
  return [
    { name: 'In all', count: sums.reduce((all, { count }) => all + count, 0) },
    ...sums.map(({ type, count }) => ({ name: elevationTypeName(type), count })),
  ]
}

const drawn = 8

/** The largest rows for the chart, with the series that occur in them; rows of one thing are one bar. */
export const largest = (
  rows: readonly TypedRow[],
  keyOf: (row: TypedRow) => string,
): {
  series: readonly Series[]
  bars: readonly { row: TypedRow; counts: readonly number[] }[]
  total: number
  things: number
} => {
  // Twice through the rows, because most things are not drawn and need no counts by type.
  const sums = new Map<string, number>()
  let total = 0
  for (const row of rows) {
    const key = keyOf(row)
    sums.set(key, (sums.get(key) ?? 0) + row.count)
    total += row.count
  }
  const keys = [...sums]
    .sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1))
    .slice(0, drawn)
    .map(([key]) => key)
  const things = new Map<string, { row: TypedRow; by: Map<string, number> } | null>(
    keys.map((key) => [key, null]),
  )
  for (const row of rows) {
    const key = keyOf(row)
    const thing = things.get(key)
    if (thing === undefined) continue
    const by = thing?.by ?? new Map<string, number>()
    if (thing === null) things.set(key, { row, by })
    for (const { type, count } of row.counts) by.set(type, (by.get(type) ?? 0) + count)
  }
  const shown = [...things.values()].filter((thing) => thing !== null)
  const series = elevationSeries(shown.flatMap(({ by }) => [...by.keys()]))
  return {
    series,
    bars: shown.map(({ row, by }) => ({ row, counts: series.map(({ key }) => by.get(key) ?? 0) })),
    total,
    things: sums.size,
  }
}
