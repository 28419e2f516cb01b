import { apiBase, type Endpoint } from '#contract/endpoint.ts'
import type { EndpointName, Endpoints } from '#contract/endpoints.ts'
import { firstEndpoints } from '#contract/first-endpoints.ts'
import { now } from '#src/lib/clock.ts'
import { newId } from '#src/lib/new-id.ts'

import { createClient, type CallArgs, type Client, type OutputOf } from './client.ts'
import { holdBack } from './held-back.ts'
import type { ApiResult } from './result.ts'

/** Of the embedded service: same origin, session cookie, and the static header of R39. */
const options = {
  baseUrl: globalThis.location.origin + apiBase,
  fetch: (input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init),
  headers: () => ({ 'X-EPM-Request': '1' }),
  isOffline: () => navigator.onLine === false,
  now,
  onHeldBack: holdBack,
}

type Table = Record<string, Endpoint>
const clientOver = (table: Table) => ({ table, client: createClient(table, options) })
type Loaded = { table: Table; client: Client<Table> }

const first: Loaded = clientOver(firstEndpoints)
let whole: Promise<Loaded> | undefined

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

/** Calls an endpoint; never throws for HTTP or network reasons, rejects only when it was cancelled. */
export const callApi = async <N extends EndpointName>(
  name: N,
  args: CallArgs<Endpoints[N]>,
): Promise<ApiResult<OutputOf<Endpoints[N]>>> => {
  const loaded = await loadedFor(name).catch(() => null)
  if (loaded === null) return notLoaded(name)
  // One row of a mapped type under a generic key: the compiler cannot follow it, the table guarantees it.
  const method = loaded.client[name] as unknown as (
    args: unknown,
  ) => Promise<ApiResult<OutputOf<Endpoints[N]>>>
  return method(args)
}

/** Follows an `@odata.nextLink` of this endpoint verbatim, only on the base address (R46). */
export const followLink = async <N extends EndpointName>(
  name: N,
  nextLink: string,
  signal: AbortSignal | undefined,
): Promise<ApiResult<OutputOf<Endpoints[N]>>> => {
  const loaded = await loadedFor(name).catch(() => null)
  if (loaded === null) return notLoaded(name)
  const result = await loaded.client.follow(name, nextLink, signal === undefined ? {} : { signal })
  // As above: what this endpoint answers is what its row says.
  return result as ApiResult<OutputOf<Endpoints[N]>>
}
