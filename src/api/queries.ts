import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query'
import { useCallback, useState } from 'react'

import type { EndpointName, Endpoints } from '#contract/endpoints.ts'

import { callApi, endpointOf, followLink } from './api.ts'
import type { CallArgs, OutputOf } from './client.ts'
import { ApiError } from './errors.ts'
import { noteRefusal } from './fresh-sign-in.ts'
import type { ApiResult } from './result.ts'

export type Output<N extends EndpointName> = OutputOf<Endpoints[N]>
export type Args<N extends EndpointName> = Omit<CallArgs<Endpoints[N]>, 'signal'>

/** Collections: endpoints whose answer is a Graph list. */
export type ListName = {
  [N in EndpointName]: Output<N> extends { value: { id: string }[] } ? N : never
}[EndpointName]
export type Row<N extends ListName> = Output<N> extends { value: (infer R)[] } ? R : never
type ListPage<N extends ListName> = {
  value: Row<N>[]
  '@odata.count'?: number | undefined
  '@odata.nextLink'?: string | undefined
}

const send = <N extends EndpointName>(
  name: N,
  args: Args<N>,
  signal?: AbortSignal,
): Promise<ApiResult<Output<N>>> =>
  // `Args` is the call's own arguments without the signal.
  callApi(name, (signal === undefined ? args : { ...args, signal }) as CallArgs<Endpoints[N]>)

const unwrap = <T>(result: ApiResult<T>): T => {
  if (result.type === 'success') return result.data
  throw noteRefusal(new ApiError(result))
}

/** A query as a value: the same one for loader and component. Key: `[endpoint, args]`. */
export const q = <N extends EndpointName>(name: N, args: Args<N>) =>
  queryOptions<Output<N>, ApiError>({
    queryKey: [name, args],
    queryFn: async ({ signal }) => unwrap(await send(name, args, signal)),
  })

export type Allowed<T> = { ok: true; data: T } | { ok: false; error: ApiError }

/**
 * Like `q`, but the given statuses are a value and not a failure: secondary data that this person may not see.
 * `why` is for the reader of the code: under which circumstances it is expected.
 */
export const qAllowing = <N extends EndpointName>(
  name: N,
  args: Args<N>,
  expected: { statuses: readonly number[]; why: string },
) =>
  queryOptions<Allowed<Output<N>>, ApiError>({
    queryKey: [name, args, 'allowing', expected.statuses],
    queryFn: async ({ signal }) => {
      const result = await send(name, args, signal)
      if (result.type === 'success') return { ok: true, data: result.data }
      const error = new ApiError(result)
      if (error.status !== null && expected.statuses.includes(error.status))
        return { ok: false, error }
      throw error
    },
  })

/** A list page by page; `nextLink` is followed verbatim. Read it with `useList`. Key: `[endpoint, args, 'pages']`. */
export const listQuery = <N extends ListName>(name: N, args: Args<N>) =>
  infiniteQueryOptions<
    ListPage<N>,
    ApiError,
    InfiniteData<ListPage<N>, string | null>,
    readonly unknown[],
    string | null
  >({
    queryKey: [name, args, 'pages'],
    initialPageParam: null,
    queryFn: async ({ pageParam, signal }) => {
      const result =
        pageParam === null
          ? await send(name, args, signal)
          : await followLink(name, pageParam, signal)
      return unwrap(result) as unknown as ListPage<N>
    },
    getNextPageParam: (page) => page['@odata.nextLink'] ?? null,
  })

/** Lists longer than this many loaded pages are not re-read behind the reader's back, only marked as changed. */
export const quietlyReread = 4

/**
 * Ids of what this page is deleting or has deleted: a notice of it comes before the page that shows it has gone, and
 * reading it again would only collect a 404.
 */
const leaving = new Set<string>()

/** The `{id}` of a call's address. */
const idOf = (args: unknown): string | undefined => {
  const path = (args as { path?: { id?: unknown } } | undefined)?.path
  return typeof path?.id === 'string' ? path.id : undefined
}

/** Marks everything read from these endpoints as stale; what is on screen is read again. */
export const invalidateEndpoints = async (
  client: QueryClient,
  names: readonly EndpointName[],
): Promise<void> => {
  const wanted = new Set<unknown>(names)
  const long = (data: unknown) =>
    typeof data === 'object' &&
    data !== null &&
    'pages' in data &&
    Array.isArray(data.pages) &&
    data.pages.length > quietlyReread
  const matches = {
    predicate: (query: { queryKey: readonly unknown[] }) => wanted.has(query.queryKey[0]),
  }
  await client.invalidateQueries({ ...matches, refetchType: 'none' })
  await client.refetchQueries({
    type: 'active',
    predicate: (query) =>
      matches.predicate(query) &&
      !long(query.state.data) &&
      !leaving.has(idOf(query.queryKey[1]) ?? ''),
  })
}

const noteLeaving = async (name: EndpointName, args: unknown) => {
  const endpoint = await endpointOf(name).catch(() => null)
  const id = idOf(args)
  if (endpoint?.method === 'DELETE' && id !== undefined) leaving.add(id)
}

type MutationOptions<N extends EndpointName> = {
  /** Endpoints whose data this changes. */
  invalidates: readonly EndpointName[]
  onSuccess?: (data: Output<N>, args: Args<N>) => void | Promise<void>
  onError?: (error: ApiError, args: Args<N>) => void
  /**
   * After an unknown outcome: reads the truth. Answers what was recorded, or null when nothing was.
   * Without it the error says that the outcome is unknown. Nothing is ever sent a second time.
   */
  verify?: (args: Args<N>) => Promise<Output<N> | null>
}

export type ApiMutation<N extends EndpointName> = {
  send: (args: Args<N>) => void
  sendAsync: (args: Args<N>) => Promise<Output<N>>
  pending: boolean
  /** No answer came; the truth is being read. */
  checking: boolean
  error: ApiError | null
  data: Output<N> | undefined
  reset: () => void
}

/**
 * A change: never retried, never queued while offline, never shown before the service has said so (R9). The same change again
 * while it is under way, as by a second press, is not sent: its promise stays open, so that only the first one's caller goes on (R54).
 */
export const useApiMutation = <N extends EndpointName>(
  name: N,
  options: MutationOptions<N>,
): ApiMutation<N> => {
  const client = useQueryClient()
  const [checking, setChecking] = useState(false)
  const mutation = useMutation<Output<N>, ApiError, Args<N>>({
    retry: 0,
    networkMode: 'always',
    mutationFn: async (args) => {
      await noteLeaving(name, args)
      const result = await send(name, args)
      if (result.type === 'success') return result.data
      const error = noteRefusal(new ApiError(result))
      if (error.kind !== 'unknownOutcome' || options.verify === undefined) throw error
      setChecking(true)
      try {
        const found = await options.verify(args)
        if (found !== null) return found
      } catch (reason) {
        // Only a refusal that tells the truth replaces "unknown"; a failed look leaves it unknown.
        if (reason instanceof ApiError && reason.isConflict) throw reason
        throw error
      } finally {
        setChecking(false)
      }
      const { status, requestId } = error
      throw new ApiError({
        type: 'clientError',
        kind: 'notRecorded',
        detail: name,
        status,
        requestId,
      })
    },
    onSuccess: async (data, args) => {
      await options.onSuccess?.(data, args)
    },
    onError: (error, args) => {
      leaving.delete(idOf(args) ?? '')
      options.onError?.(error, args)
    },
    // Also after a failure: a conflict or an unknown outcome means that the screen may be out of date.
    onSettled: () => void invalidateEndpoints(client, options.invalidates),
  })
  const [underWay] = useState(() => new Set<string>())
  const { mutateAsync } = mutation
  const sendAsync = useCallback(
    async (args: Args<N>) => {
      const text = JSON.stringify(args)
      if (underWay.has(text)) return new Promise<never>(() => undefined)
      underWay.add(text)
      try {
        return await mutateAsync(args)
      } finally {
        underWay.delete(text)
      }
    },
    [mutateAsync, underWay],
  )
  return {
    // What went wrong is in `error`.
    send: (args) => void sendAsync(args).catch(() => undefined),
    sendAsync,
    pending: mutation.isPending,
    checking,
    error: mutation.error,
    data: mutation.data,
    reset: mutation.reset,
  }
}

/** One call outside the query cache, e.g. inside `verify`; throws ApiError, or AbortError when cancelled. */
export const callOnce = async <N extends EndpointName>(
  name: N,
  args: Args<N>,
  signal?: AbortSignal,
) => unwrap(await send(name, args, signal))
