import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'

import { migrate } from './migrations.ts'
import { emptyTestDb, isOnPostgres, migratedTestDb } from './postgres/test-db.spec-helper.ts'
import type { Db, Schema } from './schema.ts'

/**
 * A database for one spec: in memory, or one of its own on the PostgreSQL that TEST_DATABASE_URL names. The opener with its checks
 * is in `server/node`.
 */
export const emptyMemoryDb = (): Db => {
  if (isOnPostgres) return emptyTestDb()
  const database = new Database(':memory:')
  database.pragma('foreign_keys = ON')
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })
}

/** The same, migrated to the newest schema. */
export const memoryDb = async (now = new Date('2026-05-04T09:00:00.000Z')): Promise<Db> => {
  if (isOnPostgres) return migratedTestDb(now)
  const db = emptyMemoryDb()
  await migrate(db, { now })
  return db
}
