import { sql } from 'kysely'

import type { PostgresClient } from '#server/store/postgres/driver.ts'
import { DatabaseRefused } from '#server/store/postgres/failures.ts'
import type { Db } from '#server/store/schema.ts'

const oldest = 150_000

/** A statement that takes longer has gone wrong; a writer that waits longer for the others says so instead (as SQLite does). */
const limits = {
  statement_timeout: '30s',
  lock_timeout: '5s',
  // A process that stops in the middle of a change lets go of the line of writers.
  idle_in_transaction_session_timeout: '15s',
} as const

const settings = `${Object.entries(limits)
  .map(([name, value]) => `set ${name} = '${value}'`)
  .join('; ')}; select current_setting('server_version_num')::int as version,
    current_setting('fsync') as fsync, current_setting('synchronous_commit') as synchronous_commit,
    pg_is_in_recovery() as standby, current_setting('server_encoding') as encoding`

type Found = {
  version: number
  fsync: string
  synchronous_commit: string
  standby: boolean
  encoding: string
}

/**
 * Sets up a new connection and refuses a server on which an acknowledged decision would not survive a power cut (R4). Asked of
 * every connection: settings may change while the console runs, and after a failover another server answers.
 */
export const secureConnection = async (client: PostgresClient): Promise<void> => {
  const answers: unknown = await client.query(settings, [])
  const rows = Array.isArray(answers) ? (answers.at(-1) as { rows?: Found[] }).rows : undefined
  const [found] = rows ?? []
  if (!found) throw new DatabaseRefused('The database did not say how it is set up.')
  if (found.version < oldest) {
    throw new DatabaseRefused(
      `PostgreSQL ${Math.floor(found.version / 10_000)} is too old: the console needs 15 or newer.`,
    )
  }
  if (found.fsync !== 'on') {
    throw new DatabaseRefused(
      'PostgreSQL runs with fsync = off, so that a power cut would lose decisions: set it to on in postgresql.conf.',
    )
  }
  if (found.synchronous_commit === 'off') {
    throw new DatabaseRefused(
      'PostgreSQL runs with synchronous_commit = off, so that a crash would lose decisions: set it to on for this role and database.',
    )
  }
  if (found.encoding !== 'UTF8') {
    throw new DatabaseRefused(
      `The database is encoded in ${found.encoding}: make one with ENCODING 'UTF8'.`,
    )
  }
  if (found.standby) {
    throw new DatabaseRefused(
      'This PostgreSQL is a standby that takes no changes: DATABASE_URL has to name the primary.',
    )
  }
}

const triggers = ['audit_no_delete', 'audit_no_truncate', 'audit_no_update']

/**
 * The audit log has to be one that can only grow: its triggers are there and enabled. Whoever owns the table could take them away,
 * which is said and not refused, because the console makes its tables itself unless it is told otherwise.
 */
export const checkAuditGuard = async (db: Db): Promise<{ warnings: string[] }> => {
  const found = await sql<{ name: string }>`
    select tgname as name from pg_trigger
    where tgrelid = 'audit'::regclass and tgenabled in ('O', 'A') and tgname like 'audit_no_%'`.execute(
    db,
  )
  const names = found.rows.map((row) => row.name).sort()
  const missing = triggers.filter((name) => !names.includes(name))
  if (missing.length > 0) {
    throw new DatabaseRefused(
      `The audit log is not protected: the trigger ${missing.join(', ')} is missing or disabled. Find out who took it away, then restore the database or make the trigger again.`,
    )
  }
  const role = await sql<{ super: boolean; owner: boolean }>`
    select rolsuper as super, pg_has_role(current_user, relowner, 'usage') as owner
    from pg_roles, pg_class where rolname = current_user and pg_class.oid = 'audit'::regclass`.execute(
    db,
  )
  const [its] = role.rows
  return {
    warnings:
      its?.super === true
        ? ['the database role is a superuser: it could change the audit log']
        : its?.owner === true
          ? ['the database role owns the audit log and could take away what protects it']
          : [],
  }
}
