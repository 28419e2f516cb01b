/** A row of the two reports that the lists of frequent files are made of. */
export type FrequentRow = {
  ElevationType: string
  FileName: string | null
  HashValue: string | null
  Publisher: string | null
  MonthElevationCount: number
}

export type FrequentFile = {
  id: string
  fileName: string | null
  publisher: string | null
  /** Null when the report has none: then no list can be asked for. */
  hash: string | null
  count: number
}

const shown = 5

/**
 * The files with the most elevations, largest first; files of one hash are one file, whatever user, device or version the
 * report splits them by. Without a hash the name and its publisher tell files apart.
 */
export const mostFrequent = (
  rows: readonly FrequentRow[],
  keep: (row: FrequentRow) => boolean = () => true,
): { files: readonly FrequentFile[]; more: number } => {
  const files = new Map<string, FrequentFile>()
  for (const row of rows) {
    if (!keep(row) || row.MonthElevationCount <= 0) continue
    const id = row.HashValue ?? JSON.stringify([row.FileName, row.Publisher])
    const known = files.get(id)
    if (known !== undefined) known.count += row.MonthElevationCount
    else
      files.set(id, {
        id,
        fileName: row.FileName,
        publisher: row.Publisher,
        hash: row.HashValue,
        count: row.MonthElevationCount,
      })
  }
  const sorted = [...files.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
  return { files: sorted.slice(0, shown), more: Math.max(0, sorted.length - shown) }
}

export const ofType = (type: string) => (row: FrequentRow) => row.ElevationType === type

/** "denied elevations of this file" */
export const linkName = (kind: string, count: number) =>
  `${kind} ${count === 1 ? 'elevation' : 'elevations'} of this file`
