import { randomUUID } from 'node:crypto'

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createChangeHub, type HubMessage } from '#server/http/change-hub.ts'
import { toGraphFailure } from '#server/http/render-failure.ts'
import { recordAudit, systemActor } from '#server/audit/record.ts'
import { verifyChain } from '#server/audit/chain.ts'

import { startPostgres, type TestPostgres } from '../../../scripts/postgres.mjs'
import { prepareData } from '../open-data.ts'
import { checkAuditGuard } from './check.ts'
import { oneAtATime, openPostgres } from './open.ts'
import { runTogether } from './together.ts'

/** `npm test` names the programs where it runs the service on PostgreSQL; a server of its own can be stopped and set up. */
const programs = process.env['POSTGRES_BIN']
/** Starting, crashing and starting again a server that syncs. */
const slow = 120_000
const now = new Date('2026-05-04T09:00:00.000Z')
let server: TestPostgres
let databases = 0

const admin = async (statement: string) => {
  const { db } = openPostgres(server.url, { poolSize: 2 })
  await sql.raw(statement).execute(db)
  await db.destroy()
}
const freshAddress = async () => {
  const name = `shared_${(databases += 1)}`
  await admin(`create database ${name}`)
  return server.url.replace(/postgres$/, name)
}
const open = (address: string) => openPostgres(address, { poolSize: 3 })
const prepare = (opened: ReturnType<typeof open>) =>
  oneAtATime(opened, () => prepareData(opened.db, { world: 'empty', now, newId: randomUUID }))
const quiet = { newId: () => randomUUID(), log: () => undefined }
const until = async (holds: () => boolean) => {
  await expect.poll(holds, { timeout: 30_000 }).toBe(true)
}

describe.runIf(programs)('processes on one PostgreSQL', { timeout: slow }, () => {
  beforeAll(async () => void (server = await startPostgres(programs ?? '')), slow)
  afterAll(() => server?.remove(), slow)

  it('prepare it once, whoever comes first', async () => {
    const address = await freshAddress()
    const all = Array.from({ length: 4 }, () => open(address))
    const seeded = await Promise.all(all.map(prepare))
    expect(seeded.filter((each) => each.seeded)).toHaveLength(1)
    await Promise.all(all.map(({ db }) => db.destroy()))
  })

  it('write one audit chain', async () => {
    const address = await freshAddress()
    const all = Array.from({ length: 3 }, () => open(address))
    await prepare(all[0] ?? open(address))
    const one = (opened: ReturnType<typeof open>) =>
      opened.db.transaction().execute((tx) =>
        recordAudit(
          tx,
          {
            category: 'Other',
            activityType: 'Spec',
            operationType: 'Action',
            result: 'Success',
            actor: systemActor,
          },
          { now, newId: randomUUID, requestId: 'spec', principal: null, ipAddress: null },
        ),
      )
    const opened = Array.from({ length: 60 }, (_, index) => all[index % all.length])
    await Promise.all(opened.flatMap((each) => (each ? [one(each)] : [])))
    const [first] = all
    expect(first && (await verifyChain(first.db))).toMatchObject({ ok: true, count: 60 })
    await Promise.all(all.map(({ db }) => db.destroy()))
  })

  it('hear each other, and one does the work of the background until it ends', async () => {
    const address = await freshAddress()
    const [one, other] = [open(address), open(address)]
    await prepare(one)
    const working = new Set<string>()
    const work = (name: string) => () => {
      working.add(name)
      return { stop: () => Promise.resolve(void working.delete(name)) }
    }
    const first = runTogether(one, quiet)
    first.asOnlyWorker(work('first'))
    // Whoever comes first is elected, so the other one comes once that is settled.
    await until(() => working.has('first'))
    const second = runTogether(other, quiet)
    second.asOnlyWorker(work('second'))
    const heard: HubMessage[] = []
    const here = createChangeHub()
    const there = createChangeHub()
    first.join(here)
    second.join(there)
    there.subscribe((notice) => heard.push({ kind: 'notice', notice }))
    there.onSessionsEnded(() => heard.push({ kind: 'sessionsEnded' }))
    const notice = { entity: 'elevationRequests', id: 'one' } as const
    // Until the other one listens: what was said before is not said again.
    await expect
      .poll(() => {
        here.publish(notice)
        return heard.length > 0
      })
      .toBe(true)
    expect(heard[0]).toEqual({ kind: 'notice', notice })
    here.sessionsEnded()
    await until(() => heard.some(({ kind }) => kind === 'sessionsEnded'))
    expect([...working]).toEqual(['first'])
    await first.stop()
    await until(() => working.has('second'))
    expect([...working]).toEqual(['second'])
    await second.stop()
    expect([...working]).toEqual([])
    await Promise.all([one.db.destroy(), other.db.destroy()])
  })

  it('say that the database is gone, lose nothing and go on when it is back', async () => {
    const address = await freshAddress()
    const opened = open(address)
    await prepare(opened)
    const failureOf = async (act: () => Promise<unknown>) => {
      const thrown = await act().then(
        () => null,
        (error: unknown) => error,
      )
      return thrown === null ? null : toGraphFailure(thrown)
    }
    const put = (key: string) => () =>
      opened.db
        .transaction()
        .execute((tx) => tx.insertInto('meta').values({ key, value: 'x' }).execute())
    expect(await failureOf(put('before'))).toBeNull()
    const inTheMiddle = await failureOf(() =>
      opened.db.transaction().execute(async (tx) => {
        await tx.insertInto('meta').values({ key: 'middle', value: 'x' }).execute()
        server.stop('immediate')
        await tx.insertInto('meta').values({ key: 'middle 2', value: 'x' }).execute()
      }),
    )
    expect(inTheMiddle?.status).toBe(503)
    expect(inTheMiddle?.options.headers).toEqual({ 'Retry-After': '5' })
    expect((await failureOf(put('gone')))?.status).toBe(503)
    server.start()
    const crashed = await failureOf(() =>
      opened.db.transaction().execute(async (tx) => {
        await tx.insertInto('meta').values({ key: 'commit', value: 'x' }).execute()
        // Nothing is asked any more but the commit.
        server.stop('immediate')
      }),
    )
    expect(crashed?.status).toBe(504)
    server.start()
    expect(await failureOf(put('after'))).toBeNull()
    const rows = await opened.db.selectFrom('meta').select('key').where('value', '=', 'x').execute()
    expect(rows.map(({ key }) => key).sort()).toEqual(['after', 'before'])
    await opened.db.destroy()
  })

  it('do not call stored what PostgreSQL rolled back', async () => {
    const opened = open(await freshAddress())
    await prepare(opened)
    const swallowed = opened.db.transaction().execute(async (tx) => {
      await tx.insertInto('meta').values({ key: 'kept?', value: 'x' }).execute()
      await sql`select * from nowhere`.execute(tx).catch(() => undefined)
    })
    await expect(swallowed).rejects.toThrow(/nothing was stored/)
    await opened.db.destroy()
  })

  it.each([
    ['fsync', 'fsync = off', /fsync = off.*set it to on/],
    ['synchronous_commit', 'synchronous_commit = off', /synchronous_commit = off.*set it to on/],
  ])('are not started with %s off', async (name, setting, sentence) => {
    const address = await freshAddress()
    await admin(`alter system set ${setting}`)
    await admin('select pg_reload_conf()')
    const refused = open(address)
    await expect
      .poll(() => sql`select 1`.execute(refused.db).then(String, (error: unknown) => String(error)))
      .toMatch(sentence)
    await refused.db.destroy()
    // The console's own connection would be refused now.
    server.stop()
    const { readFileSync, writeFileSync } = await import('node:fs')
    const file = `${server.folder}/data/postgresql.auto.conf`
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(new RegExp(`^${name}.*$`, 'gm'), ''))
    server.start()
  })

  it('are not started when the audit log has lost what protects it', async () => {
    const opened = open(await freshAddress())
    await prepare(opened)
    expect(await checkAuditGuard(opened.db)).toEqual({
      warnings: ['the database role is a superuser: it could change the audit log'],
    })
    await sql`alter table audit disable trigger audit_no_update`.execute(opened.db)
    await expect(checkAuditGuard(opened.db)).rejects.toThrow(
      /audit_no_update is missing or disabled/,
    )
    await opened.db.destroy()
  })

  it('end a command in a sentence where no console has been', async () => {
    const { db } = openPostgres(await freshAddress(), { poolSize: 2, mustExist: true })
    await expect(db.selectFrom('meta').selectAll().execute()).rejects.toThrow(
      /no tables of the console/,
    )
    await db.destroy()
  })
})
