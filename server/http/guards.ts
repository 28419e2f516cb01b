import { endpoints, type EndpointName } from '#contract/endpoints.ts'
import { innerCodes } from '#contract/errors.ts'

import { GraphFailure } from './graph-failure.ts'
import { notSignedIn } from './identify.ts'
import type { Principal } from './principal.ts'
import { defaultRateLimits, type RateLimiter } from './rate-limit.ts'
import { isChange } from './refusal-audit.ts'
import { remoteAddress } from './remote-address.ts'
import { hasRight, rights, type Right } from './rights.ts'
import { sessionIdOf } from './sessions.ts'
import type { ServiceConfig } from './types.ts'

/** A stable name of the caller, for keys and logs. */
export const principalId = (principal: Principal | null): string => {
  if (principal === null) return 'nobody'
  return principal.kind === 'user' ? `user:${principal.userId}` : `device:${principal.deviceId}`
}

/** Who calls as far as the request says it, before anyone has looked it up; null without a session and a token. */
export const callerKey = (request: Request): string | null =>
  request.headers.get('authorization') ?? sessionIdOf(request)

type Minute = readonly [key: string, perMinute: number]

const minuteOfSession = (
  config: ServiceConfig,
  endpoint: EndpointName | null,
  session: string,
): Minute => {
  const limits = config.rateLimits ?? defaultRateLimits
  return endpoint !== null && isChange(endpoint)
    ? [`changes of ${session}`, limits.sessionChanges]
    : [`reads of ${session}`, limits.sessionReads]
}

/**
 * Refuses (429) a session whose minute is used up before it costs a look into the database: only sessions that were found have a
 * minute. Counts nothing.
 */
export const checkKnownRate = (
  limiter: RateLimiter,
  config: ServiceConfig,
  { endpoint, request }: { endpoint: EndpointName | null; request: Request },
): void => {
  const session = sessionIdOf(request)
  if (session === null || endpoint === 'batch') return
  limiter.check(...minuteOfSession(config, endpoint, session))
}

/** One call of the caller's minute (R43). A batch costs what its items cost. Throws 429. */
export const checkRate = (
  limiter: RateLimiter,
  config: ServiceConfig,
  call: { endpoint: EndpointName | null; request: Request; principal: Principal | null },
): void => {
  const { endpoint, request, principal } = call
  if (endpoint === 'batch') return
  const limits = config.rateLimits ?? defaultRateLimits
  const changes = endpoint !== null && isChange(endpoint)
  const kind = changes ? 'changes' : 'reads'
  if (principal === null) {
    const address = remoteAddress(request) ?? 'unknown'
    limiter.take(`${kind} of ${address}`, changes ? limits.anonymousChanges : limits.anonymousReads)
  } else if (principal.kind === 'user' && principal.via === 'session') {
    // The items of a batch carry no cookie of their own; they count for the person.
    limiter.take(...minuteOfSession(config, endpoint, sessionIdOf(request) ?? principal.userId))
  } else {
    limiter.take(
      `${kind} of ${principalId(principal)}`,
      changes ? limits.tokenChanges : limits.tokenReads,
    )
  }
}

/** Who may call at all: 401 for nobody, 403 for a person where a device is asked for, and the other way round. */
export const checkAudience = (endpoint: EndpointName, principal: Principal | null): void => {
  const { audience } = endpoints[endpoint]
  if (audience === 'anyone') return
  if (principal === null)
    throw notSignedIn('Sign in first: the request carries no valid session or token.')
  if (audience === 'user or device' || audience === principal.kind) return
  throw new GraphFailure(
    403,
    'Forbidden',
    audience === 'device' ? 'Only a device can do this.' : 'A device cannot do this.',
    { innerCode: innerCodes.missingRight },
  )
}

/** Throws 403 naming the right that is missing. */
export const checkRight = (endpoint: EndpointName, principal: Principal | null): void => {
  const right = rights[endpoint]
  if (!hasRight(principal, right)) throw missingRight(right)
}

export const missingRight = (right: Right): GraphFailure =>
  new GraphFailure(403, 'Forbidden', `This needs the right ${right}.`, {
    innerCode: innerCodes.missingRight,
    details: [
      { code: innerCodes.missingRight, message: `The right ${right} is missing.`, target: right },
    ],
  })

/**
 * The version an `If-Match` names: null without one or for `*`. A tag that was never one of ours matches no version (−1),
 * so that the handler answers 412.
 */
export const parseIfMatch = (header: string | null): number | null => {
  if (header === null || header.trim() === '*') return null
  const version = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1]
  return version === undefined ? -1 : Number(version)
}
