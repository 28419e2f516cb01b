import { useRef, useState } from 'react'

import { innerCodes } from '#contract/errors.ts'
import { ApiError } from '#src/api/errors.ts'
import { now } from '#src/lib/clock.ts'
import { newId } from '#src/lib/new-id.ts'

import {
  isConflict,
  problemOf,
  problemOfReading,
  type Decidable,
  type DecisionProblem,
} from './decision-problem.ts'

/** Data older than this is read again before a decision is sent (R56). */
export const staleAfterMs = 60_000

type Versioned = { '@odata.etag'?: string | undefined }

/** Without a version to send, as against Graph, the request is always read again first (R2). */
export const mustReread = (seen: Versioned, readAt: number, at: number) =>
  (seen['@odata.etag'] ?? '') === '' || at - readAt > staleAfterMs

/** What the dialog was drawn from; the idempotency key belongs to it. */
export type Seen<R> = { request: R; readAt: number; key: string }

/** The truth for a person whose decision got no answer: somebody else was first. */
const decidedByOther = (current: unknown) =>
  new ApiError({
    type: 'error',
    status: 409,
    requestId: '',
    etag: null,
    retryAfter: null,
    error: {
      code: 'Conflict',
      message: 'The request was decided by somebody else.',
      innerError: { code: innerCodes.alreadyDecided },
      current,
    },
  })

type Look<R> = {
  what: Decidable<R>
  /** Reads the request as the service has it now. */
  read: () => Promise<R>
  /** Does this reading show this person's decision? */
  isMine: (request: R) => boolean
}

/** For `verify` of the mutation: what became of a decision whose answer was lost. */
export const verifyDecision = async <R>({ what, read, isMine }: Look<R>): Promise<R | null> => {
  const found = await read()
  if (isMine(found)) return found
  if (what.endOf(found) === null) return null
  throw decidedByOther(found)
}

type Options<R, V> = Look<R> & {
  /** The request as the open drawer shows it now, and when that was read. */
  request: R
  readAt: number
  /** Puts a newer reading where the drawer reads it. */
  keep: (request: R) => void
  /** Sends the decision on exactly what was seen, once. */
  post: (seen: Seen<R>, values: V) => Promise<R>
  /** The decision is under way, or its lost answer is being looked up. */
  busy: boolean
  /** Gets the request as the service shows it after the decision. */
  onDecided: (request: R) => void
}

/**
 * One decision: sends exactly what was seen, once, and turns everything that can come back into a state (R2, R5, R9,
 * R10, R56). Nothing is sent twice and nothing is shown before the service has said it.
 */
export const useDecision = <R extends Versioned, V>(options: Options<R, V>) => {
  const { what, read, isMine, request, readAt, keep, post, onDecided } = options
  const [seen, setSeen] = useState<Seen<R>>(() => ({ request, readAt, key: newId() }))
  const [problem, setProblem] = useState<DecisionProblem<R> | null>(null)
  const [reading, setReading] = useState(false)
  const underWay = useRef(false)
  const busy = reading || options.busy
  // A newer reading that arrives while the dialog is open counts at once, not only when it is sent.
  const shown = problem ?? (busy ? null : problemOfReading(what, seen.request, request))

  /** What is there to decide on; null when it may not be sent. */
  const freshlySeen = async (): Promise<Seen<R> | null> => {
    if (!mustReread(seen.request, seen.readAt, now())) return seen
    setReading(true)
    try {
      const current = await read()
      keep(current)
      const found = problemOfReading(what, seen.request, current)
      if (found !== null) {
        setProblem(found)
        return null
      }
      const renewed = { ...seen, request: current, readAt: now() }
      setSeen(renewed)
      return renewed
    } finally {
      setReading(false)
    }
  }

  const explain = async (error: ApiError) => {
    let current = what.parse(error.current)
    if (isConflict(error) && current === null) current = await read().catch(() => null)
    if (current !== null) keep(current)
    setProblem(problemOf(what, error, seen.request, current))
  }

  const send = async (values: V) => {
    if (underWay.current) return
    underWay.current = true
    setProblem(null)
    try {
      const target = await freshlySeen()
      if (target === null) return
      const answer = await post(target, values)
      // The service's own state is shown, read back; its answer when that fails.
      const stored = await read().catch(() => answer)
      keep(stored)
      onDecided(stored)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      await explain(reason)
    } finally {
      underWay.current = false
    }
  }

  /** After an unknown outcome: looks again and says what is there now. */
  const look = async () => {
    if (underWay.current) return
    underWay.current = true
    setReading(true)
    try {
      const current = await read()
      keep(current)
      if (isMine(current)) onDecided(current)
      else if (what.endOf(current) === null) setProblem({ kind: 'notRecorded' })
      else setProblem(problemOfReading(what, seen.request, current))
    } catch {
      setProblem({ kind: 'unknown' })
    } finally {
      setReading(false)
      underWay.current = false
    }
  }

  /** The person has looked at what changed; from now on that is what they decide on. */
  const accept = (current: R) => {
    setSeen({ request: current, readAt: now(), key: newId() })
    setProblem(null)
  }

  return { seen: seen.request, problem: shown, reading, send, look, accept }
}
