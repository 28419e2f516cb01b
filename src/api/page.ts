import type { QueryClient } from '@tanstack/react-query'

/** What the loader of a lazily loaded page gets; `rights` and `me` are in the cache already. */
export type PageLoaderArgs = {
  queryClient: QueryClient
  params: Readonly<Record<string, string | undefined>>
  url: URL
}

/** A page module exports its component as default and, if it reads before it shows, `loader`. */
export type PageLoader = (args: PageLoaderArgs) => Promise<void> | void
