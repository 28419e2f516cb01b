import type { PamExecution, PamMail, PamRequest } from '#contract/pam.ts'
import { executionMessage } from '#domain/pam/execution.ts'

import { columnDate, etagOf } from '../request-rows.ts'
import type { Schema } from '../schema.ts'

export type PamRequestRow = Schema['pam_requests']
/** With the name of the group that was asked. */
export type StoredPamRequest = PamRequestRow & { group_name: string | null }

export const toPamRequest = (row: StoredPamRequest): PamRequest => ({
  '@odata.etag': etagOf(row.version),
  id: row.id,
  kind: row.kind,
  requestType: row.request_type,
  requestScope: 'Exchange',
  requestedAccess: row.name,
  policyId: row.policy_id,
  approvalType: row.approval_type,
  durationHours: row.duration_hours,
  comments: row.comments,
  requestedByUserId: row.requested_by_id,
  requestedByUserPrincipalName: row.requested_by_upn,
  createdDateTime: row.created_at,
  lastModifiedDateTime: row.modified_at,
  expiryDateTime: row.expires_at,
  status: row.status,
  approverGroupId: row.group_id,
  approverGroupName: row.group_name,
  decidedByUserId: row.decided_by_id,
  decidedByUserPrincipalName: row.decided_by_upn,
  decidedDateTime: row.decided_at,
  decisionComment: row.decision_comment,
  accessEndDateTime: row.access_ends_at,
  revokedByUserId: row.revoked_by_id,
  revokedByUserPrincipalName: row.revoked_by_upn,
  revokedDateTime: row.revoked_at,
  revocationComment: row.revocation_comment,
  usedCount: row.used_count,
  lastUsedDateTime: row.last_used_at,
})

const dateOrNull = (text: string | null | undefined) => (text ? columnDate(text) : null)

export const fromPamRequest = (request: PamRequest, version = 1): PamRequestRow => ({
  id: request.id,
  kind: request.kind,
  request_type: request.requestType,
  name: request.requestedAccess,
  policy_id: request.policyId ?? null,
  approval_type: request.approvalType,
  duration_hours: request.durationHours,
  comments: request.comments ?? '',
  requested_by_id: request.requestedByUserId ?? '',
  requested_by_upn: request.requestedByUserPrincipalName ?? '',
  created_at: columnDate(request.createdDateTime),
  modified_at: columnDate(request.lastModifiedDateTime),
  expires_at: columnDate(request.expiryDateTime),
  status: request.status,
  group_id: request.approverGroupId ?? null,
  decided_by_id: request.decidedByUserId ?? null,
  decided_by_upn: request.decidedByUserPrincipalName ?? null,
  decided_at: dateOrNull(request.decidedDateTime),
  decision_comment: request.decisionComment ?? '',
  access_ends_at: dateOrNull(request.accessEndDateTime),
  revoked_by_id: request.revokedByUserId ?? null,
  revoked_by_upn: request.revokedByUserPrincipalName ?? null,
  revoked_at: dateOrNull(request.revokedDateTime),
  revocation_comment: request.revocationComment ?? '',
  used_count: request.usedCount,
  last_used_at: dateOrNull(request.lastUsedDateTime),
  version,
})

export const toPamExecution = (row: Schema['pam_executions']): PamExecution => {
  const allowed = row.allowed === 1
  return {
    id: row.id,
    dateTime: row.at,
    type: row.access_type,
    name: row.name,
    userId: row.user_id,
    userPrincipalName: row.user_upn,
    askedByUserId: row.asked_by_id,
    askedByUserPrincipalName: row.asked_by_upn,
    allowed,
    reason: row.reason,
    message: executionMessage(row.reason, row.name),
    requestId: row.request_id,
    accessEndDateTime: row.access_ends_at,
  }
}

export const toPamMail = (row: Schema['mail_outbox']): PamMail => ({
  audience: row.audience,
  to: row.recipient,
  subject: row.subject,
  state: row.sent_at !== null ? 'sent' : row.next_at === null ? 'failed' : 'waiting',
  attempts: row.attempts,
  nextAttemptDateTime: row.next_at,
  sentDateTime: row.sent_at,
})
