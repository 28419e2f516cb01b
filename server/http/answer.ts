import { endpoints, type EndpointName } from '#contract/endpoints.ts'
import type { z } from '#contract/zod.ts'

import type { GraphFailure } from './graph-failure.ts'
import type { Reply } from './types.ts'

/** Statuses that every endpoint may answer: the pipeline gives them, not the handler. */
const everywhere = new Set([400, 401, 403, 413, 429, 500, 503, 504])

/** A reply as the wire has it; the ETag of a single resource is its `@odata.etag`. */
export const renderReply = (endpoint: EndpointName, reply: Reply): Response => {
  const { format, success } = endpoints[endpoint]
  const status = reply.status ?? success
  const headers = new Headers(reply.headers)
  for (const cookie of reply.cookies ?? []) headers.append('Set-Cookie', cookie)
  if (reply.body === undefined || status === 204) return new Response(null, { status, headers })
  if (format === 'events') {
    headers.set('Content-Type', 'text/event-stream; charset=utf-8')
    return new Response(reply.body as ReadableStream<Uint8Array>, { status, headers })
  }
  // With headers of its own: only the handler knows what kind of file it is.
  if (format === 'file') {
    return new Response(reply.body as ReadableStream<Uint8Array> | null, { status, headers })
  }
  if (format === 'text') {
    headers.set('Content-Type', 'text/plain; charset=utf-8')
    return new Response(reply.body as string, { status, headers })
  }
  if (format === 'octetStream') {
    headers.set('Content-Type', 'application/octet-stream')
    return new Response(JSON.stringify(reply.body), { status, headers })
  }
  const etag = (reply.body as { '@odata.etag'?: unknown } | null)?.['@odata.etag']
  if (typeof etag === 'string') headers.set('ETag', etag)
  headers.set('Content-Type', 'application/json; charset=utf-8')
  return new Response(JSON.stringify(reply.body), { status, headers })
}

/** Tests only: throws when a reply is not what the contract says, naming the path at fault. */
export const checkReply = (endpoint: EndpointName, reply: Reply): void => {
  const { response, success, format } = endpoints[endpoint]
  const status = reply.status ?? success
  if (status !== success)
    throw new Error(`${endpoint} answered ${status}, the contract says ${success}`)
  if (response === null || format === 'events' || format === 'file') return
  const seen: unknown =
    format === 'text' ? String(reply.body) : JSON.parse(JSON.stringify(reply.body ?? null))
  const checked = (response as z.ZodType).safeParse(seen)
  if (checked.success) return
  const first = checked.error.issues[0]
  throw new Error(`${endpoint} lies at ${first?.path.join('.') ?? ''}: ${first?.message ?? ''}`)
}

/** The same for a refusal of a handler: its status is one the endpoint documents. */
export const checkFailure = (endpoint: EndpointName, failure: GraphFailure): void => {
  if (everywhere.has(failure.status) || endpoints[endpoint].errors.includes(failure.status)) return
  throw new Error(`${endpoint} answered ${failure.status}, which the contract does not name`)
}
