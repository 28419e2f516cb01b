/** Privileged access management: settings, approvers' groups, policies, requests, their uses, and mail that is to be sent. */
export const pamTables: readonly string[] = [
  `create table pam_settings (
    id integer primary key, approvals_required integer not null, default_group_id text,
    system_account_ids_json text not null, modified_at text, version integer not null)`,
  "insert into pam_settings values (1, 0, null, '[]', null, 1)",
  `create table pam_groups (
    group_id text primary key references groups (id) on delete cascade, mail text not null)`,
  'create unique index pam_groups_mail on pam_groups (lower(mail))',
  `create table pam_policies (
    id text primary key, policy_type text not null, name text not null, approval_type text not null,
    group_id text references pam_groups (group_id), created_at text not null, modified_at text not null,
    version integer not null)`,
  'create unique index pam_policies_name on pam_policies (policy_type, lower(name))',
  `create table pam_requests (
    id text primary key, kind text not null, request_type text not null, name text not null,
    policy_id text, approval_type text not null, duration_hours integer not null, comments text not null,
    requested_by_id text not null, requested_by_upn text not null, created_at text not null,
    modified_at text not null, expires_at text not null, status text not null, group_id text,
    decided_by_id text, decided_by_upn text, decided_at text, decision_comment text not null,
    access_ends_at text, revoked_by_id text, revoked_by_upn text, revoked_at text,
    revocation_comment text not null, used_count integer not null, last_used_at text, version integer not null)`,
  'create index pam_requests_created on pam_requests (created_at desc, id desc)',
  'create index pam_requests_status on pam_requests (status, expires_at, id)',
  'create index pam_requests_requester on pam_requests (requested_by_id, status, lower(name))',
  'create index pam_requests_group on pam_requests (group_id, created_at desc)',
  `create table pam_executions (
    id text primary key, at text not null, user_id text not null, user_upn text not null,
    asked_by_id text not null, asked_by_upn text not null, access_type text not null, name text not null,
    allowed integer not null, reason text not null, request_id text, access_ends_at text)`,
  'create index pam_executions_request on pam_executions (request_id, at desc)',
  `create table mail_outbox (
    id text primary key, request_id text not null, audience text not null, recipient text not null,
    subject text not null, body text not null, created_at text not null, attempts integer not null,
    next_at text, sent_at text, last_error text)`,
  'create index mail_outbox_due on mail_outbox (next_at)',
  'create index mail_outbox_request on mail_outbox (request_id, created_at)',
]
