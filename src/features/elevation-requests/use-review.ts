import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { innerCodes } from '#contract/errors.ts'
import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { now } from '#src/lib/clock.ts'
import { newId } from '#src/lib/new-id.ts'

import { requestEndpoints, requestQuery } from './request-queries.ts'
import type { Decision } from './request-text.ts'
import { mustReread, toReviewBody, type ReviewForm } from './review-form.ts'
import {
  currentOf,
  isMyDecision,
  problemOf,
  problemOfReading,
  type ReviewProblem,
} from './review-outcome.ts'

const endpointOf = {
  approve: 'elevationRequestApprove',
  deny: 'elevationRequestDeny',
} as const

/** What the dialog was drawn from; the idempotency key belongs to it. */
type Seen = { request: ElevationRequest; readAt: number; key: string }

type Options = {
  decision: Decision
  /** The request as the open drawer shows it now, and when that was read. */
  request: ElevationRequest
  readAt: number
  myId: string
  /** Gets the request as the service shows it after the decision. */
  onDecided: (request: ElevationRequest) => void
}

const isConflict = (error: ApiError) =>
  error.isConflict || error.innerCode === innerCodes.idempotencyMismatch

/** The truth for a person whose decision got no answer: somebody else was first. */
const decidedByOther = (current: ElevationRequest) =>
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

/**
 * One decision: sends exactly what was seen, once, and turns everything that can come back into a state (R2, R5, R9,
 * R10, R56). Nothing is sent twice and nothing is shown before the service has said it.
 */
export const useReview = ({ decision, request, readAt, myId, onDecided }: Options) => {
  const client = useQueryClient()
  const { id } = request
  const read = () => callOnce('elevationRequestGet', { path: { id } })
  const [seen, setSeen] = useState<Seen>(() => ({ request, readAt, key: newId() }))
  const [problem, setProblem] = useState<ReviewProblem | null>(null)
  const [reading, setReading] = useState(false)
  const underWay = useRef(false)
  const mutation = useApiMutation<(typeof endpointOf)[Decision]>(endpointOf[decision], {
    invalidates: requestEndpoints,
    verify: async () => {
      const found = await read()
      if (isMyDecision(found, decision, myId)) return found
      if (found.status === 'pending') return null
      throw decidedByOther(found)
    },
  })
  const busy = reading || mutation.pending || mutation.checking
  // A newer reading that arrives while the dialog is open counts at once, not only when it is sent.
  const shown = problem ?? (busy ? null : problemOfReading(seen.request, request))

  const keep = (current: ElevationRequest) =>
    client.setQueryData(requestQuery(id).queryKey, current)

  /** What is there to decide on; null when it may not be sent. */
  const freshlySeen = async (): Promise<Seen | null> => {
    if (!mustReread(seen.request, seen.readAt, now())) return seen
    setReading(true)
    try {
      const current = await read()
      keep(current)
      const found = problemOfReading(seen.request, current)
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
    let current = currentOf(error)
    if (isConflict(error) && current === null) current = await read().catch(() => null)
    if (current !== null) keep(current)
    setProblem(problemOf(error, seen.request, current))
  }

  const send = async (values: ReviewForm) => {
    if (underWay.current) return
    underWay.current = true
    setProblem(null)
    try {
      const target = await freshlySeen()
      if (target === null) return
      const answer = await mutation.sendAsync({
        path: { id },
        body: toReviewBody(values),
        ifMatch: target.request['@odata.etag'],
        idempotencyKey: target.key,
      })
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
      if (isMyDecision(current, decision, myId)) onDecided(current)
      else if (current.status === 'pending') setProblem({ kind: 'notRecorded' })
      else setProblem(problemOfReading(seen.request, current))
    } catch {
      setProblem({ kind: 'unknown' })
    } finally {
      setReading(false)
      underWay.current = false
    }
  }

  /** The person has looked at what changed; from now on that is what they decide on. */
  const accept = (current: ElevationRequest) => {
    setSeen({ request: current, readAt: now(), key: newId() })
    setProblem(null)
  }

  return {
    seen: seen.request,
    problem: shown,
    pending: reading || mutation.pending,
    checking: mutation.checking,
    send,
    look,
    accept,
  }
}
