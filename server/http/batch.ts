import type { BatchBody } from '#contract/batch.ts'
import { apiBase } from '#contract/endpoint.ts'
import { endpoints } from '#contract/endpoints.ts'

import { badRequest } from './graph-failure.ts'
import { matchEndpoint } from './match.ts'
import { remoteAddress, setRemoteAddress } from './remote-address.ts'

type Item = BatchBody['requests'][number]
export type BatchResponse = {
  id: string
  status: number
  headers?: Record<string, string>
  body?: unknown
}

/** Who is asking, and how, is said once by the batch itself. */
const notInherited = new Set(['authorization', 'cookie', 'host', 'origin', 'content-length'])
/**
 * The headers of an item's answer that mean something there; never a cookie. They are members of a JSON object, where letter
 * case counts: Graph writes them so, and Microsoft's client reads a body as JSON only by `Content-Type`.
 */
const passedOn = ['Content-Type', 'ETag', 'Retry-After', 'Location', 'request-id', 'Allow']

const failedDependency = (id: string): BatchResponse => ({
  id,
  status: 424,
  headers: { 'Content-Type': 'application/json' },
  body: { error: { code: 'FailedDependency', message: 'A request this one depends on failed.' } },
})

const itemUrl = (item: Item, outer: URL): URL => {
  // `//host` and `https://host` are addresses of somewhere else.
  if (/^(\/\/|[A-Za-z][\w+.-]*:)|\\/.test(item.url))
    throw badRequest(`The URL of item '${item.id}' is not relative.`)
  const url = new URL(`${apiBase}/${item.url.replace(/^\//, '')}`, outer)
  const match = matchEndpoint(item.method, url.pathname)
  const single = match.kind === 'endpoint' && !mayBeItem(match.name)
  if (single) throw badRequest(`Item '${item.id}' cannot be part of a batch.`)
  return url
}

/** Not another batch, not a stream, and nothing that sets a cookie. */
const mayBeItem = (name: keyof typeof endpoints) =>
  name !== 'batch' &&
  name !== 'sampleSignIn' &&
  name !== 'signOut' &&
  name !== 'signOutEverywhere' &&
  name !== 'sessionEnd' &&
  endpoints[name].format !== 'redirect' &&
  endpoints[name].format !== 'events' &&
  endpoints[name].format !== 'file'

const itemRequest = (item: Item, outer: Request): Request => {
  const headers = new Headers({ 'Content-Type': 'application/json' })
  for (const [name, value] of Object.entries(item.headers ?? {})) {
    try {
      if (!notInherited.has(name.toLowerCase())) headers.set(name, value)
    } catch {
      throw badRequest(`Item '${item.id}' has a header that cannot be sent.`, name)
    }
  }
  const withBody = item.body !== undefined && item.method !== 'GET'
  const request = new Request(itemUrl(item, new URL(outer.url)), {
    method: item.method,
    headers,
    signal: outer.signal,
    ...(withBody ? { body: JSON.stringify(item.body) } : {}),
  })
  const address = remoteAddress(outer)
  if (address !== null) setRemoteAddress(request, address)
  return request
}

const toBatchResponse = async (id: string, response: Response): Promise<BatchResponse> => {
  const headers: Record<string, string> = {}
  for (const name of passedOn) {
    const value = response.headers.get(name)
    if (value !== null) headers[name] = value
  }
  const text = await response.text()
  if (text === '') return { id, status: response.status, headers }
  const isJson = headers['Content-Type']?.startsWith('application/json')
  return {
    id,
    status: response.status,
    headers,
    body: isJson ? (JSON.parse(text) as unknown) : text,
  }
}

/** Ids are unique, dependencies exist and form no circle. Throws 400. */
const checkOrder = (requests: readonly Item[]): Item[] => {
  const byId = new Map(requests.map((item) => [item.id, item]))
  if (byId.size !== requests.length) throw badRequest('Two items of the batch have the same id.')
  const ordered = new Set<Item>()
  const visit = (item: Item, above: readonly string[]) => {
    if (ordered.has(item)) return
    if (above.includes(item.id)) throw badRequest(`Item '${item.id}' depends on itself.`)
    for (const id of item.dependsOn ?? []) {
      const needed = byId.get(id)
      if (!needed) throw badRequest(`Item '${item.id}' depends on '${id}', which is not there.`)
      visit(needed, [...above, item.id])
    }
    ordered.add(item)
  }
  for (const item of requests) visit(item, [])
  return [...ordered]
}

/**
 * Graph's JSON batching: each item runs as a call of its own through the whole pipeline, after those it depends on. A
 * malformed item refuses the batch (400) before any has run.
 */
export const runBatch = async (
  body: BatchBody,
  outer: Request,
  run: (request: Request) => Promise<Response>,
): Promise<{ responses: BatchResponse[] }> => {
  const calls = checkOrder(body.requests).map((item) => ({
    item,
    request: itemRequest(item, outer),
  }))
  const done = new Map<string, BatchResponse>()
  for (const { item, request } of calls) {
    const failed = (item.dependsOn ?? []).some((id) => (done.get(id)?.status ?? 0) >= 400)
    done.set(
      item.id,
      failed ? failedDependency(item.id) : await toBatchResponse(item.id, await run(request)),
    )
  }
  return { responses: [...done.values()] }
}
