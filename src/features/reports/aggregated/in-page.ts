/**
 * A whole report is in the page, so filtering and sorting happen here: Graph's reports know next to no filters. Made for
 * 30,000 rows within a keystroke.
 */

type Value = string | number | null

/** Sorted by one value of the rows; what is missing comes last both ways, ties keep the order of ids. */
export const sortedBy = <R extends { id: string }>(
  rows: readonly R[],
  valueOf: (row: R) => Value,
  descending: boolean,
): R[] => {
  const way = descending ? -1 : 1
  const keyed = rows.map((row) => {
    const value = valueOf(row)
    return { row, value: typeof value === 'string' ? value.toLowerCase() : value }
  })
  keyed.sort((a, b) => {
    if (a.value !== b.value) {
      if (a.value === null) return 1
      if (b.value === null) return -1
      return a.value < b.value ? -way : way
    }
    return a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0
  })
  return keyed.map(({ row }) => row)
}

/** Text typed into a filter: a part is enough, in double quotes it is the whole value, `""` what is missing. */
export const textMatcher = (
  text: string | undefined,
): ((value: string | null) => boolean) | null => {
  const wanted = text?.trim().toLowerCase() ?? ''
  if (wanted === '') return null
  const whole = /^"(.*)"$/s.exec(wanted)?.[1]
  return whole === undefined
    ? (value) => value !== null && value.toLowerCase().includes(wanted)
    : (value) => (value ?? '').toLowerCase() === whole
}

/** The texts of a row as a search looks in them: made once a row, for a search has a few milliseconds for all of them. */
export const searchText = (texts: readonly (string | null)[]): string =>
  texts
    .filter((text) => text !== null)
    .join('\n')
    .toLowerCase()

/** Every word of a search occurs somewhere in the row's `searchText`; a word holds no line end, so it is found within one text. */
export const searchMatcher = (search: string): ((text: string) => boolean) | null => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return words.length === 0 ? null : (text) => words.every((word) => text.includes(word))
}
