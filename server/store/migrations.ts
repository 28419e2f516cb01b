import { sql } from 'kysely'

import {
  appendOnlyAudit,
  databaseKind,
  inDialect,
  requestsByCreation,
  withoutTimeout,
  type DatabaseKind,
} from './dialect.ts'
import { carryElevationsOver } from './elevations/carry-over.ts'
import { elevationLayout } from './elevations/layout.ts'
import { signIn } from './migrations/007-sign-in.ts'
import { roles } from './migrations/008-roles.ts'
import { tokenPurposes } from './migrations/009-token-purposes.ts'
import { pamTables } from './migrations/010-pam.ts'
import { elevationIdsByHour } from './migrations/011-elevation-ids-by-hour.ts'
import { deviceDirectoryIds } from './migrations/012-device-directory-ids.ts'
import { scopeTagGroups } from './migrations/013-scope-tag-groups.ts'
import type { Db, Tx } from './schema.ts'

/** One step forward. Plain SQL that SQLite and PostgreSQL 15 both accept; `run` is for what SQL alone cannot carry over. */
type Migration = {
  version: number
  statements: (kind: DatabaseKind) => readonly string[]
  run?: (tx: Tx) => Promise<void>
}

/** Thrown when the file was written by a newer console (R60): it is left untouched. */
export class DatabaseTooNew extends Error {
  constructor(found: number, known: number) {
    super(
      `This database has schema version ${found}, but this console knows versions up to ${known}. ` +
        'Start a console that is at least as new as the one that wrote it.',
    )
  }
}

const tables = [
  `create table elevation_requests (
    id text primary key, status text not null, created_at text not null, modified_at text not null,
    expires_at text not null, reviewed_at text, reviewed_by_id text, requested_by_id text not null,
    requested_by_upn text not null, device_id text not null, device_name text not null, file_name text not null,
    file_hash text not null, publisher_name text not null, search_text text not null,
    version integer not null, resource text not null)`,
  `create table elevations (
    id text primary key, device_id text not null, device_name text not null, event_at text not null,
    elevation_type text not null, upn text not null, hash text not null, file_path text not null,
    company_name text not null, result integer not null, process_type text not null, rule_id text,
    policy_id text, system_initiated integer not null, resource text not null)`,
  `create table policies (
    id text primary key, name text not null, template_id text not null, template_family text not null,
    created_at text not null, modified_at text not null, is_assigned integer not null,
    setting_count integer not null, version integer not null, resource text not null,
    settings_json text not null, assignments_json text not null)`,
  `create table policy_scope_tags (
    policy_id text not null references policies (id) on delete cascade, scope_tag_id text not null,
    primary key (policy_id, scope_tag_id))`,
  `create table reusable_settings (
    id text primary key, display_name text not null, setting_definition_id text not null,
    created_at text not null, modified_at text not null, version integer not null, resource text not null)`,
  `create table policy_reusable_settings (
    policy_id text not null references policies (id) on delete cascade,
    reusable_setting_id text not null references reusable_settings (id),
    primary key (policy_id, reusable_setting_id))`,
  'create table groups (id text primary key, display_name text not null, resource text not null)',
  `create table group_members (
    group_id text not null references groups (id) on delete cascade, member_id text not null,
    member_type text not null, primary key (group_id, member_id))`,
  `create table users (
    id text primary key, user_principal_name text not null, display_name text not null,
    enabled integer not null, resource text not null)`,
  'create table scope_tags (id text primary key, display_name text not null, resource text not null)',
  `create table devices (
    id text primary key, device_name text not null, user_id text, user_principal_name text,
    operating_system text not null, compliance_state text not null, last_sync_at text not null,
    resource text not null)`,
  `create table device_scope_tags (
    device_id text not null references devices (id) on delete cascade, scope_tag_id text not null,
    primary key (device_id, scope_tag_id))`,
  `create table role_definitions (
    id text primary key, display_name text not null, is_built_in integer not null,
    actions_json text not null, resource text not null)`,
  `create table role_assignments (
    id text primary key, display_name text not null,
    role_definition_id text not null references role_definitions (id), members_json text not null,
    scope_tags_json text not null)`,
  `create table audit (
    seq integer primary key, id text not null unique, at text not null, actor_id text,
    actor_name text not null, category text not null, activity_type text not null,
    operation_type text not null, result text not null, resource_type text, resource_id text,
    resource_name text, request_id text not null, scope_tags_json text not null, resource text not null,
    prev text not null unique, hash text not null unique)`,
  `create table sessions (
    id_hash text primary key, user_id text not null, created_at text not null, seen_at text not null,
    expires_at text not null)`,
  `create table tokens (
    id text primary key, token_hash text not null unique, purpose text not null, subject_id text not null,
    label text not null, created_at text not null, used_at text, revoked_at text)`,
  `create table idempotency_keys (
    key text primary key, body_hash text not null, status integer, answer text, created_at text not null)`,
]

/**
 * One index for each filter and order the screens use. Text is compared without regard to case (as Intune does), so
 * its indexes are over `lower(…)`; `id` at the end makes every order total, which keyset paging needs.
 */
const indexes = [
  'elevation_requests_status_created on elevation_requests (status, created_at desc, id desc)',
  'elevation_requests_status on elevation_requests (status, id)',
  'elevation_requests_status_modified on elevation_requests (status, modified_at desc, id desc, created_at, device_id)',
  'elevation_requests_modified on elevation_requests (modified_at, id)',
  'elevation_requests_requester on elevation_requests (requested_by_id, created_at)',
  'elevation_requests_upn on elevation_requests (lower(requested_by_upn), id)',
  'elevation_requests_device on elevation_requests (device_id, created_at)',
  'elevation_requests_device_name on elevation_requests (lower(device_name), id)',
  'elevation_requests_file on elevation_requests (lower(file_name), id)',
  'elevation_requests_hash on elevation_requests (lower(file_hash), id)',
  'elevations_event on elevations (event_at desc, id desc)',
  'elevations_type_event on elevations (elevation_type, event_at desc, id desc)',
  'elevations_hash on elevations (lower(hash), event_at desc)',
  'elevations_device on elevations (device_id, event_at desc)',
  'elevations_upn on elevations (lower(upn), event_at desc)',
  'policies_family_name on policies (lower(template_family), lower(name), id)',
  'policies_name on policies (lower(name), id)',
  'policy_scope_tags_tag on policy_scope_tags (scope_tag_id, policy_id)',
  'policy_reusable_settings_setting on policy_reusable_settings (reusable_setting_id, policy_id)',
  'reusable_settings_name on reusable_settings (lower(display_name), id)',
  'groups_name on groups (lower(display_name), id)',
  'group_members_member on group_members (member_id, group_id)',
  'users_name on users (lower(display_name), id)',
  'devices_name on devices (lower(device_name), id)',
  'devices_user on devices (user_id)',
  'device_scope_tags_tag on device_scope_tags (scope_tag_id, device_id)',
  'audit_at on audit (at desc, seq desc)',
  'audit_category on audit (category, at desc, seq desc)',
  'audit_actor on audit (lower(actor_name), at desc)',
  'audit_object on audit (resource_id, at desc)',
  'sessions_user on sessions (user_id)',
  'idempotency_keys_created on idempotency_keys (created_at)',
]

/**
 * The queue is one order and many filters: counting and filtering 50,000 requests reads this index and not their rows, which
 * are 20 times as large. PostgreSQL takes no index entry of the size that `search_text` can have.
 */
const queueIndex = (kind: DatabaseKind): string => {
  const filtered = 'created_at, device_id, device_name, requested_by_upn, file_name'
  const searched = kind === 'sqlite' ? ', search_text' : ''
  return `elevation_requests_queue on elevation_requests (status, expires_at, id, ${filtered}${searched})`
}

/** Forward only. A released entry is never edited: a change of mind is a further entry. */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    statements: (kind) => [
      ...tables,
      requestsByCreation[kind],
      ...[...indexes, queueIndex(kind)].map((index) => `create index ${index}`),
      'create unique index users_upn on users (lower(user_principal_name))',
      ...appendOnlyAudit[kind],
    ],
  },
  {
    version: 2,
    statements: () => [
      `create table assignment_filters (
        id text primary key, display_name text not null, platform text not null, resource text not null)`,
      'create index assignment_filters_name on assignment_filters (lower(display_name), id)',
    ],
  },
  {
    // What was there before counts as the first entry of its history.
    version: 3,
    statements: () => [
      `create table policy_versions (
        policy_id text not null references policies (id) on delete cascade, version integer not null,
        at text not null, by_id text, by_name text not null, activity text not null,
        restored_version integer, name text not null, changed_parts_json text not null,
        resource text not null, settings_json text not null, assignments_json text not null,
        primary key (policy_id, version))`,
      `insert into policy_versions select id, version, modified_at, null, 'Endpoint Privilege Management',
        'load', null, name, '[]', resource, settings_json, assignments_json from policies`,
    ],
  },
  {
    version: 4,
    statements: () => [
      `create table device_policy_states (
        policy_id text not null references policies (id) on delete cascade,
        device_id text not null references devices (id) on delete cascade,
        user_principal_name text, status integer not null, modified_at text not null,
        primary key (policy_id, device_id))`,
      'create index device_policy_states_device on device_policy_states (device_id)',
    ],
  },
  {
    version: 5,
    statements: () => [
      `create table export_jobs (
        id text primary key, user_id text not null references users (id) on delete cascade,
        body_json text not null, scope_tags_json text, status text not null, requested_at text not null,
        expires_at text not null, file_key text, fetched_at text)`,
      'create index export_jobs_user on export_jobs (user_id, requested_at)',
      'create index export_jobs_expires on export_jobs (expires_at)',
    ],
  },
  {
    version: 6,
    statements: (kind) => [
      'create table elevations_before (id text primary key, resource text not null)',
      'insert into elevations_before select id, resource from elevations',
      'drop table elevations',
      ...elevationLayout(kind),
    ],
    run: carryElevationsOver,
  },
  { version: 7, statements: () => signIn },
  { version: 8, statements: () => roles },
  tokenPurposes,
  { version: 10, statements: () => pamTables },
  { version: 11, statements: () => elevationIdsByHour },
  deviceDirectoryIds,
  { version: 13, statements: () => scopeTagGroups },
]

const versionKey = 'schemaVersion'

const readVersion = async (db: Db | Tx): Promise<number> => {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', versionKey)
    .executeTakeFirst()
  return row === undefined ? 0 : Number(row.value)
}

const setMeta = (tx: Tx, key: string, value: string) =>
  tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()

const metaTable = 'create table if not exists meta (key text primary key, value text not null)'

/** Looks first: a role that owns nothing may not even ask whether it could create what is there already. */
const createMeta = async (db: Db): Promise<void> => {
  const tables = await db.introspection.getTables()
  if (tables.some(({ name }) => name === 'meta')) return
  await db
    .transaction()
    .execute((tx) => sql.raw(inDialect(databaseKind(tx), metaTable)).execute(tx))
}

/**
 * Brings a database to the newest schema; each step and its version number are one transaction. Throws
 * `DatabaseTooNew` for a file of a newer console. Returns the versions that were applied.
 */
export const migrate = async (
  db: Db,
  { now, steps = migrations }: { now: Date; steps?: readonly Migration[] },
): Promise<number[]> => {
  await createMeta(db)
  const known = Math.max(0, ...steps.map((step) => step.version))
  const applied: number[] = []
  for (const step of steps) {
    const ran = await db.transaction().execute(async (tx) => {
      const found = await readVersion(tx)
      if (found > known) throw new DatabaseTooNew(found, known)
      if (found >= step.version) return false
      const kind = databaseKind(tx)
      await withoutTimeout(tx)
      for (const statement of step.statements(kind))
        await sql.raw(inDialect(kind, statement)).execute(tx)
      await step.run?.(tx)
      await setMeta(tx, versionKey, String(step.version))
      await setMeta(tx, `migrated:${step.version}`, now.toISOString())
      return true
    })
    if (ran) applied.push(step.version)
  }
  return applied
}
