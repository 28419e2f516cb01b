import { elevationTypeName, knownElevationTypes } from '#src/shared/elevation-types.ts'
import { elevationSeries } from '#src/shared/elevation-series.ts'
import type { Series } from '#src/ui/charts/chart-data.ts'
import type { ListParams, ListSpec, Sort } from '#src/ui/table/list-params.ts'

import { dayRanges } from './days.ts'
import { searchMatcher, sortedBy, textMatcher } from './in-page.ts'
import { userStates, type UserFileRow, type UserRow } from './user-rows.ts'

export type UserFilter = 'state' | 'accounts' | 'range' | 'from' | 'to'

export const userSpec: ListSpec<UserFilter> = {
  filters: { state: userStates, accounts: ['people'], range: dayRanges, from: 'text', to: 'text' },
  sorts: ['user', 'managed', 'unmanaged', 'total'],
  defaultSort: { by: 'unmanaged', descending: true },
}

const userValue = (by: string) => (row: UserRow) => {
  switch (by) {
    case 'user':
      return row.user
    case 'managed':
      return row.managed
    case 'total':
      return row.total
    default:
      return row.unmanaged
  }
}
export const sortUsers =
  ({ by, descending }: Sort) =>
  (rows: readonly UserRow[]) =>
    sortedBy(rows, userValue(by), descending)

export const filterUsers =
  ({ filters, search }: Pick<ListParams<UserFilter>, 'filters' | 'search'>) =>
  (rows: readonly UserRow[]): readonly UserRow[] => {
    const found = searchMatcher(search)
    const { state, accounts } = filters
    return rows.filter(
      (row) =>
        (state === undefined || row.state === state) &&
        !(accounts === 'people' && row.system) &&
        (found === null || found(row.text)),
    )
  }

export const userTotals = (rows: readonly UserRow[]) => {
  let managed = 0
  let unmanaged = 0
  let total = 0
  for (const row of rows) {
    managed += row.managed
    unmanaged += row.unmanaged
    total += row.total
  }
  return [
    { name: 'Users', count: rows.length },
    { name: 'Elevations in all', count: total },
    { name: 'Unmanaged', count: unmanaged },
    { name: 'Managed', count: managed },
  ]
}

export const userSeries: readonly Series[] = [
  { key: 'unmanaged', label: 'Unmanaged', tone: 'solid' },
  { key: 'managed', label: 'Managed', tone: 'diagonal' },
]

const drawn = 8

/** The users with the most elevations of either kind. */
export const busiestUsers = (rows: readonly UserRow[]) =>
  sortedBy(rows, ({ managed, unmanaged }) => managed + unmanaged, true)
    .slice(0, drawn)
    .map((row) => ({ row, counts: [row.unmanaged, row.managed] }))

export type UserFileFilter = 'user' | 'type' | 'device' | 'range' | 'from' | 'to'

export const userFileSpec: ListSpec<UserFileFilter> = {
  filters: {
    user: 'text',
    type: knownElevationTypes,
    device: 'text',
    range: dayRanges,
    from: 'text',
    to: 'text',
  },
  sorts: ['fileName', 'publisher', 'version', 'device', 'type', 'count'],
  defaultSort: { by: 'count', descending: true },
}

const fileValue = (by: string) => (row: UserFileRow) => {
  switch (by) {
    case 'fileName':
      return row.fileName
    case 'publisher':
      return row.publisher
    case 'version':
      return row.version
    case 'device':
      return row.device
    case 'type':
      return elevationTypeName(row.type)
    default:
      return row.count
  }
}
export const sortUserFiles =
  ({ by, descending }: Sort) =>
  (rows: readonly UserFileRow[]) =>
    sortedBy(rows, fileValue(by), descending)

export const filterUserFiles =
  ({ filters, search }: Pick<ListParams<UserFileFilter>, 'filters' | 'search'>) =>
  (rows: readonly UserFileRow[]): readonly UserFileRow[] => {
    const found = searchMatcher(search)
    const device = textMatcher(filters.device)
    return rows.filter(
      (row) =>
        (filters.type === undefined || row.type === filters.type) &&
        (device === null || device(row.device)) &&
        (found === null || found(row.text)),
    )
  }

/** The user's files with the most elevations, and their sums by type. */
export const largestFiles = (rows: readonly UserFileRow[]) => {
  const files = new Map<string, { row: UserFileRow; by: Map<string, number>; count: number }>()
  const sums = new Map<string, number>()
  for (const row of rows) {
    const key = row.hash ?? JSON.stringify([row.fileName, row.publisher])
    let file = files.get(key)
    if (file === undefined) {
      file = { row, by: new Map(), count: 0 }
      files.set(key, file)
    }
    file.count += row.count
    file.by.set(row.type, (file.by.get(row.type) ?? 0) + row.count)
    sums.set(row.type, (sums.get(row.type) ?? 0) + row.count)
  }
  const shown = [...files.values()].sort((a, b) => b.count - a.count).slice(0, drawn)
  const series = elevationSeries(shown.flatMap(({ by }) => [...by.keys()]))
  const total = [...sums.values()].reduce((all, count) => all + count, 0)
  return {
    series,
    total,
    files: files.size,
    bars: shown.map(({ row, by }) => ({ row, counts: series.map(({ key }) => by.get(key) ?? 0) })),
    totals: [
      { name: 'In all', count: total },
      ...elevationSeries(sums.keys()).map(({ key, label }) => ({
        name: label,
        count: sums.get(key) ?? 0,
      })),
    ],
  }
}
