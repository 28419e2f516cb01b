import type { PamRequest } from '#contract/pam.ts'
import type { CsvColumn } from '#src/api/export-list.ts'

import { approvalWord, statusWords, typeWord } from './pam-words.ts'

const text = (value: string | null | undefined) => value ?? ''

/** What a file of access requests holds, the state as it is at `now`. Times stay as the service wrote them, in UTC. */
export const csvColumns = (now: number): readonly CsvColumn<PamRequest>[] => [
  { header: 'Request id', read: ({ id }) => id },
  {
    header: 'Type',
    read: ({ kind, requestType }) =>
      kind === 'customerLockbox' ? 'Customer Lockbox' : typeWord(requestType),
  },
  { header: 'Scope', read: ({ requestScope }) => requestScope },
  { header: 'Access to', read: ({ requestedAccess }) => requestedAccess },
  {
    header: 'Requested by',
    read: ({ requestedByUserPrincipalName: by }) => text(by),
  },
  { header: 'Requested', read: ({ createdDateTime }) => createdDateTime },
  { header: 'Comments', read: ({ comments }) => text(comments) },
  { header: 'Duration (hours)', read: ({ durationHours }) => String(durationHours) },
  { header: 'Approval type', read: ({ approvalType }) => approvalWord(approvalType) },
  { header: 'Approvers', read: ({ approverGroupName }) => text(approverGroupName) },
  {
    header: 'Status',
    read: (request) => {
      const { word, tone } = statusWords(request, now)
      return word === 'Approved' && tone === 'over' ? 'Approved, access ended' : word
    },
  },
  { header: 'Answer before', read: ({ expiryDateTime }) => expiryDateTime },
  {
    header: 'Answered by',
    read: ({ approvalType, decidedDateTime, decidedByUserPrincipalName: by }) =>
      approvalType === 'auto' && decidedDateTime ? 'its policy' : text(by),
  },
  { header: 'Answered', read: ({ decidedDateTime }) => text(decidedDateTime) },
  { header: 'Answer', read: ({ decisionComment }) => text(decisionComment) },
  { header: 'Access until', read: ({ accessEndDateTime }) => text(accessEndDateTime) },
  { header: 'Revoked by', read: ({ revokedByUserPrincipalName: by }) => text(by) },
  { header: 'Revoked', read: ({ revokedDateTime }) => text(revokedDateTime) },
  { header: 'Comment on revoking', read: ({ revocationComment }) => text(revocationComment) },
  { header: 'Times used', read: ({ usedCount }) => String(usedCount) },
  { header: 'Last used', read: ({ lastUsedDateTime }) => text(lastUsedDateTime) },
]
