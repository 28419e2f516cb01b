import { randomUUID } from 'node:crypto'

import { sql } from 'kysely'

import { openPostgres } from '#server/node/postgres/open.ts'
import { loadWorld } from '#server/store/load-world.ts'
import { migrate } from '#server/store/migrations.ts'
import type { Db } from '#server/store/schema.ts'
import type { World } from '#worlds/world.ts'

import { ensurePostgres, startPostgres, type TestPostgres } from '../scripts/postgres.mjs'
import { newTokens, startService, type Running, type Tokens } from './service.ts'

/** A PostgreSQL of the benchmark's own, durable as the service asks for. */
export const startDatabase = async (): Promise<TestPostgres & { programs: string }> => {
  const programs = ensurePostgres()
  if (programs === null) process.exit(1)
  const server = await startPostgres(programs, { shared_buffers: '256MB' })
  process.once('exit', server.remove)
  return { ...server, programs }
}

export type SharedData = {
  tokens: Tokens
  url: string
  start: () => Promise<Running>
  /** Opens it for as long as `act` takes. */
  read: <T>(act: (db: Db) => Promise<T>) => Promise<T>
}

/** A database of its own with this world in it, and a token for each approver. */
export const seedShared = async (
  server: TestPostgres,
  name: string,
  world: World,
): Promise<SharedData> => {
  const admin = openPostgres(server.url, { poolSize: 2 })
  await sql.raw(`create database ${name}`).execute(admin.db)
  await admin.db.destroy()
  const url = server.url.replace(/postgres$/, name)
  const read = async <T>(act: (db: Db) => Promise<T>) => {
    const { db } = openPostgres(url, { poolSize: 2 })
    try {
      return await act(db)
    } finally {
      await db.destroy()
    }
  }
  const tokens = await read(async (db) => {
    await migrate(db, { now: world.at })
    await loadWorld(db, world, randomUUID)
    await db.insertInto('meta').values({ key: 'world', value: 'empty' }).execute()
    return newTokens(db, world.at)
  })
  const data = { folder: server.folder, environment: { DATABASE_URL: url } }
  return { tokens, url, start: () => startService(data), read }
}
