import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'

import { databaseKind } from './dialect.ts'
import { someEvents } from './elevations/events.spec-helper.ts'
import { readElevationRows, toElevation } from './elevations/read-rows.ts'
import { emptyMemoryDb, memoryDb } from './memory-db.spec-helper.ts'
import { DatabaseTooNew, migrate, migrations } from './migrations.ts'
import type { Db } from './schema.ts'

const now = new Date('2026-05-04T09:00:00.000Z')
const tableNames = async (db: ReturnType<typeof emptyMemoryDb>) =>
  (await db.introspection.getTables()).map((table) => table.name)

/** How the database would answer; PostgreSQL would read tables as small as a spec's from end to end if it were allowed to. */
const planOf = async (db: Db, query: string): Promise<string> => {
  if (databaseKind(db) === 'sqlite') {
    const plan = await sql<{ detail: string }>`explain query plan ${sql.raw(query)}`.execute(db)
    return plan.rows.map((row) => row.detail).join('\n')
  }
  return db.transaction().execute(async (tx) => {
    for (const way of ['seqscan', 'bitmapscan'])
      await sql.raw(`set local enable_${way} = off`).execute(tx)
    const plan = await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(query)}`.execute(tx)
    return plan.rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}

describe('migrate', () => {
  it('brings an empty database to the newest version once', async () => {
    const db = emptyMemoryDb()
    expect(await migrate(db, { now })).toEqual(migrations.map((step) => step.version))
    expect(await migrate(db, { now })).toEqual([])
    expect(await tableNames(db)).toContain('elevation_requests')
  })

  it('has its steps in the order of their versions: one that stands too late would be passed over', () => {
    const versions = migrations.map((step) => step.version)
    expect(versions).toEqual(versions.toSorted((one, other) => one - other))
    expect(new Set(versions).size).toBe(versions.length)
  })

  it('refuses a database that a newer console wrote and leaves it as it is', async () => {
    const db = await memoryDb()
    await db.updateTable('meta').set({ value: '99' }).where('key', '=', 'schemaVersion').execute()
    await expect(migrate(db, { now })).rejects.toThrow(DatabaseTooNew)
    await expect(migrate(db, { now })).rejects.toThrow(/schema version 99/)
  })

  it('applies a step whole or not at all', async () => {
    const db = await memoryDb()
    const newest = Math.max(...migrations.map((step) => step.version))
    const broken = {
      version: newest + 1,
      statements: () => ['create table half_done (id text)', 'create table half_done (id text)'],
    }
    await expect(migrate(db, { now, steps: [...migrations, broken] })).rejects.toThrow(/half_done/)
    expect(await tableNames(db)).not.toContain('half_done')
    const version = db.selectFrom('meta').select('value').where('key', '=', 'schemaVersion')
    expect(await version.executeTakeFirst()).toEqual({ value: String(newest) })
  })

  it.each([
    [
      'status',
      "select * from elevation_requests where status = 'pending' order by created_at desc, id desc",
    ],
    ['expiry', "select id from elevation_requests where status = 'pending' and expires_at <= 'x'"],
    ['requests of a device', "select * from elevation_requests where device_id = 'x'"],
    ['hash', "select * from elevation_requests where lower(file_hash) = 'x'"],
    [
      'policies',
      "select * from policies where lower(template_family) = 'x' order by lower(name), id",
    ],
    ['elevations', 'select seq from elevations order by event_ms desc, seq desc'],
    [
      'a rare actor in the audit log',
      "select at, seq from audit where lower(actor_name) like '%x%' order by at desc, seq desc limit 51",
    ],
    ['audit', "select * from audit where category = 'x' order by at desc, seq desc"],
  ])('answers by %s through an index, without sorting', async (_name, query) => {
    const db = await memoryDb()
    const details = await planOf(db, query)
    expect(details).toMatch(/USING (COVERING )?INDEX|Index (Only )?Scan/)
    expect(details).not.toMatch(/TEMP B-TREE|Sort/)
  })
})

describe('migration 6', () => {
  it('carries elevations of an older database over, with entries, sums and all', async () => {
    const db = emptyMemoryDb()
    await migrate(db, { now, steps: migrations.filter((step) => step.version < 6) })
    const events = someEvents(5, 1_300)
    for (const event of events) {
      const at = new Date(event.eventDateTime).toISOString()
      await sql`insert into elevations values (${event.id}, ${event.deviceId}, ${event.deviceName}, ${at},
        ${event.elevationType}, ${event.upn}, ${event.hash}, ${event.filePath}, ${event.companyName}, ${event.result},
        ${event.processType}, ${event.ruleId}, ${event.policyId}, 0, ${JSON.stringify(event)})`.execute(
        db,
      )
    }
    expect((await migrate(db, { now }))[0]).toBe(6)
    const seqs = events.map((_event, index) => index + 1)
    const carried = (await readElevationRows(db, seqs)).map(toElevation)
    const key = (event: { id: string }) => event.id
    const orNull = (event: object) =>
      Object.fromEntries(
        Object.entries(event).map(([name, value]) => [name, value === '' ? null : value]),
      )
    expect(carried.toSorted((one, other) => key(one).localeCompare(key(other)))).toEqual(
      events
        .map(orNull)
        .toSorted((one, other) => String(one['id']).localeCompare(String(other['id']))),
    )
    const sums = await sql<{ events: number }>`
      select sum(events) as events from elevation_days where scope_set_id = 0`.execute(db)
    expect(sums.rows).toEqual([{ events: events.length }])
    expect(await tableNames(db)).not.toContain('elevations_before')
  })
})

describe('migration 12', () => {
  it('finds the Entra ids of devices that are there already', async () => {
    const db = emptyMemoryDb()
    await migrate(db, { now, steps: migrations.filter((step) => step.version < 12) })
    for (const [id, resource] of [
      ['device-1', { id: 'device-1', azureADDeviceId: 'entra-1' }],
      ['device-2', { id: 'device-2' }],
    ] as const) {
      await sql`insert into devices (id, device_name, operating_system, compliance_state, last_sync_at, resource)
        values (${id}, ${id}, 'Windows', 'compliant', ${now.toISOString()}, ${JSON.stringify(resource)})`.execute(
        db,
      )
    }
    await migrate(db, { now })
    const devices = db.selectFrom('devices').select(['id', 'directory_id']).orderBy('id')
    expect(await devices.execute()).toEqual([
      { id: 'device-1', directory_id: 'entra-1' },
      { id: 'device-2', directory_id: null },
    ])
  })
})

describe('migration 9', () => {
  it('leaves a token of before as it was, without purpose or end', async () => {
    const db = emptyMemoryDb()
    await migrate(db, { now, steps: migrations.filter((step) => step.version < 9) })
    await sql`insert into tokens values ('t', 'hash', 'user', 'u', 'kim', 'then', null, null)`.execute(
      db,
    )
    await migrate(db, { now })
    expect(await db.selectFrom('tokens').selectAll().execute()).toMatchObject([
      { id: 't', token_hash: 'hash', purpose: 'user', expires_at: null, name: null },
    ])
  })
})
