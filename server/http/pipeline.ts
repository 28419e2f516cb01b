import { endpoints, type EndpointName } from '#contract/endpoints.ts'
import type { BatchBody } from '#contract/batch.ts'

import type { AuditScope } from '../audit/record.ts'
import { checkFailure, checkReply, renderReply } from './answer.ts'
import { runBatch } from './batch.ts'
import { checkBulk } from './bulk-decisions.ts'
import type { ChangeHub } from './change-hub.ts'
import { createChange } from './change.ts'
import { checkSameOrigin } from './cross-site.ts'
import { GraphFailure } from './graph-failure.ts'
import {
  callerKey,
  checkAudience,
  checkKnownRate,
  checkRate,
  checkRight,
  parseIfMatch,
  principalId,
} from './guards.ts'
import { requireFreshSignIn } from './fresh-sign-in.ts'
import { AlreadyAnswered, createIdempotency, type IdempotentCall } from './idempotency.ts'
import { checkUrlLength, readBody } from './limits.ts'
import { matchEndpoint, type Match } from './match.ts'
import { parseBody } from './parse-body.ts'
import type { Principal } from './principal.ts'
import { createRateLimiter, defaultRateLimits } from './rate-limit.ts'
import { isAudited, isChange, recordRefusal } from './refusal-audit.ts'
import { remoteAddress } from './remote-address.ts'
import type { RequestIds } from './render-failure.ts'
import { rights, scopedTo } from './rights.ts'
import { sessionIdOf } from './sessions.ts'
import { checkPurpose } from './token-purpose.ts'
import { createTurns } from './turns.ts'
import type { Context, Deps, Handler, Handlers, Reply } from './types.ts'

/** One request on its way; what is known of it grows from step to step. */
export type Call = RequestIds & {
  request: Request
  url: URL
  endpoint: EndpointName | null
  params: Record<string, string>
  principal: Principal | null
  /** True for an item of a batch: identity and cross-site checks were the batch's. */
  inBatch: boolean
  bytes: Uint8Array
  body: unknown
}

export type Run = (call: Call) => Promise<Response>

/** The steps of DESIGN 3 in their fixed order. Throws what `render-failure.ts` renders. */
export const createPipeline = (
  deps: Deps,
  handlers: Handlers,
  hub: ChangeHub,
  runItem: (request: Request, principal: Principal | null) => Promise<Response>,
) => {
  const limiter = createRateLimiter(deps.now)
  const turns = createTurns(deps.config.callsAtOnce)
  const idempotency = createIdempotency(deps.db, deps.now)

  const auditScope = (call: Call): AuditScope => ({
    now: deps.now(),
    newId: deps.newId,
    requestId: call.requestId,
    principal: call.principal,
    ipAddress: remoteAddress(call.request),
  })

  const signInKey = (call: Call) =>
    `sign-in of ${claimedAccount(call)?.toLowerCase()} from ${remoteAddress(call.request)}`
  const limits = deps.config.rateLimits ?? defaultRateLimits

  const run: Run = async (call) => {
    const { request, url } = call
    checkUrlLength(request)
    // Matching is a pure look-up, done early because limits and faults are per endpoint; its refusal waits for its turn.
    const match = matchEndpoint(request.method, url.pathname)
    if (match.kind === 'endpoint') {
      call.endpoint = match.name
      call.params = match.params
      call.bytes = await readBody(request, endpoints[match.name].bodyLimit)
      const fault = await deps.faults?.(match.name, request)
      if (fault) return fault
    }
    // Only after the body is there: a slow sender holds nobody's turn. The items of a batch run in the batch's.
    const caller = call.inBatch ? null : callerKey(request)
    if (caller === null) return admit(call, match)
    return turns(caller, (waited) =>
      // Left meanwhile, as by the next letter of a search: the work would only keep the new question waiting.
      waited && request.signal.aborted ? Promise.resolve(abandoned()) : admit(call, match),
    )
  }

  const admit = async (call: Call, match: Match): Promise<Response> => {
    const { request } = call
    if (!call.inBatch) {
      if (needsSameOrigin(call)) checkSameOrigin(request, deps.config.origin)
      checkKnownRate(limiter, deps.config, call)
      call.principal = await deps.identify(request)
    }
    checkRate(limiter, deps.config, call)
    if (match.kind === 'failure') throw match.failure
    checkAudience(match.name, call.principal)
    checkPurpose(match.name, call.principal)
    call.body = parseBody(match.name, call.bytes, request.headers.get('content-type'))
    checkRight(match.name, call.principal)
    if (endpoints[match.name].freshSignIn) requireFreshSignIn(call.principal, deps.now())
    checkBulk(limiter, { ...call, endpoint: match.name }, deps.now())
    if (match.name === 'sampleSignIn') limiter.check(signInKey(call), limits.failedSignIns)
    return answer(call, match.name)
  }

  const answer = async (call: Call, endpoint: EndpointName): Promise<Response> => {
    if (endpoint === 'batch') {
      const body = await runBatch(call.body as BatchBody, call.request, (item) =>
        runItem(item, call.principal),
      )
      return renderReply(endpoint, { body })
    }
    const idempotent = await beginIdempotent(call, endpoint)
    try {
      const reply = idempotent?.replay ?? (await handle(call, endpoint, idempotent))
      if (deps.config.checkAnswers) checkReply(endpoint, reply)
      return renderReply(endpoint, reply)
    } finally {
      idempotent?.end()
    }
  }

  const beginIdempotent = async (call: Call, endpoint: EndpointName) => {
    const key = call.request.headers.get('idempotency-key')
    if (key === null || !endpoints[endpoint].idempotent) return null
    return idempotency.begin({
      key,
      endpoint,
      principalId: principalId(call.principal),
      target: call.url.pathname,
      body: call.bytes,
    })
  }

  const handle = async (
    call: Call,
    endpoint: Exclude<EndpointName, 'batch'>,
    idempotent: IdempotentCall | null,
  ): Promise<Reply> => {
    const context = {
      ...call,
      endpoint,
      principal: scopedTo(call.principal, rights[endpoint]),
      ifMatch: parseIfMatch(call.request.headers.get('if-match')),
      change: createChange({
        db: deps.db,
        endpoint,
        scope: () => auditScope(call),
        idempotent,
        log: (message, error) =>
          deps.log({ level: 'error', message, requestId: call.requestId, error: String(error) }),
      }),
      take: (what: string, perMinute: number) =>
        limiter.take(`${what} from ${remoteAddress(call.request)}`, perMinute),
      requireFreshSignIn: () => requireFreshSignIn(call.principal, deps.now()),
      deps,
      hub,
    }
    // Endpoint, params, body and principal were made to fit one another above, from the same table as the types.
    const handler = handlers[endpoint] as unknown as Handler<EndpointName>
    try {
      return await handler(context as unknown as Context)
    } catch (thrown) {
      if (thrown instanceof AlreadyAnswered) return thrown.reply
      if (deps.config.checkAnswers && thrown instanceof GraphFailure) checkFailure(endpoint, thrown)
      throw thrown
    }
  }

  /** The audit record of a refusal (R48), and the count of failed sign-ins. */
  const refused = async (call: Call, failure: GraphFailure): Promise<void> => {
    const { endpoint, params } = call
    if (endpoint === null || !isAudited(endpoint, failure)) return
    if (failure.status === 413 && !call.inBatch) {
      // Refused before the caller was known; the record should name them all the same.
      call.principal = await deps.identify(call.request).catch(() => null)
    }
    if (call.principal === null) {
      // Strangers may not fill the log faster than they may call.
      limiter.take(`refusals of ${remoteAddress(call.request)}`, limits.anonymousChanges)
    }
    const claimed = claimedAccount(call)
    if (endpoint === 'sampleSignIn' && failure.status === 401) {
      limiter.take(signInKey(call), limits.failedSignIns)
    }
    await recordRefusal(deps.db, { endpoint, params, failure, claimed }, auditScope(call))
  }
  return { run, refused }
}

/** Nobody reads it; the log has the status that web servers use for it. */
const abandoned = () => new Response(null, { status: 499 })

/** Cookies, and whatever sets one; a call with neither cookie nor token is nobody's and gets no further than 401. */
const needsSameOrigin = ({ request, endpoint }: Call) => {
  if (['GET', 'HEAD'].includes(request.method) || request.headers.has('authorization')) return false
  const setsCookie =
    endpoint !== null && isChange(endpoint) && endpoints[endpoint].audience === 'anyone'
  return setsCookie || sessionIdOf(request) !== null
}

const claimedAccount = ({ endpoint, body }: Call): string | null => {
  if (endpoint !== 'sampleSignIn') return null
  const name = (body as { userPrincipalName?: unknown } | undefined)?.userPrincipalName
  return typeof name === 'string' ? name : null
}
