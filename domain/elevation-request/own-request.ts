import type { ElevationRequest } from '#contract/elevation-requests.ts'

/** Is the request this person's own? Compared by immutable user id, never by name (R7). */
export const isOwnRequest = (
  { requestedByUserId: requester }: Pick<ElevationRequest, 'requestedByUserId'>,
  userId: string,
): boolean => Boolean(requester) && requester?.toLowerCase() === userId.toLowerCase()

/** Why nobody makes a rule from a request of their own; null when it is somebody else's. */
export const ownRuleRefusal = (
  request: Pick<ElevationRequest, 'requestedByUserId'>,
  userId: string,
): string | null =>
  isOwnRequest(request, userId)
    ? 'This is your own request. Somebody else has to make a rule from it.'
    : null
