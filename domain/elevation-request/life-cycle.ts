import type { ElevationRequest } from '#contract/elevation-requests.ts'

import { parseInstant } from '../instant.ts'

/** An approval lets the file run for exactly 24 hours counted from the decision (epm-behaviour 7.4). */
export const approvalWindowMs = 24 * 60 * 60 * 1000

/** How long a request waits is not documented (epm-behaviour 7.5). Seven days is our choice. */
export const pendingLifetimeMs = 7 * 24 * 60 * 60 * 1000

/** What of a request the life cycle looks at; a whole `ElevationRequest` fits. */
export type RequestFacts = Pick<
  ElevationRequest,
  | 'status'
  | 'requestedByUserId'
  | 'requestedOnDeviceId'
  | 'requestCreatedDateTime'
  | 'requestExpiryDateTime'
  | 'reviewCompletedDateTime'
  | 'applicationDetail'
>

export type Decision = 'approve' | 'deny' | 'revoke'

export type Refusal =
  /** Somebody decided before, or the state is final. */
  | 'alreadyDecided'
  /** Its time to be decided is over. */
  | 'expired'
  | 'ownRequest'
  /** The request or the caller carries no user id, so that "not my own" cannot be shown. */
  | 'requesterUnknown'
  /** Only an approval can be revoked or completed. */
  | 'notApproved'
  /** The 24 hours are over: nothing is left to take back or to use. */
  | 'windowEnded'
  | 'notPending'
  | 'notYetExpired'
  /** Another user, device, file or kind of elevation. */
  | 'otherElevation'
  | 'alreadyCompleted'
  /** A status this version does not know. */
  | 'unknownStatus'

type Refused = { ok: false; refusal: Refusal }
export type Reviewed = {
  status: 'approved' | 'denied' | 'revoked'
  reviewCompletedByUserId: string
  reviewCompletedDateTime: string
  requestLastModifiedDateTime: string
}
export type Moved<Status extends string> = { status: Status; requestLastModifiedDateTime: string }
type Outcome<Next> = { ok: true; next: Next } | Refused

const refuse = (refusal: Refusal): Refused => ({ ok: false, refusal })

/** Object ids are GUIDs, which differ in letter case between services. Blank ids equal nothing. */
const sameId = (one: string | null | undefined, other: string | null | undefined): boolean =>
  !!one && !!other && one.toLowerCase() === other.toLowerCase()

/** When an undecided request ends, as milliseconds: what the wire says, else the pending lifetime. */
const pendingEndsAt = (request: RequestFacts): number | null => {
  const stated = parseInstant(request.requestExpiryDateTime)
  if (stated !== null) return stated
  const created = parseInstant(request.requestCreatedDateTime)
  return created === null ? null : created + pendingLifetimeMs
}

const pendingIsOver = (request: RequestFacts, now: Date): boolean => {
  const end = pendingEndsAt(request)
  return end !== null && now.getTime() >= end
}

/** The first instant at which an approved or completed request no longer allows a run; null for all others. */
export const approvalEndsAt = (request: RequestFacts): Date | null => {
  if (request.status !== 'approved' && request.status !== 'completed') return null
  const decided = parseInstant(request.reviewCompletedDateTime)
  return decided === null ? null : new Date(decided + approvalWindowMs)
}

/**
 * May this person take this decision now? Approving one's own request is refused by immutable user id, never by
 * name (R7); denying or giving back one's own only takes rights away and is allowed. `now` is the server's clock.
 */
export const decide = (
  request: RequestFacts,
  decision: Decision,
  by: { userId: string },
  now: Date,
): Outcome<Reviewed> => {
  const refusal = decision === 'revoke' ? revokeRefusal(request, now) : reviewRefusal(request, now)
  if (refusal) return refuse(refusal)
  if (decision === 'approve') {
    if (!request.requestedByUserId || !by.userId) return refuse('requesterUnknown')
    if (sameId(request.requestedByUserId, by.userId)) return refuse('ownRequest')
  }
  const at = now.toISOString()
  return {
    ok: true,
    next: {
      status: statusAfter[decision],
      reviewCompletedByUserId: by.userId,
      reviewCompletedDateTime: at,
      requestLastModifiedDateTime: at,
    },
  }
}

const statusAfter = { approve: 'approved', deny: 'denied', revoke: 'revoked' } as const

const reviewRefusal = (request: RequestFacts, now: Date): Refusal | null => {
  switch (request.status) {
    case 'pending':
      return pendingIsOver(request, now) ? 'expired' : null
    case 'expired':
      return 'expired'
    case 'approved':
    case 'denied':
    case 'revoked':
    case 'completed':
      return 'alreadyDecided'
    case 'none':
    case 'unknownFutureValue':
    default:
      return 'unknownStatus'
  }
}

const revokeRefusal = (request: RequestFacts, now: Date): Refusal | null => {
  switch (request.status) {
    case 'approved':
      return windowIsOver(request, now) ? 'windowEnded' : null
    case 'pending':
      return 'notApproved'
    case 'denied':
    case 'expired':
    case 'revoked':
    case 'completed':
      return 'alreadyDecided'
    case 'none':
    case 'unknownFutureValue':
    default:
      return 'unknownStatus'
  }
}

const windowIsOver = (request: RequestFacts, now: Date): boolean => {
  const end = approvalEndsAt(request)
  return end !== null && now >= end
}

/** Moves a pending request whose time is over to expired; changes nothing else. */
export const expire = (request: RequestFacts, now: Date): Outcome<Moved<'expired'>> => {
  if (request.status !== 'pending') return refuse('notPending')
  if (!pendingIsOver(request, now)) return refuse('notYetExpired')
  return {
    ok: true,
    next: { status: 'expired', requestLastModifiedDateTime: now.toISOString() },
  }
}

/** A reported elevation with its user already looked up: the wire names the user only by UPN. */
export type ElevationFacts = {
  elevationType: string
  userId: string
  deviceId: string
  hash: string
  eventDateTime: string
}

/** Does this approval cover this elevation? Approved and completed requests do, inside the 24 hours. */
export const covers = (request: RequestFacts, elevation: ElevationFacts, now: Date): boolean =>
  coverRefusal(request, elevation, now) === null

const coverRefusal = (
  request: RequestFacts,
  elevation: ElevationFacts,
  now: Date,
): Refusal | null => {
  if (request.status !== 'approved' && request.status !== 'completed') return 'notApproved'
  const same =
    elevation.elevationType === 'supportApprovedElevation' &&
    sameId(request.requestedByUserId, elevation.userId) &&
    sameId(request.requestedOnDeviceId, elevation.deviceId) &&
    sameId(request.applicationDetail?.fileHash, elevation.hash)
  const event = parseInstant(elevation.eventDateTime)
  const end = approvalEndsAt(request)
  if (!same || event === null || end === null) return 'otherElevation'
  // A device that was offline reports late, so its own time counts; a clock that runs ahead does not lengthen it.
  const at = Math.min(event, now.getTime())
  if (at >= end.getTime()) return 'windowEnded'
  return at < end.getTime() - approvalWindowMs ? 'otherElevation' : null
}

/** The first covered run completes an approval. Later runs inside the window stay allowed: see `covers`. */
export const complete = (
  request: RequestFacts,
  elevation: ElevationFacts,
  now: Date,
): Outcome<Moved<'completed'>> => {
  if (request.status === 'completed') return refuse('alreadyCompleted')
  const refusal = coverRefusal(request, elevation, now)
  if (refusal) return refuse(refusal)
  return {
    ok: true,
    next: { status: 'completed', requestLastModifiedDateTime: now.toISOString() },
  }
}

export type Phase =
  | { kind: 'pending'; endsAt: Date | null; msLeft: number | null }
  /** The 24 hours run; `endsAt` is null only when the wire does not say when it was decided. */
  | { kind: 'approved'; endsAt: Date | null; msLeft: number | null }
  /** The 24 hours went by and the file was never run. */
  | { kind: 'approvalEnded'; endedAt: Date }
  | { kind: 'completed'; endsAt: Date | null; msLeft: number | null }
  | { kind: 'denied' | 'revoked' }
  | { kind: 'expired'; endedAt: Date | null }
  | { kind: 'unknown'; status: string }

/** What the request means at `now`, for the interface. A pending request past its end shows as expired. */
export const phase = (request: RequestFacts, now: Date): Phase => {
  switch (request.status) {
    case 'pending': {
      const end = dateOrNull(pendingEndsAt(request))
      if (end && now >= end) return { kind: 'expired', endedAt: end }
      return { kind: 'pending', ...left(end, now) }
    }
    case 'approved': {
      const end = approvalEndsAt(request)
      if (end && now >= end) return { kind: 'approvalEnded', endedAt: end }
      return { kind: 'approved', ...left(end, now) }
    }
    case 'completed':
      return { kind: 'completed', ...left(approvalEndsAt(request), now) }
    case 'denied':
      return { kind: 'denied' }
    case 'revoked':
      return { kind: 'revoked' }
    case 'expired':
      return { kind: 'expired', endedAt: dateOrNull(pendingEndsAt(request)) }
    case 'none':
    case 'unknownFutureValue':
    default:
      return { kind: 'unknown', status: request.status }
  }
}

const dateOrNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))

const left = (end: Date | null, now: Date) => ({
  endsAt: end,
  msLeft: end && Math.max(0, end.getTime() - now.getTime()),
})
