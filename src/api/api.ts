import { apiBase, type Endpoint } from '#contract/endpoint.ts'
import type { EndpointName, Endpoints } from '#contract/endpoints.ts'
import { firstEndpoints } from '#contract/first-endpoints.ts'
import { idleSeconds } from '#src/lib/activity.ts'
import { now } from '#src/lib/clock.ts'
import { newId } from '#src/lib/new-id.ts'

import {
  createClient,
  type CallArgs,
  type Client,
  type ClientOptions,
  type OutputOf,
} from './client.ts'
import { holdBack } from './held-back.ts'
import type { ApiResult } from './result.ts'

export type AnyArgs = {
  path?: Record<string, string> | undefined
  query?: Record<string, unknown> | undefined
  body?: unknown
  ifMatch?: string | undefined
  signal?: AbortSignal | undefined
  /** A further page, instead of everything above. */
  nextLink?: string | undefined
}
export type AnyCall = { name: EndpointName; endpoint: Endpoint; args: AnyArgs }
export type Send = (name: EndpointName, args: AnyArgs) => Promise<ApiResult<unknown>>

/** How calls reach the backend, and what it does differently from our own service. */
export type Transport = {
  options: ClientOptions
  /** Stands around every call; `send` sends one as it is. Absent for our own service. */
  around?: (call: AnyCall, send: Send) => Promise<ApiResult<unknown>>
  /** False when nothing tells of changes, so that they have to be looked for. */
  notices?: boolean
  /** Where signing in means to leave this page. */
  signIn?: { leave: (returnTo: string) => Promise<void>; problem: string | null }
}

/** What every backend's client is told. */
export const commonOptions = {
  fetch: (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init),
  isOffline: () => navigator.onLine === false,
  now,
  onHeldBack: holdBack,
}

type Table = Record<string, Endpoint>
type Loaded = { table: Table; client: Client<Table> }

/** Our own service: same origin, session cookie, and the static header of R39. */
let transport: Transport = {
  options: {
    ...commonOptions,
    baseUrl: globalThis.location.origin + apiBase,
    headers: () => ({ 'X-EPM-Request': '1', 'X-EPM-Idle': String(idleSeconds()) }),
  },
}
const clientOver = (table: Table): Loaded => ({
  table,
  client: createClient(table, transport.options),
})
let first = clientOver(firstEndpoints)
let whole: Promise<Loaded> | undefined

/** Speaks to another backend from now on; before anything is read. */
export const speakThrough = (other: Transport) => {
  transport = other
  first = clientOver(firstEndpoints)
  whole = undefined
}

/** Whether the backend tells of changes by itself. */
export const hasNotices = () => transport.notices !== false

/** Signing in that leaves the page; null where it does not. */
export const leavingSignIn = () => transport.signIn ?? null

/** The table of all endpoints comes with the first call that the queue's first visit does not make. */
const loadWhole = (): Promise<Loaded> => {
  whole ??= import('#contract/endpoints.ts').then(
    ({ endpoints }) => clientOver(endpoints),
    (reason: unknown) => {
      whole = undefined
      throw reason
    },
  )
  return whole
}

const loadedFor = async (name: string): Promise<Loaded> =>
  name in firstEndpoints ? first : loadWhole()

/** The row of the endpoint table. Rejects when it has to be fetched and cannot be. */
export const endpointOf = async (name: EndpointName): Promise<Endpoint> => {
  const { table } = await loadedFor(name)
  // Each name of the type is a row of the whole table, and the first rows are in both.
  return table[name] as Endpoint
}

/** The part of the page that knows the endpoint did not come, so nothing was sent. */
const notLoaded = (name: string): ApiResult<never> => ({
  type: 'clientError',
  kind: navigator.onLine === false ? 'offline' : 'network',
  detail: `${name}: the page could not load its own part`,
  requestId: newId(),
  status: null,
})

const send: Send = async (name, args) => {
  const loaded = await loadedFor(name).catch(() => null)
  if (loaded === null) return notLoaded(name)
  const { client } = loaded
  const { nextLink, signal } = args
  if (nextLink !== undefined)
    return client.follow(name, nextLink, signal === undefined ? {} : { signal })
  // One row of a mapped type under a generic key: the compiler cannot follow it, the table guarantees it.
  const method = client[name] as unknown as (args: AnyArgs) => Promise<ApiResult<unknown>>
  return method(args)
}

const call = async <N extends EndpointName>(name: N, args: AnyArgs) => {
  const { around } = transport
  const endpoint = around && (await endpointOf(name).catch(() => null))
  const result =
    around && endpoint ? await around({ name, endpoint, args }, send) : await send(name, args)
  // What this endpoint answers is what its row says.
  return result as ApiResult<OutputOf<Endpoints[N]>>
}

/** Calls an endpoint; never throws for HTTP or network reasons, rejects only when it was cancelled. */
export const callApi = <N extends EndpointName>(
  name: N,
  args: CallArgs<Endpoints[N]>,
): Promise<ApiResult<OutputOf<Endpoints[N]>>> =>
  // Any call's arguments are these, with more exact types.
  call(name, args as AnyArgs)

/** Follows an `@odata.nextLink` of this endpoint verbatim, only on the base address (R46). */
export const followLink = <N extends EndpointName>(
  name: N,
  nextLink: string,
  signal: AbortSignal | undefined,
): Promise<ApiResult<OutputOf<Endpoints[N]>>> => call(name, { nextLink, signal })
