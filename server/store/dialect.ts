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
 * The queue in its usual order. SQLite looks for a text inside the index and reads only the rows that match, which
 * halves a search; PostgreSQL's indexes cannot hold texts of that length.
 */
export const requestsByCreation: Record<DatabaseKind, string> = {
  sqlite:
    'create index elevation_requests_created on elevation_requests (created_at desc, id desc, search_text)',
  postgres:
    'create index elevation_requests_created on elevation_requests (created_at desc, id desc)',
}

/**
 * Lets one writer at a time read the head of the audit chain. SQLite has one writer by nature; PostgreSQL takes a
 * lock that ends with the transaction.
 */
export const lockAuditHead = async (tx: Tx): Promise<void> => {
  if (databaseKind(tx) === 'postgres') await sql`select pg_advisory_xact_lock(4503602)`.execute(tx)
}

/** The same for those who give numbers to elevations and their dictionaries. */
export const lockElevations = async (tx: Tx): Promise<void> => {
  if (databaseKind(tx) === 'postgres') await sql`select pg_advisory_xact_lock(4503603)`.execute(tx)
}

/** A list of any length as one parameter, for `in (…)`: the statement's text stays the same. */
export const valuesOf = (
  kind: DatabaseKind,
  values: readonly string[] | readonly number[],
): RawBuilder<unknown> => {
  const list = JSON.stringify(values)
  if (kind === 'sqlite') return sql`select value from json_each(${list})`
  return typeof values[0] === 'number'
    ? sql`select value::bigint from jsonb_array_elements_text(${list}::jsonb)`
    : sql`select value from jsonb_array_elements_text(${list}::jsonb)`
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
