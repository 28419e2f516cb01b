import { ElevationRequest } from '#contract/elevation-requests.ts'
import { innerCodes } from '#contract/errors.ts'
import type { ApiError } from '#src/api/errors.ts'

import { text, type Decision } from './request-text.ts'
import { changedFields, type ChangedField } from './shown-fields.ts'

/** Why a decision was not made. Each is a state of the dialog, not a toast. */
export type ReviewProblem =
  /** Somebody was first; `request` is the real outcome. */
  | { kind: 'decided'; request: ElevationRequest }
  /** It reads otherwise than it was shown. Nothing was decided. */
  | { kind: 'changed'; request: ElevationRequest; fields: readonly ChangedField[] }
  /** Sent, no answer, and the look afterwards failed as well. */
  | { kind: 'unknown' }
  /** Sent, no answer, and nothing had been recorded when we looked. */
  | { kind: 'notRecorded' }
  | { kind: 'offline' }
  | { kind: 'ownRequest' }
  | { kind: 'expired' }
  | { kind: 'forbidden'; message: string }
  | { kind: 'failed'; error: ApiError }

const reached: Record<Decision, readonly string[]> = {
  // A fast device may have run the file between the decision and the look.
  approve: ['approved', 'completed'],
  deny: ['denied'],
}

/** Does this reading show my decision? Told by state and by my immutable id. */
export const isMyDecision = (request: ElevationRequest, decision: Decision, myId: string) =>
  reached[decision].includes(request.status) &&
  text(request.reviewCompletedByUserId).toLowerCase() === myId.toLowerCase()

/** What a newer reading means for a decision that was not sent; null when nothing stands in its way. */
export const problemOfReading = (
  seen: ElevationRequest,
  current: ElevationRequest,
): ReviewProblem | null => {
  if (current.status !== 'pending' && current.status !== 'none')
    return current.status === 'expired'
      ? { kind: 'expired' }
      : { kind: 'decided', request: current }
  const fields = changedFields(seen, current)
  return fields.length === 0 ? null : { kind: 'changed', request: current, fields }
}

/** The resource the service sent with a conflict, if it did. */
export const currentOf = (error: ApiError): ElevationRequest | null => {
  const parsed = ElevationRequest.safeParse(error.current)
  return parsed.success ? parsed.data : null
}

/**
 * What a refused or lost decision means. For a conflict pass `current`: the error's own (`currentOf`), else a fresh
 * reading, else null.
 */
export const problemOf = (
  error: ApiError,
  seen: ElevationRequest,
  current: ElevationRequest | null,
): ReviewProblem => {
  if (error.kind === 'offline') return { kind: 'offline' }
  // A key that is in use or was used with another reason: an earlier try did arrive.
  const earlier =
    error.innerCode === innerCodes.idempotencyRunning ||
    error.innerCode === innerCodes.idempotencyMismatch
  if (error.kind === 'unknownOutcome' || (earlier && current === null)) return { kind: 'unknown' }
  if (error.kind === 'notRecorded') return { kind: 'notRecorded' }
  if (error.innerCode === innerCodes.ownRequest) return { kind: 'ownRequest' }
  if (error.innerCode === innerCodes.requestExpired) return { kind: 'expired' }
  if ((error.isConflict || earlier) && current !== null)
    // A version without a visible change: nothing to name, but the decision was not made.
    return problemOfReading(seen, current) ?? { kind: 'changed', request: current, fields: [] }
  if (error.status === 403) return { kind: 'forbidden', message: error.message }
  return { kind: 'failed', error }
}
