import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { migrate } from '#server/store/migrations.ts'

import { ConfigError } from './config.ts'
import { prepareData } from './open-data.ts'
import { DataInUse, lockDataFolder, openSqlite } from './sqlite.ts'

let folder = ''
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'epm-sqlite-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const now = new Date('2026-05-04T09:00:00.000Z')
const newId = () => crypto.randomUUID()

describe('openSqlite', () => {
  it('opens with what an acknowledged change needs to survive', async () => {
    const { db, raw } = openSqlite(join(folder, 'epm.db'))
    const pragma = (name: string): unknown => raw.pragma(name, { simple: true })
    expect(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map(pragma)).toEqual([
      'wal',
      2,
      1,
      5_000,
    ])
    await db.destroy()
  })

  it('refuses a file whose settings do not hold', () => {
    // A database in memory cannot have a write-ahead log.
    expect(() => openSqlite(':memory:')).toThrow(/journal_mode at memory instead of WAL/)
  })

  it('takes the write lock when a transaction begins, so that a command beside it waits or fails, and never half', async () => {
    const file = join(folder, 'epm.db')
    const one = openSqlite(file)
    const two = openSqlite(file)
    await migrate(one.db, { now })
    two.raw.pragma('busy_timeout = 0')
    await one.db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx)
      const write = two.db.transaction().execute((other) => sql`select 1`.execute(other))
      await expect(write).rejects.toMatchObject({ code: 'SQLITE_BUSY' })
    })
    await two.db.insertInto('meta').values({ key: 'a', value: 'b' }).execute()
    await Promise.all([one.db.destroy(), two.db.destroy()])
  })
})

describe('lockDataFolder', () => {
  it('lets one server hold a folder, and the next one after it', () => {
    const lock = join(folder, 'server.lock')
    const release = lockDataFolder(lock, folder)
    expect(() => lockDataFolder(lock, folder)).toThrow(DataInUse)
    release()
    lockDataFolder(lock, folder)()
  })
})

describe('prepareData', () => {
  it('writes a world once, and does not take one for another', async () => {
    const { db } = openSqlite(join(folder, 'epm.db'))
    const options = { world: 'empty', now, newId } as const
    expect(await prepareData(db, options)).toEqual({ seeded: true })
    expect(await prepareData(db, options)).toEqual({ seeded: false })
    await expect(prepareData(db, { ...options, world: 'sample' })).rejects.toThrow(ConfigError)
    await db.destroy()
  })

  it('goes on after a start that was cut off before the name was written', async () => {
    const { db } = openSqlite(join(folder, 'epm.db'))
    const options = { world: 'empty', now, newId } as const
    await prepareData(db, options)
    await db.deleteFrom('meta').where('key', '=', 'world').execute()
    expect(await prepareData(db, options)).toEqual({ seeded: false })
    expect(await prepareData(db, options)).toEqual({ seeded: false })
    await db.destroy()
  })
})
