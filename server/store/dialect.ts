import { PostgresAdapter, sql, type RawBuilder, type SqlBool } from 'kysely'

import type { Db, Tx } from './schema.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/** Which database a handle speaks to. Everything the two do not share is in this file. */
export const databaseKind = (db: Db | Tx): DatabaseKind =>
  db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'

const refuse = 'audit records cannot be changed or deleted'

/** Statements after which UPDATE and DELETE on `audit` raise in the database itself (R51). */
export const appendOnlyAudit: Record<DatabaseKind, readonly string[]> = {
  sqlite: ['update', 'delete'].map(
    (verb) =>
      `create trigger audit_no_${verb} before ${verb} on audit begin select raise(abort, '${refuse}'); end`,
  ),
  postgres: [
    `create function audit_refuse_change() returns trigger language plpgsql as $$ begin raise exception '${refuse}'; end $$`,
    'create trigger audit_no_update before update on audit for each row execute function audit_refuse_change()',
    'create trigger audit_no_delete before delete on audit for each row execute function audit_refuse_change()',
    'create trigger audit_no_truncate before truncate on audit for each statement execute function audit_refuse_change()',
  ],
}

/**
 * SQLite alone has `insert or replace`, which takes a row away without asking the trigger for DELETE: a record that is there
 * in any of its unique columns cannot be put in again.
 */
export const noReplacedAudit: Record<DatabaseKind, readonly string[]> = {
  sqlite: [
    `create trigger audit_no_replace before insert on audit when exists (
      select 1 from audit where seq = new.seq or id = new.id or prev = new.prev or hash = new.hash)
      begin select raise(abort, '${refuse}'); end`,
  ],
  postgres: [],
}

/**
 * The audit log in its order with what it is filtered by: a filter that few records match reads this and not the records,
 * which are ten times as large. PostgreSQL takes no index entry of the size that a name can have.
 */
export const auditByTime: Record<DatabaseKind, string> = {
  sqlite: `create index audit_list on audit (at desc, seq desc, category, activity_type, result, actor_name, resource_id,
    resource_name, scope_tags_json)`,
  postgres:
    'create index audit_list on audit (at desc, seq desc, category, activity_type, result, resource_id)',
}

/**
 * The queue in its usual order. SQLite looks for a text inside the index and reads only the rows that match, which
 * halves a search; PostgreSQL's indexes cannot hold texts of that length.
 */
export const requestsByCreation: Record<DatabaseKind, string> = {
  sqlite:
    'create index elevation_requests_created on elevation_requests (created_at desc, id desc, search_text)',
  postgres:
    'create index elevation_requests_created on elevation_requests (created_at desc, id desc)',
}

/** Keys of the advisory locks; `npm run epm` and every process of the service use the same ones. */
export const lockKeys = {
  writers: 4_503_602,
  elevations: 4_503_603,
  start: 4_503_604,
  background: 4_503_605,
} as const

/** One writer at a time, until its transaction ends. SQLite has one by nature. */
export const writerLock = `select pg_advisory_xact_lock(${lockKeys.writers})`

/**
 * A transaction that does not stand in line with all others, because what it needs has a lock of its own; the line is joined
 * when it writes its audit record (`joinWriters`). It must not lock anything else in between.
 */
export const besideOthers = (db: Db) => db.transaction().setIsolationLevel('read committed')

/** For a transaction beside the line that is about to write an audit record. */
export const joinWriters = async (tx: Tx): Promise<void> => {
  if (databaseKind(tx) === 'postgres') await sql.raw(writerLock).execute(tx)
}

/** One at a time of those who give numbers to elevations and their dictionaries. */
export const lockElevations = async (tx: Tx): Promise<void> => {
  if (databaseKind(tx) !== 'postgres') return
  await sql.raw(`select pg_advisory_xact_lock(${lockKeys.elevations})`).execute(tx)
}

/** For the steps of a migration, which may read whole tables. */
export const withoutTimeout = async (tx: Tx): Promise<void> => {
  if (databaseKind(tx) === 'postgres') await sql`set local statement_timeout = 0`.execute(tx)
}

/**
 * A statement of a migration as this database takes it. Text is ordered and folded byte by byte (`lower` then knows the letters of
 * ASCII), as SQLite does, whatever language the database was made for.
 */
export const inDialect = (kind: DatabaseKind, statement: string): string =>
  kind === 'postgres' && /^\s*(create|alter) table/i.test(statement)
    ? statement.replaceAll(/(?<=\w )text\b/g, 'text collate "C"')
    : statement

/**
 * A list of any length as one parameter, for `in (…)`: the statement's text stays the same. An empty list is one of numbers:
 * nobody asks for no texts.
 */
export const valuesOf = (
  kind: DatabaseKind,
  values: readonly string[] | readonly number[],
): RawBuilder<unknown> => {
  if (kind === 'sqlite') return sql`select value from json_each(${JSON.stringify(values)})`
  return typeof values[0] === 'string'
    ? sql`select unnest(${values}::text[])`
    : sql`select unnest(${values}::bigint[])`
}

/**
 * The named texts of a record's list as a table of `name` and `value`, from a column that holds JSON. A text with U+0000 is read by
 * SQLite only; PostgreSQL cannot hold it and would refuse the whole question.
 */
export const textsUnder = (
  kind: DatabaseKind,
  column: string,
  path: readonly string[],
): RawBuilder<unknown> => {
  if (kind === 'sqlite') {
    const at = path.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`)).join('')
    return sql`(select json_extract(each.value, '$.displayName') as name,
      json_extract(each.value, '$.newValue') as value
      from json_each(${sql.ref(column)}, ${sql.lit(`$${at}`)}) as each) as properties`
  }
  return sql`(select property ->> 'displayName' as name, (property ->> 'newValue') collate "C" as value
    from json_array_elements(case when strpos(${sql.ref(column)}, '\\u0000') = 0
      then ${sql.ref(column)}::json #> ${sql.lit(`{${path.join()}}`)}::text[] end) as property) as properties`
}

const mostInt4 = 2 ** 31 - 1

/** A number to compare a column with; PostgreSQL takes it for one of the column's type, and refuses what that cannot hold. */
export const numberOf = (value: number): RawBuilder<unknown> => {
  if (!Number.isInteger(value)) return sql`cast(${value} as double precision)`
  return Math.abs(value) <= mostInt4 ? sql`${value}` : sql`cast(${value} as bigint)`
}

/** The same as a table of `place`, counted from 0, and `value`. */
export const placesOf = (kind: DatabaseKind, values: readonly string[]): RawBuilder<unknown> => {
  const list = JSON.stringify(values)
  return kind === 'sqlite'
    ? sql`(select key as place, value from json_each(${list}))`
    : sql`(select ordinality - 1 as place, value
        from jsonb_array_elements_text(${list}::jsonb) with ordinality)`
}

/** The column contains the text, byte for byte: several times faster than `like`, and named differently. */
export const containsText = (
  kind: DatabaseKind,
  column: RawBuilder<unknown>,
  text: string,
): RawBuilder<SqlBool> =>
  kind === 'postgres'
    ? sql<SqlBool>`strpos(${column}, ${text}) > 0`
    : sql<SqlBool>`instr(${column}, ${text}) > 0`
