import { useInfiniteQuery, useIsFetching, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { List } from '#src/lib/list.ts'

import { quietlyReread, type listQuery, type ListName, type Row } from './queries.ts'

/** Reads a `listQuery`; keeps the rows of the previous filter until the new ones arrive. */
export const useList = <N extends ListName>(
  query: ReturnType<typeof listQuery<N>>,
  options: { enabled?: boolean } = {},
): List<Row<N>> => {
  const client = useQueryClient()
  const short = () => loadedPages(client.getQueryData(query.queryKey)) <= quietlyReread
  const result = useInfiniteQuery({
    ...query,
    enabled: options.enabled ?? true,
    placeholderData: (previous) => previous,
    refetchOnMount: short,
    refetchOnWindowFocus: short,
  })
  const { data, fetchNextPage, refetch, hasNextPage, isFetchingNextPage } = result
  const rows = useMemo(() => data?.pages.flatMap((page) => page.value) ?? [], [data])
  const fetching = useIsFetching({ queryKey: query.queryKey }) > 0
  return {
    rows,
    total: data?.pages[0]?.['@odata.count'] ?? null,
    loading: result.isPending && result.fetchStatus !== 'idle',
    stale: result.isPlaceholderData,
    error: result.error,
    hasMore: hasNextPage,
    loadingMore: isFetchingNextPage,
    loadMore: () => {
      if (hasNextPage && !fetching) void fetchNextPage()
    },
    behind:
      result.isStale && !fetching && client.getQueryState(query.queryKey)?.isInvalidated === true,
    refresh: () => void refetch(),
  }
}

const loadedPages = (data: { pages: readonly unknown[] } | undefined) => data?.pages.length ?? 0
