import type { Endpoint, PathParams } from '#contract/endpoint.ts'
import { GraphError } from '#contract/errors.ts'
import type { ODataParams } from '#contract/odata.ts'
import type { z } from '#contract/zod.ts'
import { invariant } from '#src/lib/invariant.ts'
import { newId } from '#src/lib/new-id.ts'

import type { AnswerHead, ApiResult, CommonKind } from './result.ts'
import { maxTries, mayRetry, pauseBefore, retryAfterOf } from './retry.ts'

type Table = Record<string, Endpoint>

export type OutputOf<E extends Endpoint> = E['response'] extends z.ZodType
  ? z.output<E['response']>
  : undefined

type PathPart<E extends Endpoint> =
  E extends Endpoint<infer Path>
    ? keyof PathParams<Path> extends never
      ? { path?: undefined }
      : { path: PathParams<Path> }
    : never

type BodyPart<E extends Endpoint> = E['body'] extends z.ZodType
  ? { body: z.input<E['body']> }
  : { body?: undefined }

/** What a call takes: path parameters and body exactly where the endpoint has them. */
export type CallArgs<E extends Endpoint> = PathPart<E> &
  BodyPart<E> & {
    query?: ODataParams
    /** The ETag the screen was drawn from, verbatim. */
    ifMatch?: string | undefined
    idempotencyKey?: string
    signal?: AbortSignal
  }

export type Client<T extends Table> = {
  [N in keyof T]: (args: CallArgs<T[N]>) => Promise<ApiResult<OutputOf<T[N]>>>
} & {
  /** Follows an `@odata.nextLink` verbatim, only on the base address (R46). */
  follow: <N extends keyof T>(
    name: N,
    nextLink: string,
    options?: { signal?: AbortSignal },
  ) => Promise<ApiResult<OutputOf<T[N]>>>
}

export type ClientOptions = {
  /** Absolute, without a slash at the end, e.g. `https://graph.microsoft.com/beta`. */
  baseUrl: string
  fetch: typeof fetch
  /** Headers of a call of this endpoint: the session's static header, or a bearer token. Rejects only with ApiError. */
  headers: (name: string) => Record<string, string> | Promise<Record<string, string>>
  now: () => number
  isOffline?: () => boolean
  random?: () => number
  sleep?: (ms: number) => Promise<void>
  /** The service asks a read to wait this many ms (429); the answer is called when it goes on. */
  onHeldBack?: (ms: number) => () => void
  /** A read is given up after this long, all tries together. */
  deadline?: number
}

type LooseArgs = {
  path?: Record<string, string> | undefined
  query?: ODataParams | undefined
  body?: unknown
  ifMatch?: string | undefined
  idempotencyKey?: string | undefined
  signal?: AbortSignal | undefined
}

/** Graph writes this function with its argument; the table has the bare name. */
const wirePath = (path: string) =>
  path.endsWith('/getEffectivePermissions') ? `${path}(scope='*')` : path

const fillPath = (path: string, params: Record<string, string> = {}) =>
  wirePath(path).replace(/('?)\{(\w+)\}/g, (_, quote: string, name: string) => {
    const value = params[name]
    invariant(value, `Path parameter "${name}" of ${path} is missing or empty.`)
    // In a quoted key a quote is written twice.
    return quote + encodeURIComponent(quote === '' ? value : value.replaceAll("'", "''"))
  })

const queryText = (query: ODataParams = {}) => {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  if (pairs.length === 0) return ''
  return (
    '?' + pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  )
}

export type CallAddress = Pick<LooseArgs, 'path' | 'query'>

/** What follows the base address: for a call, and for an item of a batch. */
export const callPath = ({ path }: Endpoint, args: CallAddress) =>
  fillPath(path, args.path) + queryText(args.query)

const failed = (kind: CommonKind, detail: string, requestId: string, status?: number) => ({
  type: 'clientError' as const,
  kind,
  detail,
  requestId,
  status: status ?? null,
})

/** The sets whose `$search` Graph answers only with a header of its own, which links do not remember (graph-contract 8). */
const directorySets: ReadonlySet<string> = new Set(['/groups', '/users'])
const needsConsistency = ({ path }: Endpoint, url: string) =>
  directorySets.has(path) && new URL(url).searchParams.has('$search')

const isAbort = (signal: AbortSignal | undefined) => signal?.aborted === true

/**
 * A typed client over an endpoint table. It never throws for HTTP or network reasons: every call answers
 * success, error (Graph's envelope) or clientError. Only a cancelled call rejects, as `fetch` does.
 */
export const createClient = <const T extends Table>(
  table: T,
  options: ClientOptions,
): Client<T> => {
  const {
    random = Math.random,
    sleep = (ms) => new Promise((done) => setTimeout(done, ms)),
    isOffline = () => false,
    deadline = 30_000,
  } = options
  const base = new URL(options.baseUrl)

  const read = async (
    endpoint: Endpoint,
    name: string,
    response: Response,
    head: AnswerHead,
  ): Promise<ApiResult<unknown>> => {
    const change = endpoint.changes
    const text = await response.text()
    if (!response.ok) {
      const parsed = GraphError.safeParse(asJson(text))
      // A gateway that gave up does not know what became of the change behind it.
      if (change && (head.status === 504 || (head.status === 502 && !parsed.success)))
        return failed('unknownOutcome', `${name}: ${head.status}`, head.requestId, head.status)
      return { type: 'error', error: parsed.success ? parsed.data.error : null, ...head }
    }
    if (endpoint.response === null)
      // Nothing in it says who answered: only the status that is agreed on tells that the change was made.
      return change && response.status !== endpoint.success
        ? failed('unknownOutcome', `${name}: ${head.status}`, head.requestId, head.status)
        : { type: 'success', data: undefined, ...head }
    const value = endpoint.format === 'text' ? text : asJson(text)
    if (value === undefined)
      return failed(
        change ? 'unknownOutcome' : 'notJson',
        `${name}: the answer is not JSON`,
        head.requestId,
        head.status,
      )
    const parsed = endpoint.response.safeParse(value)
    if (parsed.success) return { type: 'success', data: parsed.data, ...head }
    const issue = parsed.error.issues[0]
    return failed(
      change ? 'unknownOutcome' : 'shape',
      `${name}: ${issue?.path.join('.') || 'answer'}: ${issue?.message ?? 'unexpected'}`,
      head.requestId,
      head.status,
    )
  }

  const once = async (
    name: string,
    endpoint: Endpoint,
    url: string,
    args: LooseArgs,
    signal: AbortSignal,
  ): Promise<ApiResult<unknown>> => {
    const change = endpoint.changes
    const sentId = newId()
    if (isOffline()) return failed('offline', `${name}: no network`, sentId)
    const headers: Record<string, string> = {
      ...(await options.headers(name)),
      Accept: endpoint.format === 'text' ? 'text/plain' : 'application/json',
      'client-request-id': sentId,
    }
    if (endpoint.method !== 'GET') headers['Content-Type'] = 'application/json'
    if (needsConsistency(endpoint, url)) headers['ConsistencyLevel'] = 'eventual'
    if (args.ifMatch !== undefined) headers['If-Match'] = args.ifMatch
    if (args.idempotencyKey !== undefined) headers['Idempotency-Key'] = args.idempotencyKey
    try {
      const response = await options.fetch(url, {
        method: endpoint.method,
        headers,
        signal,
        credentials: 'same-origin',
        redirect: 'error',
        cache: 'no-store',
        ...(args.body === undefined ? {} : { body: JSON.stringify(args.body) }),
      })
      return await read(endpoint, name, response, {
        status: response.status,
        requestId: response.headers.get('request-id') ?? sentId,
        etag: response.headers.get('etag'),
        retryAfter: retryAfterOf(response.headers, options.now()),
      })
    } catch (reason) {
      if (isAbort(args.signal)) throw reason
      const kind = change ? 'unknownOutcome' : signal.aborted ? 'timeout' : 'network'
      return failed(
        kind,
        `${name}: ${kind === 'timeout' ? 'no answer in time' : 'no answer'}`,
        sentId,
      )
    }
  }

  const call = async (name: string, url: string, args: LooseArgs): Promise<ApiResult<unknown>> => {
    const endpoint = table[name]
    invariant(endpoint, `"${name}" is not in the endpoint table.`)
    const stop = new AbortController()
    const cancel = () => stop.abort()
    if (isAbort(args.signal)) cancel()
    args.signal?.addEventListener('abort', cancel)
    const timer = setTimeout(cancel, deadline)
    const began = options.now()
    try {
      for (let tries = 1; ; tries++) {
        const result = await once(name, endpoint, url, args, stop.signal)
        if (endpoint.changes || tries === maxTries) return result
        const again =
          result.type === 'error'
            ? mayRetry(result.status)
            : result.type === 'clientError' && result.kind === 'network'
        if (!again) return result
        const wait = pauseBefore(tries, result.type === 'error' ? result.retryAfter : null, random)
        if (options.now() - began + wait > deadline) return result
        const heldBack = result.type === 'error' && result.status === 429
        const goesOn = heldBack ? options.onHeldBack?.(wait) : undefined
        await sleep(wait)
        goesOn?.()
        if (isAbort(args.signal)) throw new DOMException('Cancelled', 'AbortError')
      }
    } finally {
      clearTimeout(timer)
      args.signal?.removeEventListener('abort', cancel)
    }
  }

  const methods: Record<string, unknown> = {
    follow: (name: string, nextLink: string, { signal }: { signal?: AbortSignal } = {}) => {
      const url = URL.canParse(nextLink, base) ? new URL(nextLink, base) : null
      const stays =
        url !== null &&
        url.origin === base.origin &&
        url.username === '' &&
        url.password === '' &&
        url.pathname.startsWith(`${base.pathname}/`)
      if (!stays)
        return Promise.resolve(
          failed('foreignLink', `${name}: the next page is on another address`, newId()),
        )
      return call(name, url.href, { signal })
    },
  }
  for (const [name, endpoint] of Object.entries(table)) {
    methods[name] = (args: LooseArgs) =>
      call(name, options.baseUrl + callPath(endpoint, args), args)
  }
  // Built row by row from the table, so the mapped type describes exactly what is in it.
  return methods as Client<T>
}

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
