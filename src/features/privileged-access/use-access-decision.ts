import { useQueryClient } from '@tanstack/react-query'

import type { PamRequest } from '#contract/pam.ts'
import type { PamDecision } from '#domain/pam/life-cycle.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useDecision, verifyDecision } from '#src/shared/decision/use-decision.ts'

import { accessFor, isMyDecision } from './access-decision.ts'
import { requestEndpoints, requestQuery } from './pam-queries.ts'

const endpoints = {
  approve: 'pamRequestApprove',
  deny: 'pamRequestDeny',
  revoke: 'pamRequestRevoke',
} as const

type Options = {
  decision: PamDecision
  /** The request as the open drawer shows it now, and when that was read. */
  request: PamRequest
  readAt: number
  myId: string
  onDecided: () => void
}

/** One decision on an access request. */
export const useAccessDecision = ({ decision, request, readAt, myId, onDecided }: Options) => {
  const client = useQueryClient()
  const { id } = request
  const look = {
    what: accessFor(decision),
    read: () => callOnce('pamRequestGet', { path: { id } }),
    isMine: (found: PamRequest) => isMyDecision(found, decision, myId),
  }
  const mutation = useApiMutation<(typeof endpoints)[PamDecision]>(endpoints[decision], {
    invalidates: requestEndpoints,
    verify: () => verifyDecision(look),
  })
  const deciding = useDecision<PamRequest, { comment: string }>({
    ...look,
    request,
    readAt,
    keep: (current) => client.setQueryData(requestQuery(id).queryKey, current),
    post: ({ request: seen, key }, { comment }) =>
      mutation.sendAsync({
        path: { id },
        body: comment.trim() === '' ? {} : { comment },
        // Each use is a new version, and taking access away must not lose against using it.
        ifMatch: decision === 'revoke' ? undefined : seen['@odata.etag'],
        idempotencyKey: key,
      }),
    busy: mutation.pending || mutation.checking,
    onDecided,
  })
  return { ...deciding, pending: deciding.reading || mutation.pending, checking: mutation.checking }
}
