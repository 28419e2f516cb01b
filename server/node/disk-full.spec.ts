import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sql } from 'kysely'
import { expect, it } from 'vitest'

import { verifyChain } from '#server/audit/chain.ts'
import { at, policyBody, tenant } from '#server/http/handlers/tenant.spec-helper.ts'
import { migrate } from '#server/store/migrations.ts'

import { openSqlite } from './sqlite.ts'

/** R49 on a real file. SQLite ends a transaction by itself when it runs out of room, and whoever ends it then must not stumble. */
it('a full disk: a change is done with its record, or neither and 503', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'epm-full-'))
  const { db } = openSqlite(join(folder, 'epm.db'))
  await migrate(db, { now: at })
  const world = await tenant({}, db)
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql.raw(`pragma max_page_count = ${(rows[0]?.page_count ?? 0) + 8}`).execute(db)
  const count = async (table: 'audit' | 'policies') =>
    (await db.selectFrom(table).select('id').execute()).length
  let full = 0
  let made = 0
  for (let round = 0; full < 100; round += 1) {
    const [records, policies] = [await count('audit'), await count('policies')]
    const answer = await world.post(
      'user:admin',
      '/deviceManagement/configurationPolicies',
      policyBody(undefined, { name: `P${round}` }),
    )
    const done = answer.status === 201 ? 1 : 0
    made += done
    if (done === 0) {
      expect(answer.status, JSON.stringify(world.logs.at(-2))).toBe(503)
      full += 1
    }
    expect(await count('policies')).toBe(policies + done)
    // The record of the refusal is smaller and may still find room.
    const added = (await count('audit')) - records
    expect(done === 1 ? [1] : [0, 1]).toContain(added)
  }
  expect(await verifyChain(db)).toMatchObject({ ok: true })
  console.info(
    `R49: disk full, ${made} done with a record, then ${full} of 100 unchanged and told 503`,
  )
  await db.destroy()
  rmSync(folder, { recursive: true })
}, 60_000)
