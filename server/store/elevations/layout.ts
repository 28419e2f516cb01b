import type { DatabaseKind } from '../dialect.ts'

const dictionary = (name: string, columns: string) =>
  `create table ${name} (id integer primary key, key text not null unique, ${columns})`

/** Narrow tables that are only ever read along their key: SQLite keeps them in its order, without a second tree. */
const sums = (kind: DatabaseKind, name: string, columns: string, key: string) =>
  `create table ${name} (${columns}, events bigint not null, primary key (${key}))` +
  (kind === 'sqlite' ? ' without rowid' : '')

const dictionaries = [
  'create table scope_sets (id integer primary key, key text not null unique)',
  `create table scope_set_tags (
    scope_set_id integer not null references scope_sets (id), scope_tag_id text not null,
    primary key (scope_tag_id, scope_set_id))`,
  dictionary('elevation_publishers', 'name text not null, folded text not null'),
  dictionary(
    'elevation_files',
    `hash text not null, name text not null, name_folded text not null, version text not null,
    publisher_id integer not null references elevation_publishers (id), product_name text not null,
    internal_name text not null, description text not null, certificate text not null,
    search_text text not null`,
  ),
  dictionary('elevation_folders', 'folder text not null, folded text not null'),
  dictionary('elevation_users', 'upn text not null, folded text not null'),
  dictionary(
    'elevation_devices',
    'device_id text not null, device_name text not null, folded text not null',
  ),
  dictionary(
    'elevation_rules',
    'rule_id text not null, policy_id text not null, policy_name text not null',
  ),
  dictionary('elevation_processes', 'name text not null'),
  dictionary(
    'elevation_apps',
    `file_id integer not null references elevation_files (id), elevation_type integer not null,
    background integer not null`,
  ),
]

const events = `create table elevations (
  seq integer primary key, id text not null unique, event_ms bigint not null,
  elevation_type integer not null, result bigint not null, system_initiated integer not null,
  process_type integer not null, user_type integer not null, scope_set_id integer not null,
  file_id integer not null, folder_id integer not null, user_id integer not null,
  device_id integer not null, rule_id integer not null, process_id integer not null,
  justification text, rest text)`

/**
 * The first holds every number of an event: pages and counts that many events answer read it in the order of time. The others
 * find what is rare, each in the order of time again. The one by user also answers the report of users and their files.
 */
const indexes = [
  `elevations_by_date on elevations (event_ms, seq, elevation_type, result, system_initiated, process_type,
    user_type, scope_set_id, file_id, folder_id, user_id, device_id, rule_id, process_id)`,
  'elevations_by_user on elevations (user_id, event_ms, seq, elevation_type, result, scope_set_id, file_id, device_id)',
  'elevations_by_file on elevations (file_id, event_ms, seq)',
  'elevations_by_folder on elevations (folder_id, event_ms, seq)',
  'elevations_by_device on elevations (device_id, event_ms, seq)',
  'elevations_by_rule on elevations (rule_id, event_ms, seq)',
  'elevations_by_type on elevations (elevation_type, event_ms, seq)',
  'elevations_by_scope on elevations (scope_set_id, event_ms, seq)',
  'elevations_by_failure on elevations (result, event_ms, seq) where result <> 0',
  'elevation_apps_file on elevation_apps (file_id)',
]

/** The tables and indexes of migration 6. */
export const elevationLayout = (kind: DatabaseKind): string[] => [
  ...dictionaries,
  events,
  sums(
    kind,
    'elevation_days',
    `scope_set_id integer not null, day integer not null, elevation_type integer not null,
    result bigint not null, system_initiated integer not null, process_type integer not null,
    user_type integer not null`,
    'scope_set_id, day, elevation_type, result, system_initiated, process_type, user_type',
  ),
  sums(
    kind,
    'elevation_app_days',
    'scope_set_id integer not null, app_id integer not null, day integer not null',
    'scope_set_id, app_id, day',
  ),
  sums(
    kind,
    'elevation_publisher_days',
    `scope_set_id integer not null, publisher_id integer not null, day integer not null,
    elevation_type integer not null`,
    'scope_set_id, publisher_id, day, elevation_type',
  ),
  sums(
    kind,
    'elevation_user_days',
    `scope_set_id integer not null, user_id integer not null, day integer not null,
    elevation_type integer not null`,
    'scope_set_id, user_id, day, elevation_type',
  ),
  ...indexes.map((index) => `create index ${index}`),
]
