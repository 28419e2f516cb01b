import { useQueryClient } from '@tanstack/react-query'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useDecision, verifyDecision } from '#src/shared/decision/use-decision.ts'

import { requestEndpoints, requestQuery } from './request-queries.ts'
import type { Decision } from './request-text.ts'
import { toReviewBody, type ReviewForm } from './review-form.ts'
import { elevation, isMyDecision } from './review-outcome.ts'

const endpointOf = {
  approve: 'elevationRequestApprove',
  deny: 'elevationRequestDeny',
} as const

type Options = {
  decision: Decision
  /** The request as the open drawer shows it now, and when that was read. */
  request: ElevationRequest
  readAt: number
  myId: string
  /** Gets the request as the service shows it after the decision. */
  onDecided: (request: ElevationRequest) => void
}

/** One decision on an elevation request. */
export const useReview = ({ decision, request, readAt, myId, onDecided }: Options) => {
  const client = useQueryClient()
  const { id } = request
  const look = {
    what: elevation,
    read: () => callOnce('elevationRequestGet', { path: { id } }),
    isMine: (found: ElevationRequest) => isMyDecision(found, decision, myId),
  }
  const mutation = useApiMutation<(typeof endpointOf)[Decision]>(endpointOf[decision], {
    invalidates: requestEndpoints,
    verify: () => verifyDecision(look),
  })
  const review = useDecision<ElevationRequest, ReviewForm>({
    ...look,
    request,
    readAt,
    keep: (current) => client.setQueryData(requestQuery(id).queryKey, current),
    post: ({ request: seen, key }, values) =>
      mutation.sendAsync({
        path: { id },
        body: toReviewBody(values),
        ifMatch: seen['@odata.etag'],
        idempotencyKey: key,
      }),
    busy: mutation.pending || mutation.checking,
    onDecided,
  })
  return { ...review, pending: review.reading || mutation.pending, checking: mutation.checking }
}
