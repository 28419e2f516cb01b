import { apiBase } from '#contract/endpoint.ts'

import { differences, type Asked, type Difference, type Json } from './differences.ts'

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

const badRequest = (message: string) =>
  Response.json(
    {
      error: {
        code: 'BadRequest',
        message,
        innerError: { date: '2026-07-20T08:00:00', 'request-id': crypto.randomUUID() },
      },
    },
    { status: 400, headers: cors },
  )

/** What Graph says of a path that it does not have (fixture `error-400-segment.live.json`). */
const unknownSegment = (segment: string) =>
  badRequest(`Resource not found for the segment '${segment}'.`)

const jsonOf = (text: string): Json | null => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Json)
      : null
  } catch {
    return null
  }
}

/** The request as Graph sees it, and its parts as the differences look at them. */
const received = async (request: Request, active: readonly Difference[]) => {
  const headers = new Headers(request.headers)
  for (const difference of active) for (const name of difference.drops ?? []) headers.delete(name)
  const { method, url } = request
  const body = ['GET', 'HEAD'].includes(method) ? null : await request.arrayBuffer()
  const { pathname, searchParams: query } = new URL(url)
  const asked: Asked = {
    method,
    path: pathname.slice(apiBase.length),
    query,
    headers: request.headers,
    body: body === null ? null : jsonOf(new TextDecoder().decode(body)),
  }
  return { asked, request: new Request(url, { method, headers, body }) }
}

type Item = {
  id: string
  method: string
  url: string
  headers?: Record<string, string>
  body?: Json
}

/** Each item of a `$batch` is a call of its own, with the caller's token (graph-contract 8). */
const batchOver =
  (answer: Fetch) =>
  async (request: Request, body: Json | null): Promise<Response> => {
    // What Microsoft's client and ours send; the core checks each item by itself.
    const items = (body?.['requests'] ?? []) as Item[]
    if (items.length > 20) return badRequest('Number of batch request steps exceeds 20.')
    const { origin } = new URL(request.url)
    const responses = await Promise.all(
      items.map(async (item) => {
        const headers = new Headers(item.headers)
        const token = request.headers.get('authorization')
        if (token !== null) headers.set('authorization', token)
        for (const name of ['prefer', 'consistencylevel']) {
          const value = request.headers.get(name)
          if (value !== null && !headers.has(name)) headers.set(name, value)
        }
        const sent = item.body === undefined ? null : JSON.stringify(item.body)
        const each = await answer(
          new Request(`${origin}${apiBase}${item.url}`, {
            method: item.method,
            headers,
            body: sent,
          }),
        )
        return {
          id: item.id,
          status: each.status,
          headers: { 'Content-Type': each.headers.get('content-type') ?? 'application/json' },
          body: jsonOf(await each.text()),
        }
      }),
    )
    return Response.json({ responses }, { headers: cors })
  }

/** Our core as Microsoft Graph: what only the service has is not there, and the named differences are switched on. */
export const graphMode = (core: Fetch, active: readonly Difference[] = differences): Fetch => {
  const answer: Fetch = async (original) => {
    if (original.method === 'OPTIONS') return preflight(original)
    const { asked, request } = await received(original, active)
    if (asked.path.startsWith('/epm')) return unknownSegment('epm')
    if (asked.path === '/$batch') return batch(original, asked.body)
    for (const { refuses } of active) {
      const why = refuses?.(asked) ?? null
      if (why !== null) return badRequest(why)
    }
    const response = await core(request)
    const headers = new Headers(response.headers)
    headers.delete('etag')
    for (const [name, value] of Object.entries(cors)) headers.set(name, value)
    const { status } = response
    const text = await response.text()
    const body = jsonOf(text)
    if (body === null) return new Response(text === '' ? null : text, { status, headers })
    const exchange = { ...asked, status }
    let told = body
    for (const difference of active) told = difference.answer?.(told, exchange) ?? told
    headers.delete('content-length')
    return new Response(JSON.stringify(told), { status, headers })
  }
  const batch = batchOver(answer)
  return answer
}
