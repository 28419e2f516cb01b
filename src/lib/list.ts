import type { Failure } from './failure.ts'

/** A list as the table shows it; `useList` of src/api makes one. */
export type List<R> = {
  rows: readonly R[]
  /** Of the whole filtered list when the service counts (`$count: true`), else null. */
  total: number | null
  /** Nothing to show yet. */
  loading: boolean
  /** The rows belong to the previous filter or sort; the new ones are on their way. */
  stale: boolean
  /** With rows on screen it is the failure of a later page or of a re-read. */
  error: Failure | null
  hasMore: boolean
  loadingMore: boolean
  loadMore: () => void
  /** The list has changed, but too much of it is loaded to read it again unasked. */
  behind: boolean
  /** Reads again (after a failure, or when `behind`). */
  refresh: () => void
}

/** "128 events", "100+ events" while more can be read; nothing before the list is there. */
export const countWords = (
  { loading, error, rows, hasMore }: Pick<List<unknown>, 'loading' | 'error' | 'rows' | 'hasMore'>,
  one: string,
  many: string,
): string | undefined =>
  loading || error !== null
    ? undefined
    : `${rows.length.toLocaleString('en')}${hasMore ? '+' : ''} ${rows.length === 1 && !hasMore ? one : many}`
