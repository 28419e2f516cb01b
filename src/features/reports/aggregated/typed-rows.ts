import { searchText } from './in-page.ts'
import { inTypeOrder } from '#src/shared/elevation-types.ts'

/** What elevations are counted for: one file in one version, or one publisher. */
export type TypedRow = {
  id: string
  fileName: string | null
  internalName: string | null
  version: string | null
  publisher: string | null
  hash: string | null
  background: boolean
  /** Other rows are of the same hash and type: the hash alone does not lead to these elevations only. */
  sharesHash: boolean
  /** Elevation types with their counts, in the order they are shown; more than one only when types are added up. */
  counts: readonly { type: string; count: number }[]
  count: number
  /** What a search looks in: `searchText`. */
  text: string
}

/** A row of `EpmAggregationReportByApplication`, its second version included. */
export type ApplicationLine = {
  CompanyName: string | null
  ElevationCount: number
  ElevationType: string
  FileName: string | null
  FileVersion: string | null
  Hash: string | null
  InternalName: string | null
  IsBackgroundProcess: boolean
}
export type PublisherLine = Pick<
  ApplicationLine,
  'CompanyName' | 'ElevationCount' | 'ElevationType'
>

const one = (
  type: string,
  count: number,
  about: Omit<TypedRow, 'id' | 'counts' | 'count' | 'text'>,
): TypedRow => ({
  ...about,
  id: JSON.stringify([
    about.hash,
    about.fileName,
    about.internalName,
    about.version,
    about.publisher,
    about.background,
    type,
    // As the list of elevations finds them: without regard to case.
  ]).toLowerCase(),
  counts: [{ type, count }],
  count,
  text: searchText([about.fileName, about.internalName, about.publisher, about.version]),
})

const added = (one: TypedRow, other: TypedRow, id: string): TypedRow => {
  const by = new Map<string, number>()
  for (const { type, count } of [...one.counts, ...other.counts])
    by.set(type, (by.get(type) ?? 0) + count)
  return {
    ...one,
    id,
    background: one.background && other.background,
    counts: inTypeOrder(by.keys()).map((type) => ({ type, count: by.get(type) ?? 0 })),
    count: one.count + other.count,
  }
}

/** Adds up rows that are the same for a reader; the first of them lends its texts. */
const addedUp = (rows: readonly TypedRow[], keyOf: (row: TypedRow) => string): TypedRow[] => {
  const groups = new Map<string, TypedRow>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = groups.get(key)
    groups.set(
      key,
      known === undefined ? (row.id === key ? row : { ...row, id: key }) : added(known, row, key),
    )
  }
  return [...groups.values()]
}

const perRow = ({ id }: TypedRow) => id
const perFile = ({ hash, fileName, internalName, version, publisher }: TypedRow) =>
  hash === null ? JSON.stringify([fileName, internalName, version, publisher]) : hash
const perPublisher = ({ publisher }: TypedRow) => JSON.stringify([publisher])

/** How rows are grouped: one for each elevation type, as the report has them, or the types of a thing together. */
export type Grouping = 'byType' | 'together'

/** One row a file, or one a file and type. */
export const applicationRows = (
  lines: readonly ApplicationLine[],
  grouping: Grouping,
): TypedRow[] => {
  const rows = addedUp(
    lines.map((line) =>
      one(line.ElevationType, line.ElevationCount, {
        fileName: line.FileName,
        internalName: line.InternalName,
        version: line.FileVersion,
        publisher: line.CompanyName,
        hash: line.Hash,
        background: line.IsBackgroundProcess,
        sharesHash: false,
      }),
    ),
    grouping === 'byType' ? perRow : perFile,
  )
  if (grouping === 'together') return rows
  const keyOf = ({ hash, counts }: TypedRow) => `${hash} ${counts[0]?.type}`
  const seen = new Map<string, number>()
  for (const row of rows) seen.set(keyOf(row), (seen.get(keyOf(row)) ?? 0) + 1)
  return rows.map((row) => ((seen.get(keyOf(row)) ?? 0) > 1 ? { ...row, sharesHash: true } : row))
}

export const publisherRows = (lines: readonly PublisherLine[], grouping: Grouping): TypedRow[] =>
  addedUp(
    lines.map((line) =>
      one(line.ElevationType, line.ElevationCount, {
        fileName: null,
        internalName: null,
        version: null,
        publisher: line.CompanyName,
        hash: null,
        background: false,
        sharesHash: false,
      }),
    ),
    grouping === 'byType' ? perRow : perPublisher,
  )

/** The counts of some types only; rows without any of them go. */
export const ofTypes = (
  rows: readonly TypedRow[],
  type: string | undefined,
): readonly TypedRow[] =>
  type === undefined
    ? rows
    : rows.flatMap((row) => {
        const counts = row.counts.filter((each) => each.type === type)
        return counts.length === 0
          ? []
          : [{ ...row, counts, count: counts.reduce((sum, { count }) => sum + count, 0) }]
      })

/** Sums by type over all rows, in the order the types are shown. */
export const sumsByType = (
  rows: readonly Pick<TypedRow, 'counts'>[],
): { type: string; count: number }[] => {
  const sums = new Map<string, number>()
  for (const { counts } of rows)
    for (const { type, count } of counts) sums.set(type, (sums.get(type) ?? 0) + count)
  return inTypeOrder(sums.keys()).map((type) => ({ type, count: sums.get(type) ?? 0 }))
}
