import { describe, expect, it } from 'vitest'

import { verifyChain } from '#server/audit/chain.ts'
import { days, firstDay, someEvents } from '#server/store/elevations/events.spec-helper.ts'
import { storeElevations } from '#server/store/elevations/intake.ts'
import { memoryDb } from '#server/store/memory-db.spec-helper.ts'

import { dropAllOld, startRetention, type RetentionDeps } from './elevation-retention.ts'

const dayMs = 86_400_000
const now = new Date(firstDay + days * dayMs)
const events = someEvents(9, 2_500)

const kept = async (keptDays: number) => {
  const db = await memoryDb()
  await db.transaction().execute((tx) => storeElevations(tx, events))
  const lines: object[] = []
  const deps: RetentionDeps = {
    db,
    now: () => now,
    newId: () => crypto.randomUUID(),
    keptDays,
    log: (line) => void lines.push(line),
  }
  const left = async () => (await db.selectFrom('elevations').select('event_ms').execute()).length
  return { db, deps, left, lines }
}
const younger = (keptDays: number) =>
  events.filter((event) => Date.parse(event.eventDateTime) >= now.getTime() - keptDays * dayMs)

describe('retention', () => {
  it('drops what is past its time in steps, records it once and keeps the sums', async () => {
    const { db, deps, left } = await kept(3)
    const expected = events.length - younger(3).length
    expect(expected).toBeGreaterThan(1_000)
    expect(await dropAllOld(deps, new AbortController().signal)).toBe(expected)
    expect(await left()).toBe(younger(3).length)
    expect(await dropAllOld(deps, new AbortController().signal)).toBe(0)
    const sums = await db
      .selectFrom('elevation_days')
      .select('events')
      .where('scope_set_id', '=', 0)
      .execute()
    expect(sums.reduce((sum, row) => sum + row.events, 0)).toBe(events.length)
    const records = await db
      .selectFrom('audit')
      .select(['activity_type', 'resource_name'])
      .execute()
    expect(records).toEqual([
      {
        activity_type: 'Delete PrivilegeManagementElevation',
        resource_name: `${expected} elevations`,
      },
    ])
    expect(await verifyChain(db)).toMatchObject({ ok: true })
  })

  it('lets others write between two steps', async () => {
    const { db, deps } = await kept(1)
    const dropping = dropAllOld(deps, new AbortController().signal)
    let seen: number | null = null
    await db.transaction().execute(async (tx) => {
      await tx.insertInto('meta').values({ key: 'other', value: 'x' }).execute()
      seen = (await tx.selectFrom('elevations').select('seq').execute()).length
    })
    await dropping
    expect(seen).toBeGreaterThan(younger(1).length)
  })

  it('begins at once in the background and stops when it is told', async () => {
    const { deps, left, lines } = await kept(30)
    const running = startRetention(deps)
    await running.stop()
    expect(await left()).toBe(events.length)
    expect(lines).toEqual([])
  })
})
