import { endpoints } from '#contract/endpoints.ts'

import { createChangeHub, type ChangeHub } from './http/change-hub.ts'
import { principalId } from './http/guards.ts'
import { createPipeline, type Call } from './http/pipeline.ts'
import type { Principal } from './http/principal.ts'
import { problemAddress } from './http/provider-handlers.ts'
import { renderFailure, toGraphFailure } from './http/render-failure.ts'
import type { Deps, Handlers } from './http/types.ts'

export type Api = { fetch: (request: Request) => Promise<Response>; hub: ChangeHub }

/** The service without a host: everything impure comes in through `deps`, every answer leaves as a `Response`. */
export const createApi = (deps: Deps, handlers: Handlers): Api => {
  const hub = createChangeHub()
  const { run, refused } = createPipeline(deps, handlers, hub, (request, principal) =>
    serve(request, { principal }),
  )

  const serve = async (request: Request, batch?: { principal: Principal | null }) => {
    const started = performance.now()
    const requestId = deps.newId()
    const sent = request.headers.get('client-request-id') ?? ''
    const call: Call = {
      request,
      url: new URL(request.url),
      requestId,
      clientRequestId: /^[\w-]{1,64}$/.test(sent) ? sent : requestId,
      endpoint: null,
      params: {},
      principal: batch?.principal ?? null,
      inBatch: batch !== undefined,
      bytes: new Uint8Array(),
      body: undefined,
    }
    const response = await run(call).catch((thrown: unknown) => fail(call, thrown))
    deps.log({
      level: 'info',
      message: 'request',
      method: request.method,
      path: call.url.pathname.slice(0, 512),
      endpoint: call.endpoint,
      status: response.status,
      ms: Math.round((performance.now() - started) * 10) / 10,
      requestId,
      principal: principalId(call.principal),
    })
    return finish(call, response)
  }

  const fail = async (call: Call, thrown: unknown) => {
    const failure = toGraphFailure(thrown)
    if (failure.status === 500) logError(call, 'the request failed', thrown)
    await refused(call, failure).catch((error: unknown) => {
      // The refusal stands: nothing was changed that a record would have to tell of.
      logError(call, 'the record of a refusal could not be written', error)
    })
    const { endpoint } = call
    // A person is looking at this answer, not a script.
    if (endpoint !== null && endpoints[endpoint].format === 'redirect' && deps.provider) {
      const headers = new Headers(failure.options.headers)
      if (!headers.has('Location'))
        headers.set('Location', problemAddress('failed', call.requestId, '/'))
      return new Response(null, { status: 302, headers })
    }
    return renderFailure(failure, call, deps.now())
  }

  const logError = ({ requestId }: Call, message: string, error: unknown) =>
    deps.log({ level: 'error', message, requestId, error: describe(error) })

  return { fetch: (request) => serve(request), hub }
}

const describe = (error: unknown) =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

const finish = ({ request, requestId, clientRequestId }: Call, response: Response): Response => {
  const headers = new Headers(response.headers)
  headers.set('request-id', requestId)
  headers.set('client-request-id', clientRequestId)
  headers.set('Cache-Control', 'no-store')
  const { status } = response
  if (request.method !== 'HEAD') return new Response(response.body, { status, headers })
  // Ends an event stream that nobody will read.
  response.body?.cancel().catch(() => undefined)
  return new Response(null, { status, headers })
}
