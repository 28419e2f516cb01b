import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { recordAudit } from '#server/audit/record.ts'
import { migrate } from '#server/store/migrations.ts'

import { auditAccept } from '../commands/audit-accept.ts'
import { auditVerify } from '../commands/audit-verify.ts'
import { backup, restore } from '../commands/backup.ts'
import { createDataFolder, dataFiles } from '../data-folder.ts'
import { openSqlite } from '../sqlite.ts'
import { createCheckpointer } from './checkpointer.ts'
import { parseCheckpoints } from './file.ts'
import { publicFileOf, signingKey } from './key.ts'
import { checkpointPaths } from './paths.ts'

let root = ''
let folder = ''
let db: ReturnType<typeof openSqlite>['db']
let now = new Date('2026-05-04T09:00:00.000Z')
let elapsed = 0
let ids = 0
const lines: Record<string, unknown>[] = []
const newId = () => `id-${(ids += 1)}`

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'epm-checkpoints-'))
  folder = join(root, 'data')
  vi.stubEnv('EPM_CHECKPOINTS', join(root, 'elsewhere.txt'))
  createDataFolder(folder)
  db = openSqlite(dataFiles(folder).database).db
  await migrate(db, { now })
  now = new Date('2026-05-04T09:00:00.000Z')
  elapsed = 0
  lines.length = 0
})
afterEach(async () => {
  await db.destroy()
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true, force: true })
})

const paths = () => checkpointPaths(folder)
const start = () =>
  createCheckpointer({
    db,
    file: paths().file,
    key: signingKey(paths().key),
    now: () => now,
    elapsed: () => elapsed,
    log: (line) => void lines.push(line),
  })
const write = async (count: number) => {
  for (let index = 0; index < count; index += 1) {
    await db.transaction().execute((tx) =>
      recordAudit(
        tx,
        {
          category: 'Other',
          activityType: 'Create Thing',
          operationType: 'Create',
          result: 'Success',
        },
        { now, newId, requestId: newId(), principal: null, ipAddress: null },
      ),
    )
  }
}
const content = () => readFileSync(paths().file, 'utf8')
const entries = () => parseCheckpoints(content(), [signingKey(paths().key)])
const counts = () =>
  entries().map((entry) => (entry.kind === 'signed' ? entry.checkpoint.count : entry.kind))
const run = async (command: typeof auditVerify, ...args: string[]) => {
  const printed: string[] = []
  const scope = {
    dataFolder: folder,
    print: (line: string) => void printed.push(line),
    now: () => now,
    newId,
  }
  return { code: await command(args, scope), said: printed.join('\n') }
}
const untouchable = async (run: () => Promise<unknown>) => {
  await sql`drop trigger audit_no_update`.execute(db)
  await sql`drop trigger audit_no_delete`.execute(db)
  await run()
}
const reopen = () => void (db = openSqlite(dataFiles(folder).database).db)

describe('signing', () => {
  it('comes with every hundredth record, and with the rest after ten minutes', async () => {
    const { look } = start()
    await look(true)
    expect(() => content()).toThrow('no such file')
    await write(5)
    await look()
    expect(counts()).toEqual([5])
    await write(250)
    await look()
    expect(counts()).toEqual([5, 100, 200])
    elapsed += 10 * 60_000 - 1
    await look()
    expect(counts()).toEqual([5, 100, 200])
    elapsed += 1
    await look()
    await look()
    expect(counts()).toEqual([5, 100, 200, 255])
    expect(lines.filter((line) => line['message'] === 'audit checkpoint')).toHaveLength(4)
    expect(await run(auditVerify)).toMatchObject({
      code: 0,
      said: expect.stringMatching(/whole: 255 records[\s\S]*4 checkpoints agree/) as string,
    })
  })

  it('keeps its key from others and its public key beside it', () => {
    const { key } = paths()
    signingKey(key)
    expect(statSync(key).mode & 0o777).toBe(0o600)
    expect(readFileSync(publicFileOf(key), 'utf8')).toMatch(
      /^epm-console\/audit\/[0-9a-f]{16}\+[0-9a-f]{8}\+A/,
    )
  })

  it('goes on when the clock was put back, by the order of records (R53)', async () => {
    const { look } = start()
    await write(100)
    await look()
    now = new Date(now.getTime() - 3_600_000)
    await write(100)
    elapsed += 10 * 60_000
    await look()
    expect(counts()).toEqual([100, 200])
    expect(await run(auditVerify)).toMatchObject({
      code: 0,
      said: expect.stringContaining('The clock went back') as string,
    })
  })

  it('goes on after a kill in the middle of a line', async () => {
    await write(100)
    await start().look(true)
    const whole = content()
    for (const cut of [6, 10, 100, 200, whole.length - 1]) {
      appendFileSync(paths().file, whole.slice(0, -cut))
      elapsed = 0
      await write(1)
      // A process that starts again: nothing of the old one is left in memory.
      await start().look(true)
    }
    expect(counts().filter((count) => count !== 'incomplete')).toEqual([
      100, 101, 102, 103, 104, 105,
    ])
    const verified = await run(auditVerify)
    expect(verified.code).toBe(0)
    expect(verified.said).toContain('was not written to its end')
  })

  it('says what it was signed over, and not with another key', async () => {
    await write(3)
    await start().look(true)
    const forged = content().replace('time 2026-05-04', 'time 2026-05-05')
    writeFileSync(paths().file, forged)
    expect(await run(auditVerify)).toMatchObject({
      code: 1,
      said: expect.stringContaining('line 1 does not match its signature') as string,
    })
    const { key } = paths()
    rmSync(key)
    rmSync(publicFileOf(key))
    signingKey(key)
    expect(await run(auditVerify)).toMatchObject({
      code: 1,
      said: expect.stringContaining('public key was not given') as string,
    })
  })
})

describe('a log that is not what was signed', () => {
  it('is not signed again: a cut tail', async () => {
    await write(120)
    const { look, state } = start()
    await look(true)
    await untouchable(() => db.deleteFrom('audit').where('seq', '>', 90).execute())
    await write(200)
    await look(true)
    expect(counts()).toEqual([120])
    expect(state().problem).toContain('record 120 is not the one that was signed')
    const { code, said } = await run(auditVerify)
    expect(code).toBe(1)
    expect(said).toContain('The audit chain is whole: 290 records')
    expect(said).toContain('something from record 1 to 120 was changed')
    // Nor by a process that starts again.
    await start().look(true)
    expect(counts()).toEqual([120])
  })

  it('says how much is missing', async () => {
    await write(120)
    await start().look(true)
    await untouchable(() => db.deleteFrom('audit').where('seq', '>', 90).execute())
    const { said } = await run(auditVerify)
    expect(said).toContain('The log ends at record 90')
    expect(said).toContain('records 91 to 120 are missing')
  })

  it('is not signed when what is new does not follow', async () => {
    await write(10)
    const { look, state } = start()
    await look(true)
    await write(5)
    await untouchable(() =>
      db.updateTable('audit').set({ result: 'Failure' }).where('seq', '=', 12).execute(),
    )
    elapsed += 10 * 60_000
    await look(true)
    expect(counts()).toEqual([10])
    expect(state().problem).toBe('record 12: its content does not match its hash')
  })

  it('misses its file', async () => {
    await write(10)
    await start().look(true)
    rmSync(paths().file)
    expect(await run(auditVerify)).toMatchObject({
      code: 1,
      said: expect.stringContaining('although this console signs checkpoints') as string,
    })
    await expect(run(auditVerify, '--checkpoints', join(root, 'absent'))).rejects.toThrow('no file')
  })

  it('goes on signing where the file was only moved away, and after what was signed', async () => {
    await write(10)
    const { look } = start()
    await look(true)
    truncateSync(paths().file)
    await write(100)
    await look(true)
    expect(counts()).toEqual([100, 110])
  })
})

describe('restore', () => {
  it('is told by a record and a checkpoint of its own; what it gave up is named', async () => {
    await write(100)
    await start().look(true)
    const copy = join(root, 'copy.db')
    expect((await run(backup, copy)).code).toBe(0)
    await write(150)
    await start().look(true)
    expect(counts()).toEqual([100, 200, 250])
    await db.destroy()
    expect((await run(restore, copy)).said).toContain('The checkpoints say so too')
    reopen()
    expect(counts()).toEqual([100, 200, 250, 101])
    const { code, said } = await run(auditVerify)
    expect(code).toBe(0)
    expect(said).toContain('put back to record 100; it had 250')
    expect(said).toContain('2 older checkpoints speak of records that were given up')
    const last = await db.selectFrom('audit').selectAll().where('seq', '=', 101).executeTakeFirst()
    expect(last).toMatchObject({ activity_type: 'Restore Database', resource_name: 'copy.db' })

    await write(120)
    await start().look(true)
    expect(counts()).toEqual([100, 200, 250, 101, 200, 221])
    expect((await run(auditVerify)).code).toBe(0)
  })

  it('by other means is a fault until somebody accepts it, with a reason that is recorded', async () => {
    await write(100)
    await start().look(true)
    const copy = join(root, 'copy.db')
    await run(backup, copy)
    await write(60)
    await start().look(true)
    await db.destroy()
    renameSync(copy, dataFiles(folder).database)
    for (const rest of ['-wal', '-shm']) rmSync(dataFiles(folder).database + rest, { force: true })
    reopen()
    const running = start()
    await write(3)
    await running.look(true)
    expect(running.state().problem).toContain('record 160, which was signed')
    expect((await run(auditVerify)).code).toBe(1)

    expect((await run(auditAccept, '--reason', 'disk was replaced')).said).toContain(
      'Records up to 100 are as they were signed',
    )
    await running.look(true)
    expect(running.state().problem).toBeNull()
    expect((await run(auditVerify)).code).toBe(0)
    expect((await run(auditAccept, '--reason', 'again')).said).toContain('nothing to accept')
    const record = await db
      .selectFrom('audit')
      .select('resource')
      .where('activity_type', '=', 'Accept AuditChain')
      .executeTakeFirstOrThrow()
    expect(record.resource).toContain('disk was replaced')
  })
})
