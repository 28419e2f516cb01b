import type { Generated, Kysely, Transaction } from 'kysely'

import type { ElevationTables } from './elevations/schema.ts'
import type { PamTables } from './pam/schema.ts'

/**
 * Columns for what is queried, JSON text (`*_json`, `resource`) for the rest. Dates are ISO text in UTC with
 * milliseconds (`new Date().toISOString()`), so that they sort as text. Booleans are 0 and 1.
 */
export type Schema = {
  elevation_requests: {
    id: string
    status: string
    created_at: string
    modified_at: string
    expires_at: string
    reviewed_at: string | null
    reviewed_by_id: string | null
    requested_by_id: string
    requested_by_upn: string
    device_id: string
    device_name: string
    file_name: string
    file_hash: string
    publisher_name: string
    /** File name, path, publisher, user, device and reason in lower case: what `$search` looks in. */
    search_text: string
    version: number
    /** The resource as Graph shows it, without the columns above being authoritative twice: columns win. */
    resource: string
  }
  policies: {
    id: string
    name: string
    template_id: string
    template_family: string
    created_at: string
    modified_at: string
    is_assigned: number
    setting_count: number
    version: number
    /** Header as Graph shows it; `settings_json` and `assignments_json` hold the rest, verbatim. */
    resource: string
    settings_json: string
    assignments_json: string
  }
  policy_scope_tags: { policy_id: string; scope_tag_id: string }
  /** Every state a policy had, the current one included. */
  policy_versions: {
    policy_id: string
    version: number
    at: string
    by_id: string | null
    by_name: string
    activity: string
    restored_version: number | null
    name: string
    changed_parts_json: string
    resource: string
    settings_json: string
    assignments_json: string
  }
  /** How each device stands to each policy that reaches it; `status` as in Graph's reports. */
  device_policy_states: {
    policy_id: string
    device_id: string
    user_principal_name: string | null
    status: number
    modified_at: string
  }
  policy_reusable_settings: { policy_id: string; reusable_setting_id: string }
  reusable_settings: {
    id: string
    display_name: string
    setting_definition_id: string
    created_at: string
    modified_at: string
    version: number
    resource: string
  }
  groups: { id: string; display_name: string; resource: string }
  group_members: { group_id: string; member_id: string; member_type: 'user' | 'device' }
  users: {
    id: string
    user_principal_name: string
    display_name: string
    enabled: number
    resource: string
  }
  scope_tags: { id: string; display_name: string; resource: string; version: number }
  assignment_filters: { id: string; display_name: string; platform: string; resource: string }
  devices: {
    id: string
    device_name: string
    user_id: string | null
    user_principal_name: string | null
    operating_system: string
    compliance_state: string
    last_sync_at: string
    /** `azureADDeviceId` of the resource. */
    directory_id: string | null
    resource: string
  }
  /** `by_group` is 1 for a tag that the device has through a group of `scope_tag_groups` alone. */
  device_scope_tags: { device_id: string; scope_tag_id: string; by_group: Generated<number> }
  scope_tag_groups: { scope_tag_id: string; group_id: string }
  role_definitions: {
    id: string
    display_name: string
    is_built_in: number
    /** JSON array of resource actions, `["*"]` for all. */
    actions_json: string
    description: string
    /** JSON array of the tags it carries as an object; none for built-in roles. */
    scope_tags_json: string
    version: number
  }
  role_assignments: {
    id: string
    display_name: string
    role_definition_id: string
    /** JSON arrays: ids of member groups or users; scope tag ids, empty for all. */
    members_json: string
    scope_tags_json: string
    description: Generated<string>
    /** Every device and user, unless said otherwise. */
    scope_type: Generated<string>
    /** JSON array of group ids. */
    scope_members_json: Generated<string>
    version: Generated<number>
  }
  audit: {
    /** Place in the chain, 1 and up without gaps. */
    seq: number
    id: string
    at: string
    actor_id: string | null
    actor_name: string
    category: string
    activity_type: string
    operation_type: string
    result: string
    resource_type: string | null
    resource_id: string | null
    resource_name: string | null
    request_id: string
    /** JSON array of scope tag ids of the object at that time; empty for none. */
    scope_tags_json: string
    resource: string
    prev: string
    hash: string
  }
  sessions: {
    /** SHA-256 of the cookie's id, hex. */
    id_hash: string
    /** What its owner is shown; opens nothing. */
    id: string
    user_id: string
    created_at: string
    seen_at: string
    expires_at: string
    /** When the person last proved who they are (R42); null when the identity provider does not say. */
    signed_in_at: string | null
    ip_address: string | null
    /** The browser's User-Agent. */
    client: string | null
  }
  /** Who a person is at the identity provider. */
  user_identities: { issuer: string; subject: string; user_id: string; bound_at: string }
  /** Sign-ins on their way to the identity provider and back; ten minutes, once. Holds no secret of theirs. */
  sign_ins: {
    /** SHA-256 of the cookie's secret, hex; state, nonce and verifier are derived from that secret. */
    id_hash: string
    return_to: string
    /** 1 when the person has to prove anew who they are. */
    fresh: number
    /** Who is already signed in and has to be the same person afterwards. */
    user_id: string | null
    previous_session_hash: string | null
    created_at: string
    expires_at: string
  }
  /** One-time codes for the first administrator. */
  setup_codes: {
    /** SHA-256, hex. */
    code_hash: string
    created_at: string
    expires_at: string
    used_at: string | null
  }
  tokens: {
    id: string
    token_hash: string
    /** `user`: everything its owner may do, made before tokens had a purpose or on the console's machine. */
    purpose: 'user' | 'read' | 'decide' | 'use' | 'device'
    /** The person or the device it stands for. */
    subject_id: string
    /** Their name when it was made. */
    label: string
    created_at: string
    used_at: string | null
    revoked_at: string | null
    /** What its maker calls it; tokens of before have none. */
    name: string | null
    expires_at: string | null
    created_by_id: string | null
    created_by_name: string | null
  }
  idempotency_keys: {
    /** principal id + endpoint + key */
    key: string
    body_hash: string
    /** Null while the first request still runs. */
    status: number | null
    answer: string | null
    created_at: string
  }
  export_jobs: {
    /** `<ReportName>_<guid>` */
    id: string
    user_id: string
    /** The job as it was asked for. */
    body_json: string
    /** Scope tags of the asker when the job was made; null sees everything. */
    scope_tags_json: string | null
    status: 'notStarted' | 'inProgress' | 'completed' | 'failed'
    requested_at: string
    expires_at: string
    /**
     * What the file's address has to carry; null before the job is completed and once the file was fetched. In plain: the
     * job's owner reads it again with every poll, and who can read this table can read what would be in the file.
     */
    file_key: string | null
    fetched_at: string | null
  }
  meta: { key: string; value: string }
} & ElevationTables &
  PamTables

export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>
