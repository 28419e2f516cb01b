import { ConsoleConfig, originsOf } from '#contract/console-config.ts'
import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { innerCodes } from '#contract/errors.ts'
import type { EffectivePermissions } from '#contract/rights.ts'
import { isOwnRequest } from '#domain/elevation-request/own-request.ts'
import { now } from '#src/lib/clock.ts'
import { newId } from '#src/lib/new-id.ts'

import { commonOptions, type AnyCall, type Send, type Transport } from '../api.ts'
import { holdBack } from '../held-back.ts'
import type { ApiFailure, ApiResult } from '../result.ts'
import { createApprovals } from './approvals.ts'
import { claimsOf } from './claims.ts'
import { readableError } from './error-text.ts'
import { localAnswer } from './local-answers.ts'
import { onlyReading } from './read-only.ts'
import { createRoleLinks } from './role-links.ts'
import { scopeOf, type Access } from './scopes.ts'
import { createGraphSignIn, SignInNeeded, type GraphSignIn } from './sign-in.ts'
import { createThrottle } from './throttle.ts'
import { withVersions } from './versions.ts'

/** Read with a sentence about the field that is wrong, for the person who wrote the file. */
export const parseConsoleConfig = (text: string): ConsoleConfig => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error('config.json is not JSON.')
  }
  const parsed = ConsoleConfig.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`config.json: ${issue?.path.join('.') || 'it'} ${issue?.message ?? 'is wrong'}.`)
}

const signInNeeded = (): ApiFailure => ({
  type: 'error',
  status: 401,
  requestId: newId(),
  etag: null,
  retryAfter: null,
  error: { code: 'InteractionRequired', message: 'Microsoft asks you to sign in again.' },
})

/** Microsoft's sign-in gave no token and no question: nothing was sent to Graph. */
const noToken = (name: string): ApiFailure => ({
  type: 'clientError',
  kind: commonOptions.isOffline() ? 'offline' : 'network',
  detail: `${name}: no token`,
  requestId: newId(),
  status: null,
})

class NoToken extends Error {}

/** Graph documents no rule against deciding one's own request, so the console keeps one (R7). */
const ownRequest = (myId: string | null) => (call: AnyCall, current: unknown) => {
  if (call.name !== 'elevationRequestApprove' || myId === null) return null
  // What `elevationRequestGet` answered, checked against the contract.
  if (!isOwnRequest(current as ElevationRequest, myId)) return null
  const refusal: ApiFailure = {
    type: 'error',
    status: 403,
    requestId: '',
    etag: null,
    retryAfter: null,
    error: {
      code: 'Forbidden',
      message: 'This is your own request. The console lets nobody approve their own.',
      innerError: { code: innerCodes.ownRequest },
    },
  }
  return refusal
}

/** What Graph answers differently from our own service, made the same. */
const settled = (call: AnyCall, result: ApiResult<unknown>, access: Access): ApiResult<unknown> => {
  if (result.type === 'error' && result.error !== null)
    return { ...result, error: readableError(result.error) }
  if (result.type === 'success' && call.name === 'policyList') {
    // The number is that of the page, not of the list (graph-contract 6.2).
    const { '@odata.count': count, ...data } = result.data as Record<string, unknown>
    return count === undefined ? result : { ...result, data }
  }
  if (result.type === 'success' && call.name === 'effectivePermissions' && access === 'read') {
    // Checked against the contract by the client.
    return { ...result, data: onlyReading(result.data as EffectivePermissions) }
  }
  return result
}

/** How the console speaks to Microsoft Graph: bearer tokens of the open area, below the limits, with versions of its own. */
export const createGraphTransport = (
  config: ConsoleConfig,
  signIn: GraphSignIn,
  over: Partial<Pick<typeof commonOptions, 'fetch'>> & {
    sleep?: (ms: number) => Promise<void>
    deadline?: number
  } = {},
): Transport => {
  const base = `${originsOf(config).graph}/beta`
  const fetchIt = over.fetch ?? commonOptions.fetch
  const sleep = over.sleep ?? ((ms: number) => new Promise<void>((done) => setTimeout(done, ms)))
  const throttle = createThrottle({ now, sleep, onWait: holdBack })
  const approvals = createApprovals(sessionStorage, 'Sent from the EPM Console.')
  const withRoles = createRoleLinks()
  let myId: string | null = null

  const throttled: (call: AnyCall, send: Send) => Send = (call, send) => async (name, args) => {
    const changes = name === call.name && call.endpoint.changes
    await throttle.turn(changes ? 'changes' : 'reads', args.signal)
    return send(name, args)
  }

  return {
    options: {
      ...commonOptions,
      baseUrl: base,
      sleep,
      ...(over.deadline === undefined ? {} : { deadline: over.deadline }),
      fetch: async (input, init = {}) => {
        const { method = 'GET', body } = init
        const url = input instanceof Request ? input.url : input.toString()
        const headers = new Headers(init.headers)
        for (const [name, value] of Object.entries(approvals.headersFor(method, url, body)))
          headers.set(name, value)
        const response = await fetchIt(input, { ...init, headers })
        await approvals.answered(method, url, body, response)
        const claims = [401, 403].includes(response.status) ? claimsOf(response.headers) : null
        if (claims === null) return response
        signIn.challenged(claims)
        // A right that a newer sign-in would have is no missing right.
        return new Response(response.body, { status: 401, headers: response.headers })
      },
      headers: async (name) => {
        try {
          // The client's names are those of the endpoint table.
          const token = await signIn.token(scopeOf(name as AnyCall['name'], config.access))
          return { Authorization: `Bearer ${token}`, Prefer: 'include-unknown-enum-members' }
        } catch (reason) {
          throw reason instanceof SignInNeeded ? reason : new NoToken()
        }
      },
    },
    notices: false,
    signIn: { leave: signIn.leave, problem: signIn.problem },
    around: async (call, send) => {
      const local = await localAnswer(call, config, signIn)
      if (local !== null) return local
      try {
        const inTurn = throttled(call, send)
        const answered = await withVersions(call, inTurn, ownRequest(myId))
        const result = settled(call, await withRoles(call, answered, inTurn), config.access)
        if (call.name === 'me' && result.type === 'success')
          myId = (result.data as { id: string }).id
        return result
      } catch (reason) {
        if (reason instanceof SignInNeeded) return signInNeeded()
        if (reason instanceof NoToken) return noToken(call.name)
        throw reason
      }
    },
  }
}

/** `config.json` as text → a transport that is ready to be used, back from Microsoft's sign-in if it was there. */
export const graphTransport = async (text: string): Promise<Transport> => {
  const config = parseConsoleConfig(text)
  return createGraphTransport(config, await createGraphSignIn(config))
}
