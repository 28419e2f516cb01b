import type { BatchBody } from '#contract/batch.ts'
import type { EndpointName } from '#contract/endpoints.ts'

import { requireFreshSignIn } from './fresh-sign-in.ts'
import { matchEndpoint } from './match.ts'
import type { Principal } from './principal.ts'
import type { RateLimiter } from './rate-limit.ts'

/** As many decisions as one person reads and makes within a minute; more is bulk (R42). */
export const mostDecisions = 10

const decisions: readonly EndpointName[] = [
  'elevationRequestApprove',
  'elevationRequestDeny',
  'elevationRequestRevoke',
]

const decisionsIn = ({ requests }: BatchBody): number =>
  requests.filter(({ method, url }) => {
    const [path = ''] = `/beta/${url.replace(/^\//, '')}`.split('?')
    const match = matchEndpoint(method, path)
    return match.kind === 'endpoint' && decisions.includes(match.name)
  }).length

/**
 * More than ten decisions in one batch, or of one person within a minute, need a fresh sign-in (R42). A batch is judged before
 * any of it runs.
 */
export const checkBulk = (
  limiter: RateLimiter,
  call: { endpoint: EndpointName; principal: Principal | null; body: unknown },
  now: Date,
): void => {
  const { endpoint, principal } = call
  if (principal?.kind !== 'user' || principal.via === 'token') return
  if (endpoint === 'batch') {
    // The body was parsed as this endpoint's.
    if (decisionsIn(call.body as BatchBody) > mostDecisions) requireFreshSignIn(principal, now)
  } else if (decisions.includes(endpoint)) {
    const isBulk = !limiter.tryTake(`decisions of ${principal.userId}`, mostDecisions)
    if (isBulk) requireFreshSignIn(principal, now)
  }
}
