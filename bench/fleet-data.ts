import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import Database from 'better-sqlite3'

import type { Elevation } from '#contract/elevations.ts'
import { storeElevations } from '#server/store/elevations/intake.ts'
import type { Db } from '#server/store/schema.ts'
import { emptyWorld } from '#worlds/empty.ts'
import { fleetElevations } from '#worlds/fleet/fleet-elevations.ts'
import { createFleet, type Fleet } from '#worlds/fleet/fleet.ts'
import { uuidOf } from '#worlds/ids.ts'
import { roles } from '#worlds/roles.ts'
import type { World } from '#worlds/world.ts'

import { approvers, seedData, seededBefore, type SeededData } from './service.ts'

const batchSize = 1_000

/** The tenant of a fleet, without elevations. Of the two who may read its reports, the second sees devices of one tag only. */
export const fleetWorld = (fleet: Fleet, at: Date): World => ({
  ...emptyWorld(at),
  users: [
    ...fleet.users.map(({ alias: _alias, ...user }) => user),
    ...approvers.map((person) => ({ ...person, displayName: person.userPrincipalName })),
  ],
  devices: fleet.devices.map(({ site: _site, ...device }) => device),
  scopeTags: ['0', '1', '2', '3', '4'].map((id) => ({ id, displayName: `Tag ${id}` })),
  roleAssignments: approvers.map(({ id, userPrincipalName }, index) => ({
    id: uuidOf(`fleet role ${index}`),
    displayName: userPrincipalName,
    roleDefinitionId: roles.privilegeManager.id,
    members: [id],
    scopeTagIds: index === 0 ? [] : ['2'],
  })),
})

const columns = [
  'id',
  'deviceId',
  'deviceName',
  'eventDateTime',
  'elevationType',
  'filePath',
  'upn',
  'userType',
  'productName',
  'companyName',
  'fileVersion',
  'justification',
  'hash',
  'internalName',
  'fileDescription',
  'certificatePayload',
  'result',
  'processType',
  'ruleId',
  'parentProcessName',
  'policyId',
  'policyName',
  'systemInitiatedElevation',
] as const

/** The same events as one plain table with nothing but its key and an index on the date, by the bare driver, as durable. */
export const openRaw = () => {
  const folder = mkdtempSync(join(tmpdir(), 'epm-bench-raw-'))
  const raw = new Database(join(folder, 'raw.db'))
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  raw.exec(
    `create table events (${columns.map((name) => `"${name}"`).join(', ')}, primary key (id))`,
  )
  raw.exec('create index events_date on events ("eventDateTime")')
  const insert = raw.prepare(`insert into events values (${columns.map(() => '?').join(', ')})`)
  const store = raw.transaction((batch: readonly Elevation[]) => {
    for (const event of batch) {
      insert.run(
        columns.map((name) => {
          const value = event[name]
          return typeof value === 'boolean' ? Number(value) : (value ?? null)
        }),
      )
    }
  })
  return { raw, folder, store: (batch: readonly Elevation[]) => store.immediate(batch) }
}
export type Raw = ReturnType<typeof openRaw>

/**
 * Takes so many of the events in, into both; milliseconds of each, and of the processor, which others on the machine do not
 * change. Making the events does not count.
 */
export const takeIn = async (
  events: Iterator<Elevation>,
  count: number,
  { db, plain }: { db: Db; plain: Raw },
): Promise<Record<'intake' | 'bare' | 'intakeCpu' | 'bareCpu', number>> => {
  const spent = { intake: 0, bare: 0, intakeCpu: 0, bareCpu: 0 }
  const cpu = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  for (let left = count; left > 0;) {
    const batch: Elevation[] = []
    while (batch.length < Math.min(batchSize, left)) {
      const next = events.next()
      if (next.done) break
      batch.push(next.value)
    }
    if (batch.length === 0) break
    left -= batch.length
    let [started, busy] = [performance.now(), cpu()]
    await db.transaction().execute((tx) => storeElevations(tx, batch))
    spent.intake += performance.now() - started
    spent.intakeCpu += cpu() - busy
    ;[started, busy] = [performance.now(), cpu()]
    plain.store(batch)
    spent.bare += performance.now() - started
    spent.bareCpu += cpu() - busy
  }
  return spent
}

/**
 * A data folder with so many elevations of a believable fleet in the 30 days before now. EPM_BENCH_FLEET names a folder of an
 * earlier run to be used instead, which is left as it is: storing takes a minute or more.
 */
export const seedFleet = async (count: number): Promise<SeededData> => {
  const known = process.env['EPM_BENCH_FLEET']
  if (known !== undefined) return seededBefore(known)
  const at = new Date()
  const fleet = createFleet(1, { users: 15_000, devices: 20_000, files: 6_000 })
  const data = await seedData(fleetWorld(fleet, at))
  const { db } = data.open()
  let batch: Elevation[] = []
  const store = async () => {
    const events = batch
    batch = []
    if (events.length > 0) await db.transaction().execute((tx) => storeElevations(tx, events))
  }
  for (const event of fleetElevations(fleet, { at, count, seed: 1 })) {
    batch.push(event)
    if (batch.length === batchSize) await store()
  }
  await store()
  await db.destroy()
  return data
}
