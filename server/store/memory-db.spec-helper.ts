import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'

import { migrate } from './migrations.ts'
import type { Db, Schema } from './schema.ts'

/** A database in memory for one spec; the file-backed opener with its checks is `server/node/sqlite.ts`. */
export const emptyMemoryDb = (): Db => {
  const database = new Database(':memory:')
  database.pragma('foreign_keys = ON')
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database }) })
}

/** The same, migrated to the newest schema. */
export const memoryDb = async (now = new Date('2026-05-04T09:00:00.000Z')): Promise<Db> => {
  const db = emptyMemoryDb()
  await migrate(db, { now })
  return db
}
