import { apiBase } from '#contract/endpoint.ts'

import { differences, type Difference, type Exchange } from './differences.ts'

type Fetch = (request: Request) => Promise<Response>

/** Graph answers pages of any origin that send a bearer token (graph-contract 8, CORS). */
const cors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers':
    'ETag, Location, Content-Range, request-id, client-request-id, WWW-Authenticate, Retry-After',
}

const preflight = (request: Request) =>
  new Response(null, {
    status: 204,
    headers: {
      ...cors,
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': request.headers.get('access-control-request-headers') ?? '',
    },
  })

/** What Graph says of a path that it does not have (fixture `error-400-segment.live.json`). */
const unknownSegment = (segment: string) =>
  Response.json(
    {
      error: {
        code: 'BadRequest',
        message: `Resource not found for the segment '${segment}'.`,
        innerError: { date: '2026-07-20T08:00:00', 'request-id': crypto.randomUUID() },
      },
    },
    { status: 400, headers: cors },
  )

const jsonOf = async (response: Response): Promise<Record<string, unknown> | null> => {
  const text = await response.clone().text()
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

const asReceived = async (request: Request, active: readonly Difference[]): Promise<Request> => {
  const headers = new Headers(request.headers)
  for (const difference of active) for (const name of difference.drops ?? []) headers.delete(name)
  const { method, url } = request
  const body = ['GET', 'HEAD'].includes(method) ? null : await request.arrayBuffer()
  return new Request(url, { method, headers, body })
}

/** Our core as Microsoft Graph: what only the service has is not there, and the named differences are switched on. */
export const graphMode = (core: Fetch, active: readonly Difference[] = differences): Fetch => {
  return async (request) => {
    if (request.method === 'OPTIONS') return preflight(request)
    const url = new URL(request.url)
    const path = url.pathname.slice(apiBase.length)
    if (path.startsWith('/epm')) return unknownSegment('epm')
    const response = await core(await asReceived(request, active))
    const headers = new Headers(response.headers)
    headers.delete('etag')
    for (const [name, value] of Object.entries(cors)) headers.set(name, value)
    const { status } = response
    const body = await jsonOf(response)
    if (body === null) return new Response(response.body, { status, headers })
    const exchange: Exchange = { method: request.method, path, query: url.searchParams, status }
    let told = body
    for (const { answer } of active) told = answer?.(told, exchange) ?? told
    headers.delete('content-length')
    return new Response(JSON.stringify(told), { status, headers })
  }
}
