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
  seq integer primary key, id text not null, event_ms bigint not null, day integer not null,
  elevation_type integer not null, result bigint not null, system_initiated integer not null,
  process_type integer not null, user_type integer not null, scope_set_id integer not null,
  file_id integer not null, folder_id integer not null, user_id integer not null,
  device_id integer not null, rule_id integer not null, process_id integer not null,
  justification text, rest text)`

/**
 * Whatever is not in the order of time by itself is kept day by day: what arrives then touches the few pages of its day and not
 * as many as there are users, devices and files, which is what storing would wait for. To find the events of somebody is one
 * look for each day that is kept. The index by date holds every number of an event: pages and counts that many events answer
 * read it through. Those by user and by type also answer the reports of users and their files.
 */
const indexes = [
  'unique index elevations_id on elevations (day, id)',
  `index elevations_by_date on elevations (event_ms, seq, elevation_type, result, system_initiated, process_type,
    user_type, scope_set_id, file_id, folder_id, user_id, device_id, rule_id, process_id)`,
  `index elevations_by_user on elevations (day, user_id, event_ms, seq, elevation_type, result, scope_set_id,
    file_id, device_id)`,
  'index elevations_by_file on elevations (day, file_id, event_ms, seq)',
  'index elevations_by_folder on elevations (day, folder_id, event_ms, seq)',
  'index elevations_by_device on elevations (day, device_id, event_ms, seq)',
  'index elevations_by_rule on elevations (day, rule_id, event_ms, seq)',
  `index elevations_by_type on elevations (elevation_type, event_ms, seq, result, scope_set_id, user_id, file_id,
    device_id)`,
  'index elevations_by_scope on elevations (scope_set_id, event_ms, seq)',
  'index elevations_by_failure on elevations (result, event_ms, seq) where result <> 0',
  'index elevation_apps_file on elevation_apps (file_id)',
  'index elevation_files_hash on elevation_files (lower(hash))',
  'index elevation_users_folded on elevation_users (folded)',
  'index elevation_devices_folded on elevation_devices (folded)',
  'index elevation_devices_device on elevation_devices (device_id)',
]

/** The tables and indexes of migration 6. */
export const elevationLayout = (kind: DatabaseKind): string[] => [
  ...dictionaries,
  events,
  sums(
    kind,
    'elevation_days',
    `scope_set_id integer not null, day integer not null, rule_id integer not null,
    elevation_type integer not null, result bigint not null, system_initiated integer not null, process_type integer not null,
    user_type integer not null`,
    'scope_set_id, day, rule_id, elevation_type, result, system_initiated, process_type, user_type',
  ),
  sums(
    kind,
    'elevation_app_days',
    'scope_set_id integer not null, day integer not null, app_id integer not null',
    'scope_set_id, day, app_id',
  ),
  sums(
    kind,
    'elevation_publisher_days',
    `scope_set_id integer not null, day integer not null, publisher_id integer not null,
    elevation_type integer not null`,
    'scope_set_id, day, publisher_id, elevation_type',
  ),
  sums(
    kind,
    'elevation_user_days',
    `scope_set_id integer not null, day integer not null, user_id integer not null,
    managed bigint not null, unmanaged bigint not null`,
    'scope_set_id, day, user_id',
  ),
  ...indexes.map((index) => `create ${index}`),
]
