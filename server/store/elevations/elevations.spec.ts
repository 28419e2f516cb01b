import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'

import type { Elevation } from '#contract/elevations.ts'
import { seededNumbers } from '#domain/seeded.ts'

import { printFilter } from '../../odata/filter.ts'
import { memoryDb } from '../memory-db.spec-helper.ts'
import type { Db } from '../schema.ts'
import { seqsOf } from './by-id.ts'
import { allOf } from './condition.ts'
import { countElevations } from './count.ts'
import {
  firstDay,
  inScope,
  satisfies,
  someEvents,
  someFilter,
  tagDevices,
} from './events.spec-helper.ts'
import { findElevations, type Place } from './find.ts'
import { storeElevations } from './intake.ts'
import { fromDay, keepFrom } from './kept.ts'
import { scopeCondition } from './reader.ts'
import { readElevationRows, toElevation } from './read-rows.ts'
import { resolveFilter, resolveSearch } from './resolve.ts'

const events = someEvents(1, 2_400)
const readers = [null, ['1'], ['2', '3'], ['0', '1', '2', '3'], []] as const

const store = (db: Db, batch: readonly Elevation[]) =>
  db.transaction().execute((tx) => storeElevations(tx, batch))

let db: Db
let repeats = 0
beforeAll(async () => {
  db = await memoryDb()
  await tagDevices(db)
  // In pieces of odd sizes, each a second time, as a device would that heard no answer.
  for (let from = 0; from < events.length; from += 370) {
    const batch = events.slice(from, from + 370)
    await store(db, batch)
    repeats += (await store(db, batch)).repeated.length
  }
})

const idsOf = async (open: Db, places: readonly Place[]) => {
  const rows = new Map(
    (
      await readElevationRows(
        open,
        places.map((place) => place.seq),
      )
    ).map((row) => [row.seq, row.id]),
  )
  return places.map((place) => rows.get(place.seq))
}

/** In the order of time; arrival tells those of one instant apart. */
const inOrder = (matching: readonly Elevation[], descending: boolean) => {
  const place = new Map(events.map((event, index) => [event.id, index]))
  const sorted = [...matching].sort(
    (one, other) =>
      one.eventDateTime.localeCompare(other.eventDateTime) ||
      (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0),
  )
  return (descending ? sorted.reverse() : sorted).map((event) => event.id)
}

describe('stored elevations', () => {
  it('come back as they were reported', async () => {
    const odd: Elevation[] = [
      {
        ...(events[0] as Elevation),
        id: 'odd-1',
        eventDateTime: '2026-04-03T23:59:23.3984029-08:00',
        upn: 'OLGA@CONTOSO.EXAMPLE',
        hash: 'A1'.repeat(32),
        elevationType: 'newByMicrosoft',
        filePath: `C:\\${'long\\'.repeat(180)}x.exe`,
        newByMicrosoft: { deep: [1] },
      },
    ]
    const own = await memoryDb()
    await store(own, [...events.slice(0, 5), ...odd])
    const rows = await readElevationRows(own, [1, 2, 3, 4, 5, 6])
    const empty = (event: Elevation) =>
      Object.fromEntries(
        Object.entries(event).map(([name, value]) => [name, value === '' ? null : value]),
      )
    expect(rows.sort((one, other) => one.seq - other.seq).map(toElevation)).toEqual(
      [...events.slice(0, 5), ...odd].map(empty),
    )
  })

  it('are stored once, however often they come', async () => {
    expect(repeats).toBe(events.length)
    expect(await countElevations(db, allOf([]))).toBe(events.length)
    expect(await db.selectFrom('elevations').select('id').execute()).toHaveLength(events.length)
  })

  it('answer 200 random filters as the events themselves would, in both orders, page by page', async () => {
    const next = seededNumbers(7)
    let found = 0
    for (let round = 0; round < 200; round += 1) {
      const filter = someFilter(next)
      const reader = readers[round % readers.length] ?? null
      const descending = round % 3 !== 0
      const condition = allOf([await scopeCondition(db, reader), await resolveFilter(db, filter)])
      const expected = inOrder(
        events.filter((event) => inScope(reader, event.deviceId) && satisfies(event, filter)),
        descending,
      )
      const about = `${printFilter(filter)} as ${JSON.stringify(reader)}`
      expect(await countElevations(db, condition), about).toBe(expected.length)
      // A short look at the next events sends half of the rounds through the indexes.
      const search = { condition, descending, limit: 40, ...(round % 2 === 0 ? { probe: 30 } : {}) }
      const first = await findElevations(db, { ...search, after: null })
      const second = await findElevations(db, { ...search, after: first.at(-1) ?? null })
      const pages = first.length < 40 ? first : [...first, ...second]
      expect(await idsOf(db, pages), about).toEqual(expected.slice(0, pages.length))
      expect(pages.length, about).toBe(Math.min(80, expected.length))
      found += expected.length
    }
    expect(found).toBeGreaterThan(20_000)
  })

  it.each([
    ['exe', (event: Elevation) => /exe/i.test(event.filePath ?? '')],
    [
      'olga litware',
      (event: Elevation) =>
        /olga/i.test(`${event.upn} ${event.filePath}`) && event.companyName === 'Litware GmbH',
    ],
    ['"downloads\\set"', (event: Elevation) => /downloads\\set/i.test(event.filePath ?? '')],
    ['åsa', (event: Elevation) => event.upn === 'ÅSA@contoso.example'],
    ['a%b_', (event: Elevation) => (event.filePath ?? '').includes('a%b_')],
    ['LAP-D-3', (event: Elevation) => event.deviceId === 'd-3'],
    ['b2b2', (event: Elevation) => event.hash?.startsWith('B2') === true],
    ['nowhere', () => false],
  ])('are found by %s', async (text, wanted) => {
    const condition = await resolveSearch(db, text)
    expect(await countElevations(db, condition)).toBe(events.filter(wanted).length)
  })

  it('belong to the device that reported them first', async () => {
    const own = await memoryDb()
    const [event] = events
    if (!event) throw new Error('no event')
    await store(own, [event])
    const foreign = await store(own, [{ ...event, deviceId: 'd-9' }])
    expect(foreign).toEqual({ stored: [], repeated: [], taken: [event.id] })
    const twice = await store(own, [
      { ...event, id: 'x' },
      { ...event, id: 'x' },
    ])
    expect([twice.stored.length, twice.repeated]).toEqual([1, ['x']])
  })

  it('are one by their id within an hour of UTC, which the database itself holds to', async () => {
    const own = await memoryDb()
    const [event] = events
    if (!event) throw new Error('no event')
    const at = (time: string): Elevation => ({ ...event, eventDateTime: `2026-04-02T${time}Z` })
    await store(own, [at('09:00:00.000')])
    expect((await store(own, [at('09:59:59.999')])).repeated).toEqual([event.id])
    expect((await store(own, [at('10:00:00.000')])).stored).toHaveLength(1)
    expect(await seqsOf(own, event.id)).toEqual([1, 2])
    await expect(
      sql`update elevations set event_ms = ${Date.parse('2026-04-02T09:30:00.000Z')} where seq = 2`.execute(
        own,
      ),
    ).rejects.toThrow(/unique/i)
  })

  it('are counted from the first day that is kept', async () => {
    const own = await memoryDb()
    await store(own, events)
    const day = firstDay / 86_400_000 + 5
    await own.transaction().execute((tx) => keepFrom(tx, day))
    await own
      .deleteFrom('elevations')
      .where('event_ms', '<', day * 86_400_000)
      .execute()
    const left = events.filter((event) => Date.parse(event.eventDateTime) >= day * 86_400_000)
    expect(await countElevations(own, fromDay(day))).toBe(left.length)
    expect(left.length).toBeLessThan(events.length)
  })
})

describe('the sums', () => {
  it('equal a recount of the events, for every reader', async () => {
    const recount = (of: (event: Elevation) => string, reader: readonly string[] | null) => {
      const counts: Record<string, number> = {}
      for (const event of events) {
        if (!inScope(reader, event.deviceId)) continue
        const key = `${Math.floor(Date.parse(event.eventDateTime) / 86_400_000)} ${of(event)}`
        counts[key] = (counts[key] ?? 0) + 1
      }
      return counts
    }
    const asked = async (
      question: ReturnType<typeof sql<{ key: string; events: number }>>,
    ): Promise<Record<string, number>> =>
      Object.fromEntries((await question.execute(db)).rows.map((row) => [row.key, row.events]))
    for (const reader of readers) {
      const scope = await scopeCondition(db, reader)
      const sets = scope.op === 'in' ? scope.ids : scope.op === 'none' ? [-1] : [0]
      const where = sql`d.scope_set_id in (${sql.join(sets)})`
      expect(
        await asked(sql`select d.day || ' ' || u.upn as key, sum(d.events) as events
          from elevation_user_days d join elevation_users u on u.id = d.user_id where ${where} group by 1`),
      ).toEqual(recount((event) => event.upn ?? '', reader))
      expect(
        await asked(sql`select d.day || ' ' || p.name as key, sum(d.events) as events
          from elevation_publisher_days d join elevation_publishers p on p.id = d.publisher_id
          where ${where} group by 1`),
      ).toEqual(recount((event) => event.companyName ?? '', reader))
      expect(
        await asked(sql`select d.day || ' ' || f.name || a.background as key, sum(d.events) as events
          from elevation_app_days d join elevation_apps a on a.id = d.app_id
          join elevation_files f on f.id = a.file_id where ${where} group by 1`),
      ).toEqual(
        recount(
          (event) =>
            (event.filePath ?? '').replace(/^.*[\\/]/, '') +
            (event.systemInitiatedElevation ? 1 : 0),
          reader,
        ),
      )
      expect(
        await asked(sql`select d.day || ' ' || d.result as key, sum(d.events) as events
          from elevation_days d where ${where} group by 1`),
      ).toEqual(recount((event) => String(event.result), reader))
    }
  })

  it('are not stored when the transaction fails', async () => {
    const own = await memoryDb()
    const failing = own.transaction().execute(async (tx) => {
      await storeElevations(tx, events.slice(0, 50))
      throw new Error('power cut')
    })
    await expect(failing).rejects.toThrow('power cut')
    const left = await own.selectFrom('elevation_days').selectAll().execute()
    expect(left).toEqual([])
    expect((await store(own, events.slice(0, 50))).stored).toHaveLength(50)
  })
})
