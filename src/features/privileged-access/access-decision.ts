import { PamRequest } from '#contract/pam.ts'
import { pamPhase, samePerson, type PamDecision } from '#domain/pam/life-cycle.ts'
import { now } from '#src/lib/clock.ts'
import { localToTheMinute } from '#src/lib/dates.ts'
import type { Decidable } from '#src/shared/decision/decision-problem.ts'
import type { Outcome } from '#src/shared/decision/DecisionProblem.tsx'

import { typeWord } from './pam-words.ts'

const text = (value: string | null | undefined) => value ?? ''

/** Everything that is shown of a request but its uses: those go on while somebody decides. Null, `''` and absence are the same. */
export const shownFields: Decidable<PamRequest>['fields'] = [
  { label: 'Access to', read: (request) => request.requestedAccess },
  { label: 'Kind', read: (request) => request.kind },
  { label: 'Type', read: (request) => typeWord(request.requestType) },
  { label: 'Scope', read: (request) => request.requestScope },
  {
    label: 'Access policy',
    read: ({ policyId }) => (text(policyId) === '' ? 'removed' : 'in place'),
  },
  { label: 'Approval type', read: (request) => request.approvalType },
  { label: 'Duration in hours', read: (request) => String(request.durationHours) },
  { label: 'Comments', read: (request) => text(request.comments) },
  { label: 'Requested by', read: (request) => text(request.requestedByUserPrincipalName) },
  { label: 'Requester id', read: (request) => text(request.requestedByUserId) },
  { label: 'Requested', read: (request) => request.createdDateTime },
  { label: 'Answer before', read: (request) => request.expiryDateTime },
  { label: 'Status', read: (request) => request.status },
  { label: 'Approvers', read: (request) => text(request.approverGroupName) },
  { label: 'Approvers’ group id', read: (request) => text(request.approverGroupId) },
  { label: 'Answered by', read: (request) => text(request.decidedByUserPrincipalName) },
  { label: 'Answerer id', read: (request) => text(request.decidedByUserId) },
  { label: 'Answered', read: (request) => text(request.decidedDateTime) },
  { label: 'Their comment', read: (request) => text(request.decisionComment) },
  { label: 'Access until', read: (request) => text(request.accessEndDateTime) },
  { label: 'Revoked by', read: (request) => text(request.revokedByUserPrincipalName) },
  { label: 'Revoker id', read: (request) => text(request.revokedByUserId) },
  { label: 'Revoked', read: (request) => text(request.revokedDateTime) },
  { label: 'Comment on revoking', read: (request) => text(request.revocationComment) },
]

const decidable = (open: 'pending' | 'approved'): Decidable<PamRequest> => ({
  fields: shownFields,
  endOf: (request) => {
    const { kind } = pamPhase(request, new Date(now()))
    return kind === open ? null : kind === 'expired' ? 'expired' : 'decided'
  },
  parse: (resource) => PamRequest.safeParse(resource).data ?? null,
})
const answered = decidable('pending')
const takenBack = decidable('approved')

/** An access request, as a thing to decide: answered while it waits, revoked while it holds. */
export const accessFor = (decision: PamDecision): Decidable<PamRequest> =>
  decision === 'revoke' ? takenBack : answered

const reached = { approve: 'approved', deny: 'denied', revoke: 'revoked' } as const

/** Does this reading show my decision? Told by state and by my immutable id. */
export const isMyDecision = (request: PamRequest, decision: PamDecision, myId: string): boolean =>
  request.status === reached[decision] &&
  samePerson(decision === 'revoke' ? request.revokedByUserId : request.decidedByUserId, myId)

const words: Readonly<Record<string, string>> = {
  pending: 'Pending',
  approved: 'Approved',
  accessEnded: 'Approved, and the access has ended; approved',
  denied: 'Denied',
  revoked: 'Revoked',
  expired: 'Expired',
}

/** What became of a request that somebody else decided first. */
export const outcomeOf = (request: PamRequest): Outcome => {
  const { kind } = pamPhase(request, new Date(now()))
  const word = words[kind] ?? request.status
  const [by, at, reason] =
    request.status === 'revoked'
      ? [request.revokedByUserPrincipalName, request.revokedDateTime, request.revocationComment]
      : [request.decidedByUserPrincipalName, request.decidedDateTime, request.decisionComment]
  const who = request.approvalType === 'auto' && request.status !== 'revoked' ? 'its policy' : by
  return {
    word,
    by: who ? `by ${who}` : '',
    when: at ? localToTheMinute(at) : '',
    reason: text(reason),
  }
}
