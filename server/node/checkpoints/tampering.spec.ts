import { generateKeyPairSync } from 'node:crypto'

import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { chainHash, chainStart, verifyChain, type ChainedRecord } from '#server/audit/chain.ts'
import { recordAudits } from '#server/audit/record.ts'
import { migrate } from '#server/store/migrations.ts'
import type { Db, Schema } from '#server/store/schema.ts'
import { seededNumbers, seedOf } from '#domain/seeded.ts'

import { compareWithCheckpoints } from './compare.ts'
import { parseCheckpoints, type Entry } from './file.ts'
import { nameOf, writeNote } from './note.ts'

/**
 * R50: 1,000 random tamperings of the audit table by somebody who may write to the database, each on a fresh copy. Without the
 * checkpoints (the control) those that leave a whole chain behind are missed.
 */
const records = 230
const at = new Date('2026-05-04T09:00:00.000Z')
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const key = { name: nameOf(publicKey), publicKey }
const random = seededNumbers(seedOf('tampering'))
const below = (most: number) => Math.floor(random() * most)

const open = (bytes?: Buffer) => {
  const raw = new Database(bytes ?? ':memory:')
  return { raw, db: new Kysely<Schema>({ dialect: new SqliteDialect({ database: raw }) }) }
}
type Opened = ReturnType<typeof open>

let image: Buffer
let checkpoints: Entry[] = []
beforeAll(async () => {
  const { raw, db } = open()
  await migrate(db, { now: at })
  const entry = (index: number) => ({
    draft: {
      category: 'ElevationRequest',
      activityType: 'Approve ElevationRequest',
      operationType: 'Action',
      result: index % 7 === 0 ? 'Failure' : 'Success',
      resource: { type: 'ElevationRequest', id: `request-${index}`, displayName: 'setup.exe' },
      scopeTagIds: ['1'],
      actor: { type: 'ItPro', id: `user-${index % 5}`, name: `person${index % 5}@contoso.example` },
    } as const,
    scope: {
      now: new Date(at.getTime() + index * 1000),
      newId: () => `audit-${index}`,
      requestId: `call-${index}`,
      principal: null,
      ipAddress: '10.0.0.1',
    },
  })
  await db.transaction().execute((tx) =>
    recordAudits(
      tx,
      Array.from({ length: records }, (_, index) => entry(index)),
    ),
  )
  let file = ''
  for (const count of [100, 200, records]) {
    const { hash: head } = await db
      .selectFrom('audit')
      .select('hash')
      .where('seq', '=', count)
      .executeTakeFirstOrThrow()
    file += writeNote(
      { origin: key.name, count, head, time: at.toISOString(), restored: null },
      privateKey,
    )
  }
  checkpoints = parseCheckpoints(file, [key])
  // Whoever writes to the file need not ask the triggers.
  raw.exec('drop trigger audit_no_update; drop trigger audit_no_delete')
  image = raw.serialize()
  await db.destroy()
})

const columns = [
  'id',
  'at',
  'actor_id',
  'actor_name',
  'category',
  'activity_type',
  'operation_type',
  'result',
  'resource_type',
  'resource_id',
  'resource_name',
  'request_id',
  'scope_tags_json',
  'resource',
  'prev',
  'hash',
] as const
type Row = Schema['audit']

const rowsOf = ({ raw }: Opened) => raw.prepare('select * from audit order by seq').all() as Row[]
const writeAll = ({ raw }: Opened, rows: readonly Row[]) => {
  raw.exec('delete from audit')
  const names = ['seq', ...columns]
  const insert = raw.prepare(
    `insert into audit (${names.join()}) values (${names.map((name) => `@${name}`).join()})`,
  )
  raw.transaction(() => rows.forEach((row) => insert.run(row)))()
}
/** Every hash made anew, so that the chain is whole. */
const rehashed = async (rows: readonly Row[]): Promise<Row[]> => {
  let prev = chainStart
  const made: Row[] = []
  for (const [index, { prev: _prev, hash: _hash, ...rest }] of rows.entries()) {
    const record: ChainedRecord = { ...rest, seq: index + 1 }
    const hash = await chainHash(prev, record)
    made.push({ ...record, prev, hash })
    prev = hash
  }
  return made
}
const forged = (row: Row): Row => ({
  ...row,
  actor_name: `forged${below(1e6)}@contoso.example`,
  resource: row.resource
    .replace('Success', 'Failure')
    .replace('10.0.0.1', `10.0.0.${2 + below(200)}`),
})

type Tamper = (opened: Opened) => Promise<void>
const tampers: Record<string, { visibleInside: boolean; run: Tamper }> = {
  edit: {
    visibleInside: true,
    run: async ({ raw }) => {
      const column = columns[below(columns.length)] ?? 'at'
      raw
        .prepare(`update audit set ${column} = coalesce(${column}, '') || ? where seq = ?`)
        .run(`x${below(1e6)}`, 1 + below(records))
      return Promise.resolve()
    },
  },
  delete: {
    visibleInside: true,
    // Not the last one: that is a tail cut off.
    run: async ({ raw }) => {
      raw.prepare('delete from audit where seq = ?').run(1 + below(records - 1))
      return Promise.resolve()
    },
  },
  swap: {
    visibleInside: true,
    run: async (opened) => {
      const rows = rowsOf(opened)
      const one = below(records)
      const other = (one + 1 + below(records - 1)) % records
      const [first, second] = [rows[one], rows[other]]
      if (!first || !second) throw new Error('no rows')
      rows[one] = { ...second, seq: first.seq }
      rows[other] = { ...first, seq: second.seq }
      writeAll(opened, rows)
      return Promise.resolve()
    },
  },
  insert: {
    visibleInside: true,
    run: async (opened) => {
      const rows = rowsOf(opened)
      const place = below(records)
      const model = rows[place]
      if (!model) throw new Error('no row')
      const { prev, hash: _hash, ...rest } = forged({ ...model, id: `forged-${below(1e9)}` })
      const hash = await chainHash(prev, rest)
      const after = rows.slice(place).map((row) => ({ ...row, seq: row.seq + 1 }))
      // Its own hash is right; that of the one after it cannot be.
      const next = after[0]
      if (next) after[0] = { ...next, prev: hash }
      writeAll(opened, [...rows.slice(0, place), { ...rest, prev, hash }, ...after])
    },
  },
  'cut tail': {
    visibleInside: false,
    run: async ({ raw }) => {
      raw.prepare('delete from audit where seq > ?').run(below(records))
      return Promise.resolve()
    },
  },
  'full rewrite': {
    visibleInside: false,
    run: async (opened) => {
      const rows = rowsOf(opened)
      const place = below(records)
      writeAll(
        opened,
        await rehashed(rows.map((row, index) => (index === place ? forged(row) : row))),
      )
    },
  },
  'delete and rewrite': {
    visibleInside: false,
    run: async (opened) => {
      const place = below(records)
      writeAll(opened, await rehashed(rowsOf(opened).filter((_row, index) => index !== place)))
    },
  },
}

const kinds = Object.keys(tampers)
const runs = 1_000
const found: Record<
  string,
  { all: number; byChain: number; byCheckpoint: number; missed: number }
> = {}
afterAll(() => console.info(`R50: ${runs} tamperings ${JSON.stringify(found)}`))

const look = async (db: Db) => {
  const chain = await verifyChain(db)
  const { problems } = await compareWithCheckpoints(db, checkpoints)
  return { byChain: !chain.ok, byCheckpoint: problems.length > 0 }
}

describe('1,000 random tamperings (R50)', () => {
  it('finds nothing in a log that nobody touched', async () => {
    const opened = open(image)
    expect(await look(opened.db)).toEqual({ byChain: false, byCheckpoint: false })
    await opened.db.destroy()
  })

  it('finds every one; a cut tail and a rewritten log by the checkpoints alone', async () => {
    for (let run = 0; run < runs; run += 1) {
      const kind = kinds[run % kinds.length] ?? ''
      const tamper = tampers[kind]
      if (!tamper) throw new Error(kind)
      const opened = open(image)
      await tamper.run(opened)
      const { byChain, byCheckpoint } = await look(opened.db)
      await opened.db.destroy()
      const count = (found[kind] ??= { all: 0, byChain: 0, byCheckpoint: 0, missed: 0 })
      count.all += 1
      count.byChain += Number(byChain)
      count.byCheckpoint += Number(byCheckpoint)
      count.missed += Number(!byChain && !byCheckpoint)
    }
    for (const [kind, { visibleInside }] of Object.entries(tampers)) {
      const { all, byChain, byCheckpoint, missed } = found[kind] ?? {}
      expect(missed, kind).toBe(0)
      // The control: without checkpoints these would have been missed, every one.
      if (visibleInside) expect(byChain, kind).toBe(all)
      else expect([byChain, byCheckpoint], kind).toEqual([0, all])
    }
  }, 120_000)

  it('cannot find what came after the last checkpoint and was cut off: at most 100 records or ten minutes', async () => {
    const opened = open(image)
    const before = checkpoints
    checkpoints = before.slice(0, 2)
    opened.raw.prepare('delete from audit where seq > 205').run()
    expect(await look(opened.db)).toEqual({ byChain: false, byCheckpoint: false })
    opened.raw.prepare('delete from audit where seq > 199').run()
    expect(await look(opened.db)).toEqual({ byChain: false, byCheckpoint: true })
    checkpoints = before
    await opened.db.destroy()
  })
})
