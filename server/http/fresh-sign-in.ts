import { innerCodes } from '#contract/errors.ts'

import { GraphFailure } from './graph-failure.ts'
import type { Principal } from './principal.ts'

/** How long a sign-in counts as fresh (R42). */
export const freshMinutes = 5

/**
 * Throws 401 `freshSignInRequired` unless the person of a session signed in within the last five minutes: whoever finds an
 * unlocked screen or steals a cookie cannot do what needs it. A bearer token has nobody who could sign in; making one needs a
 * fresh sign-in instead (ADR 016).
 */
export const requireFreshSignIn = (principal: Principal | null, now: Date): void => {
  if (principal?.kind !== 'user' || principal.via === 'token') return
  const { signedInAt } = principal
  const age = signedInAt === null ? Infinity : now.getTime() - Date.parse(signedInAt)
  if (age <= freshMinutes * 60_000) return
  throw new GraphFailure(
    401,
    'InvalidAuthenticationToken',
    `This needs a sign-in within the last ${freshMinutes} minutes. Nothing was changed.`,
    {
      innerCode: innerCodes.freshSignInRequired,
      headers: {
        'WWW-Authenticate': `Bearer realm="EPM Console", error="insufficient_user_authentication", max_age="${freshMinutes * 60}"`,
      },
    },
  )
}
