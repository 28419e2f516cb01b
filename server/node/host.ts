import { apiBase } from '#contract/endpoint.ts'
import { GraphFailure } from '#server/http/graph-failure.ts'
import { readBody } from '#server/http/limits.ts'
import { createRateLimiter } from '#server/http/rate-limit.ts'
import { setRemoteAddress } from '#server/http/remote-address.ts'
import { renderFailure, toGraphFailure } from '#server/http/render-failure.ts'

import { setSecurityHeaders } from './headers.ts'
import type { Log } from './log.ts'
import type { StaticAnswer } from './static.ts'

export type HostDeps = {
  api: { fetch: (request: Request) => Promise<Response> }
  page: (request: Request, pathname: string) => StaticAnswer | null
  /** Host names this server answers for; null answers for all. */
  hostNames: ReadonlySet<string> | null
  https: boolean
  /** Other origins that the page may call; absent with our own service. */
  connect?: readonly string[]
  now: () => Date
  newId: () => string
  log: Log
  /** False while starting, draining, or without a database. */
  isReady: () => Promise<boolean>
}

const reportLimit = 16 * 1024
const reportsPerMinute = 60

const text = (status: number, body: string) =>
  new Response(`${body}\n`, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })

/** Everything the Node server answers: health, reports of the browser, the API, and the page for the rest. */
export const createHost = (deps: HostDeps) => {
  const limiter = createRateLimiter(deps.now)

  /** What a browser says it had to block. Counted and logged, never stored: anyone may send one. */
  const securityReport = async (request: Request, address: string): Promise<Response> => {
    limiter.take(`reports of ${address}`, reportsPerMinute)
    const bytes = await readBody(request, reportLimit)
    const report = new TextDecoder().decode(bytes).slice(0, 2_000)
    deps.log({ level: 'warn', message: 'the browser reports a violation of the policy', report })
    return new Response(null, { status: 204 })
  }

  const answer = async (request: Request, address: string): Promise<StaticAnswer> => {
    const only = (response: Response) => ({ response, nonce: null })
    const { hostname, pathname } = new URL(request.url)
    // A foreign name that points here (DNS rebinding) would be the same site to a browser.
    if (deps.hostNames && !deps.hostNames.has(hostname)) {
      throw new GraphFailure(
        421,
        'MisdirectedRequest',
        'This server does not answer for that name.',
      )
    }
    if (pathname === '/healthz') return only(text(200, 'ok'))
    if (pathname === '/readyz') {
      return only((await deps.isReady()) ? text(200, 'ready') : text(503, 'not ready'))
    }
    if (pathname === '/csp' && request.method === 'POST') {
      return only(await securityReport(request, address))
    }
    if (pathname === apiBase || pathname.startsWith(`${apiBase}/`)) {
      return only(await deps.api.fetch(request))
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new GraphFailure(405, 'MethodNotAllowed', 'Only GET is possible here.', {
        headers: { Allow: 'GET, HEAD' },
      })
    }
    const found = deps.page(request, pathname)
    if (!found) throw new GraphFailure(404, 'NotFound', 'There is nothing here.')
    return found
  }

  return async (request: Request, address: string): Promise<Response> => {
    setRemoteAddress(request, address)
    const { response, nonce } = await answer(request, address).catch((thrown: unknown) => {
      const failure = toGraphFailure(thrown)
      const requestId = deps.newId()
      if (failure.status === 500) {
        deps.log({ level: 'error', message: 'the host failed', requestId, error: String(thrown) })
      }
      const ids = { requestId, clientRequestId: requestId }
      return { response: renderFailure(failure, ids, deps.now()), nonce: null }
    })
    setSecurityHeaders(response.headers, { https: deps.https, nonce, connect: deps.connect })
    return response
  }
}
