/** Tables of privileged access management (migration 10); conventions as in `server/store/schema.ts`. */
export type PamTables = {
  /** One row, whose id is 1. */
  pam_settings: {
    id: number
    approvals_required: number
    default_group_id: string | null
    system_account_ids_json: string
    modified_at: string | null
    version: number
  }
  /** The groups that take mail and can approve; their members are those of `group_members`. */
  pam_groups: { group_id: string; mail: string }
  pam_policies: {
    id: string
    policy_type: string
    name: string
    approval_type: string
    group_id: string | null
    created_at: string
    modified_at: string
    version: number
  }
  pam_requests: {
    id: string
    kind: string
    request_type: string
    name: string
    /** Null once the policy was removed while the request waited. */
    policy_id: string | null
    approval_type: string
    duration_hours: number
    comments: string
    /** Empty for Customer Lockbox. */
    requested_by_id: string
    requested_by_upn: string
    created_at: string
    modified_at: string
    expires_at: string
    status: string
    group_id: string | null
    decided_by_id: string | null
    decided_by_upn: string | null
    decided_at: string | null
    decision_comment: string
    access_ends_at: string | null
    revoked_by_id: string | null
    revoked_by_upn: string | null
    revoked_at: string | null
    revocation_comment: string
    used_count: number
    last_used_at: string | null
    version: number
  }
  pam_executions: {
    id: string
    at: string
    user_id: string
    user_upn: string
    asked_by_id: string
    asked_by_upn: string
    access_type: string
    name: string
    allowed: number
    reason: string
    request_id: string | null
    access_ends_at: string | null
  }
  /** `next_at` is null once it was sent or given up. */
  mail_outbox: {
    id: string
    request_id: string
    audience: string
    recipient: string
    subject: string
    body: string
    created_at: string
    attempts: number
    next_at: string | null
    sent_at: string | null
    last_error: string | null
  }
}
