import Database from 'better-sqlite3'
import {
  CompiledQuery,
  Kysely,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  type SqliteDialectConfig,
  type SqliteStatement,
} from 'kysely'

import type { Db, Schema } from '#server/store/schema.ts'

const busyTimeoutMs = 5_000
const mostStatements = 500

/**
 * Takes the write lock when a transaction begins: commands write beside the server, and a lock asked for half-way may be refused.
 * A disk that is full ends a transaction without being asked; then there is nothing left to roll back, and the reason counts.
 */
class ImmediateDriver extends SqliteDriver {
  override rollbackTransaction(connection: DatabaseConnection) {
    return super.rollbackTransaction(connection).catch((error: unknown) => {
      if (!(error instanceof Error) || !error.message.includes('no transaction is active'))
        throw error
    })
  }
  override beginTransaction(connection: DatabaseConnection) {
    return connection.executeQuery(CompiledQuery.raw('begin immediate')).then(() => undefined)
  }
}
class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  constructor(config: SqliteDialectConfig) {
    super(config)
    this.#config = config
  }
  override createDriver(): Driver {
    return new ImmediateDriver(this.#config)
  }
}

/** Kysely prepares a statement for every query; the same few hundred texts come again and again. */
const withPreparedStatements = (database: Database.Database): SqliteDatabase => {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => void database.close(),
    prepare: (text) => {
      const known = statements.get(text)
      if (known) return known
      const statement = database.prepare(text) as unknown as SqliteStatement
      if (statements.size >= mostStatements) statements.clear()
      statements.set(text, statement)
      return statement
    },
  }
}

/** What has to hold for an acknowledged change to survive a power cut (R4). Asked back, because a pragma fails in silence. */
const settings = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', String(busyTimeoutMs), busyTimeoutMs],
  // Not for safety: 32 MiB, so that storing a day's elevations does not read its pages again and again.
  ['cache_size', '-32768', -32_768],
  // Not for safety either: every commit syncs the log. A page that many commits change goes back into the file once for all of them.
  ['wal_autocheckpoint', '4000', 4_000],
] as const

/** Throws when a setting does not hold, e.g. WAL on a network file system. */
const secure = (database: Database.Database, file: string) => {
  for (const [name, value] of settings) database.pragma(`${name} = ${value}`)
  for (const [name, value, expected] of settings) {
    const found = database.pragma(name, { simple: true })
    if (found !== expected) {
      throw new Error(`${file}: SQLite keeps ${name} at ${String(found)} instead of ${value}.`)
    }
  }
}

/** Opens (and creates) a database file with the settings above. `raw` is the same connection, for backups. */
export const openSqlite = (file: string): { db: Db; raw: Database.Database } => {
  const raw = new Database(file, { timeout: busyTimeoutMs })
  try {
    secure(raw, file)
  } catch (error) {
    raw.close()
    throw error
  }
  const dialect = new ImmediateDialect({ database: withPreparedStatements(raw) })
  return { db: new Kysely<Schema>({ dialect }), raw }
}

/** Thrown when another server holds the data folder. */
export class DataInUse extends Error {}

/**
 * Makes this process the one server of a data folder, until it ends however it ends: the lock is the operating system's, so that
 * a killed server leaves none behind.
 */
export const lockDataFolder = (lockFile: string, folder: string): (() => void) => {
  const lock = new Database(lockFile, { timeout: 0 })
  try {
    lock.pragma('journal_mode = MEMORY')
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DataInUse(`Another EPM Console already serves the data in ${folder}.`)
    }
    throw error
  }
  return () => void lock.close()
}
