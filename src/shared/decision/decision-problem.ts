import { innerCodes } from '#contract/errors.ts'
import type { ApiError } from '#src/api/errors.ts'

/** Something that is shown of a request, under the name it has on screen. */
export type ShownField<R> = { label: string; read: (request: R) => string }
export type ChangedField = { label: string; was: string; is: string }

/** What a decision has to know of its kind of request. */
export type Decidable<R> = {
  /** Everything the drawer and the dialog show of it: what was seen is what is decided (R2). */
  fields: readonly ShownField<R>[]
  /** Why a reading can no longer be decided; null while it can. */
  endOf: (request: R) => 'decided' | 'expired' | null
  /** The resource that came with a refusal; null when it is none. */
  parse: (resource: unknown) => R | null
}

/** Why a decision was not made. Each is a state of the dialog, not a toast. */
export type DecisionProblem<R> =
  /** Somebody was first; `request` is the real outcome. */
  | { kind: 'decided'; request: R }
  /** It reads otherwise than it was shown. Nothing was decided. */
  | { kind: 'changed'; request: R; fields: readonly ChangedField[] }
  /** Sent, no answer, and the look afterwards failed as well. */
  | { kind: 'unknown' }
  /** Sent, no answer, and nothing had been recorded when we looked. */
  | { kind: 'notRecorded' }
  | { kind: 'offline' }
  | { kind: 'ownRequest' }
  | { kind: 'expired' }
  | { kind: 'forbidden'; message: string }
  | { kind: 'failed'; error: ApiError }

/** The shown fields in which two readings differ. */
export const changedFields = <R>(
  { fields }: Pick<Decidable<R>, 'fields'>,
  seen: R,
  current: R,
): readonly ChangedField[] =>
  fields.flatMap(({ label, read }) => {
    const was = read(seen)
    const is = read(current)
    return was === is ? [] : [{ label, was, is }]
  })

/** What a newer reading means for a decision that was not sent; null when nothing stands in its way. */
export const problemOfReading = <R>(
  what: Decidable<R>,
  seen: R,
  current: R,
): DecisionProblem<R> | null => {
  const end = what.endOf(current)
  if (end === 'expired') return { kind: 'expired' }
  if (end === 'decided') return { kind: 'decided', request: current }
  const fields = changedFields(what, seen, current)
  return fields.length === 0 ? null : { kind: 'changed', request: current, fields }
}

/** A key that is in use or was used with another text: an earlier try did arrive. */
const isEarlier = ({ innerCode }: ApiError) =>
  innerCode === innerCodes.idempotencyRunning || innerCode === innerCodes.idempotencyMismatch

/** A refusal that the request as it is now explains. */
export const isConflict = (error: ApiError) =>
  error.isConflict || error.innerCode === innerCodes.idempotencyMismatch

/**
 * What a refused or lost decision means. For a conflict pass `current`: the error's own (`parse`), else a fresh
 * reading, else null.
 */
export const problemOf = <R>(
  what: Decidable<R>,
  error: ApiError,
  seen: R,
  current: R | null,
): DecisionProblem<R> => {
  if (error.kind === 'offline') return { kind: 'offline' }
  const earlier = isEarlier(error)
  if (error.kind === 'unknownOutcome' || (earlier && current === null)) return { kind: 'unknown' }
  if (error.kind === 'notRecorded') return { kind: 'notRecorded' }
  if (error.innerCode === innerCodes.ownRequest) return { kind: 'ownRequest' }
  if (error.innerCode === innerCodes.requestExpired) return { kind: 'expired' }
  if ((error.isConflict || earlier) && current !== null)
    // A version without a visible change: nothing to name, but the decision was not made.
    return (
      problemOfReading(what, seen, current) ?? { kind: 'changed', request: current, fields: [] }
    )
  if (error.status === 403) return { kind: 'forbidden', message: error.message }
  return { kind: 'failed', error }
}

/** A problem that leaves nothing to send, as the reason under the button. */
export const blocked: Partial<Record<DecisionProblem<unknown>['kind'], string>> = {
  decided: 'Already decided.',
  expired: 'The request has expired.',
  ownRequest: 'This is your own request.',
  changed: 'Look at what has changed first.',
  unknown: 'Check first whether your decision was recorded.',
}

/** Nothing is left to decide. */
export const isOver = ({ kind }: DecisionProblem<unknown>): boolean =>
  kind === 'decided' || kind === 'expired' || kind === 'ownRequest'
