import {
  pamLimits,
  type PamApprovalType,
  type PamRequest,
  type PamRequestKind,
  type PamRequestState,
} from '#contract/pam.ts'

import { parseInstant } from '../instant.ts'

const hourMs = 60 * 60 * 1000

/** How long a request waits to be answered (epm-behaviour 19.7): a day, and half of one for Customer Lockbox. */
export const pendingHours: Readonly<Record<PamRequestKind, number>> = {
  privilegedAccess: 24,
  customerLockbox: 12,
}

export const pamActions = ['approve', 'deny', 'revoke', 'expire', 'use'] as const
export type PamAction = (typeof pamActions)[number]
export type PamDecision = 'approve' | 'deny' | 'revoke'

/** What somebody is to a request; one person can be several. `clock` is nobody. */
export const pamParts = ['requester', 'approver', 'manager', 'clock', 'stranger'] as const
export type PamPart = (typeof pamParts)[number]

/** The life cycle: where an action leads from a state. What is not here does not happen (R8). */
export const moves: Readonly<
  Record<PamRequestState, Partial<Readonly<Record<PamAction, PamRequestState>>>>
> = {
  pending: { approve: 'approved', deny: 'denied', expire: 'expired' },
  approved: { revoke: 'revoked', use: 'approved' },
  denied: {},
  expired: {},
  revoked: {},
}

/** Who may do it. Taking access away is for more people than giving it; nobody gives it to themselves. */
export const allowedParts: Readonly<Record<PamAction, readonly PamPart[]>> = {
  approve: ['approver'],
  deny: ['approver'],
  revoke: ['approver', 'manager', 'requester'],
  expire: ['clock'],
  use: ['requester'],
}

/** What of a request the life cycle looks at; a whole `PamRequest` fits. */
export type PamRequestFacts = Pick<
  PamRequest,
  | 'kind'
  | 'status'
  | 'policyId'
  | 'requestedByUserId'
  | 'createdDateTime'
  | 'expiryDateTime'
  | 'accessEndDateTime'
  | 'durationHours'
>

export type PamActor = {
  /** Null for the clock. */
  userId: string | null
  parts: readonly PamPart[]
}

export type PamRefusal =
  /** Answered before, or the state is final. */
  | 'alreadyDecided'
  /** Its time to be answered is over. */
  | 'expired'
  | 'notYetExpired'
  | 'ownRequest'
  /** The request or the caller carries no user id, so that "not my own" cannot be shown. */
  | 'requesterUnknown'
  | 'notApprover'
  | 'notApproved'
  /** The hours are over: nothing is left to take back or to use. */
  | 'accessEnded'
  /** The policy it was asked under is gone: no approval is needed any more, so none is given. */
  | 'policyRemoved'
  /** Microsoft's own requests have approve and deny only. */
  | 'notRevocable'
  | 'unknownStatus'

export type PamNext = {
  status: PamRequestState
  lastModifiedDateTime: string
  decidedDateTime?: string
  accessEndDateTime?: string
  revokedDateTime?: string
}
export type PamOutcome = { ok: true; next: PamNext } | { ok: false; refusal: PamRefusal }

/** Object ids are GUIDs, which differ in letter case between services. Blank ids equal nothing. */
export const samePerson = (
  one: string | null | undefined,
  other: string | null | undefined,
): boolean => Boolean(one) && one?.toLowerCase() === other?.toLowerCase()

const isState = (status: string): status is PamRequestState => Object.hasOwn(moves, status)

/** When an unanswered request ends: what it says, else counted from its creation. */
const waitsUntil = (request: PamRequestFacts): number => {
  const stated = parseInstant(request.expiryDateTime)
  if (stated !== null) return stated
  const hours = request.kind === 'customerLockbox' ? 12 : 24
  return (parseInstant(request.createdDateTime) ?? Number.NEGATIVE_INFINITY) + hours * hourMs
}

const waitIsOver = (request: PamRequestFacts, now: Date) => now.getTime() >= waitsUntil(request)
/** An approval that does not say when it ends has ended: what cannot be told is not allowed. */
const accessIsOver = (request: PamRequestFacts, now: Date) =>
  now.getTime() >= (parseInstant(request.accessEndDateTime) ?? Number.NEGATIVE_INFINITY)

const stateRefusal = (request: PamRequestFacts, action: PamAction): PamRefusal | null => {
  const { status } = request
  if (!isState(status)) return 'unknownStatus'
  if (moves[status][action] !== undefined) return null
  if (action === 'use' || (action === 'revoke' && status === 'pending')) return 'notApproved'
  return status === 'expired' && action !== 'revoke' ? 'expired' : 'alreadyDecided'
}

const timeRefusal = (request: PamRequestFacts, action: PamAction, now: Date): PamRefusal | null => {
  if (action === 'approve' || action === 'deny') return waitIsOver(request, now) ? 'expired' : null
  if (action === 'expire') return waitIsOver(request, now) ? null : 'notYetExpired'
  return accessIsOver(request, now) ? 'accessEnded' : null
}

const personRefusal = (
  request: PamRequestFacts,
  action: PamAction,
  by: PamActor,
): PamRefusal | null => {
  if (!by.parts.some((part) => allowedParts[action].includes(part))) return 'notApprover'
  if (action !== 'approve') return null
  if (!request.requestedByUserId && request.kind !== 'customerLockbox') return 'requesterUnknown'
  if (!by.userId) return 'requesterUnknown'
  return samePerson(request.requestedByUserId, by.userId) ? 'ownRequest' : null
}

/**
 * May this happen now, and what follows? `now` is the server's clock. The person is looked at first, so that whoever may
 * not act learns nothing from how the refusal reads; approving one's own request is refused by id, in whatever part (R7).
 */
export const act = (
  request: PamRequestFacts,
  action: PamAction,
  by: PamActor,
  now: Date,
): PamOutcome => {
  const refusal =
    personRefusal(request, action, by) ??
    stateRefusal(request, action) ??
    (action === 'revoke' && request.kind === 'customerLockbox' ? 'notRevocable' : null) ??
    timeRefusal(request, action, now) ??
    (action === 'approve' && request.kind !== 'customerLockbox' && !request.policyId
      ? 'policyRemoved'
      : null)
  if (refusal) return { ok: false, refusal }
  const status = isState(request.status) ? moves[request.status][action] : undefined
  if (status === undefined) return { ok: false, refusal: 'unknownStatus' }
  const at = now.toISOString()
  const decided = action === 'approve' || action === 'deny' ? { decidedDateTime: at } : {}
  const access =
    action === 'approve' ? { accessEndDateTime: endOfAccess(now, request.durationHours) } : {}
  const revoked = action === 'revoke' ? { revokedDateTime: at } : {}
  return {
    ok: true,
    next: { status, lastModifiedDateTime: at, ...decided, ...access, ...revoked },
  }
}

/** The first instant at which access given now for so many hours no longer holds. */
export const endOfAccess = (now: Date, hours: number): string =>
  new Date(now.getTime() + hours * hourMs).toISOString()

/** How a request begins: waiting for its group, or approved at once where the policy says Auto. */
export const begin = (
  ask: { kind: PamRequestKind; approvalType: PamApprovalType; durationHours?: number | undefined },
  now: Date,
) => {
  const durationHours = ask.durationHours ?? pamLimits.defaultDurationHours
  const at = now.toISOString()
  const auto = ask.approvalType === 'auto'
  return {
    status: auto ? ('approved' as const) : ('pending' as const),
    durationHours,
    createdDateTime: at,
    lastModifiedDateTime: at,
    expiryDateTime: new Date(now.getTime() + pendingHours[ask.kind] * hourMs).toISOString(),
    decidedDateTime: auto ? at : null,
    accessEndDateTime: auto ? endOfAccess(now, durationHours) : null,
  }
}

export type PamPhase =
  | { kind: 'pending' | 'approved'; endsAt: Date; msLeft: number }
  /** The hours of an approval went by. */
  | { kind: 'accessEnded' | 'expired'; endedAt: Date }
  | { kind: 'denied' | 'revoked' }
  | { kind: 'unknown'; status: string }

const dateOf = (ms: number) => new Date(Number.isFinite(ms) ? ms : 0)

/** What the request means at `now`, for the interface. A pending request past its end shows as expired. */
export const pamPhase = (request: PamRequestFacts, now: Date): PamPhase => {
  const left = (end: Date) => ({ endsAt: end, msLeft: end.getTime() - now.getTime() })
  switch (request.status) {
    case 'pending': {
      const end = dateOf(waitsUntil(request))
      return now >= end ? { kind: 'expired', endedAt: end } : { kind: 'pending', ...left(end) }
    }
    case 'approved': {
      const end = dateOf(parseInstant(request.accessEndDateTime) ?? 0)
      return now >= end ? { kind: 'accessEnded', endedAt: end } : { kind: 'approved', ...left(end) }
    }
    case 'denied':
      return { kind: 'denied' }
    case 'revoked':
      return { kind: 'revoked' }
    case 'expired':
      return { kind: 'expired', endedAt: dateOf(waitsUntil(request)) }
    default:
      return { kind: 'unknown', status: request.status }
  }
}
