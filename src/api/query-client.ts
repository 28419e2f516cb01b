import { QueryCache, QueryClient } from '@tanstack/react-query'

import { innerCodes } from '#contract/errors.ts'

import { ApiError } from './errors.ts'

/**
 * The cache of everything read. The client itself retries reads (R54), so the cache does not.
 * `onSignedOut` runs when a read is answered 401.
 */
export const createQueryClient = (onSignedOut: () => void) =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        const ended = error instanceof ApiError && error.status === 401
        if (ended && error.innerCode !== innerCodes.freshSignInRequired) onSignedOut()
      },
    }),
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 10_000,
        gcTime: 5 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: true,
      },
      mutations: { retry: 0, networkMode: 'always' },
    },
  })
