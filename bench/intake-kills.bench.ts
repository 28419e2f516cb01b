import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { verifyChain } from '#server/audit/chain.ts'
import { createToken } from '#server/http/tokens.ts'
import { createFleet } from '#worlds/fleet/fleet.ts'
import { fleetElevations } from '#worlds/fleet/fleet-elevations.ts'

import { conclude, figure, say, wholeOption } from './figures.ts'
import { fleetWorld } from './fleet-data.ts'
import { createClient } from './http-client.ts'
import { sumsThatDiffer } from './recount.ts'
import { seedData, startService } from './service.ts'

/**
 * `kill -9` of the production server at random moments while devices report in batches. What was acknowledged is there once;
 * what was not is sent again under the same ids; afterwards the daily sums equal a recount of the events.
 */
const kills = wholeOption('kills', 30)
const devices = 8
const batch = 200
const earliestMs = 20
const latestMs = 900

const at = new Date()
const fleet = createFleet(2, { users: 200, devices: 250, files: 300 })
const data = await seedData(fleetWorld(fleet, at))
const wrong: string[] = []

const reporters = await (async () => {
  const { db } = data.open()
  const made = await Promise.all(
    fleet.devices.slice(0, devices).map(async ({ id }) => {
      const subject = { purpose: 'device', subjectId: id, label: 'bench' } as const
      const token = await db
        .transaction()
        .execute((tx) => createToken(tx, subject, { id: randomUUID(), now: at }))
      return { id, token }
    }),
  )
  await db.destroy()
  return made
})()

const source = fleetElevations(fleet, { at, count: 2_000_000, seed: 2 })
const nextBatch = () =>
  Array.from({ length: batch }, () => {
    const { deviceId: _device, deviceName: _name, ...event } = source.next().value ?? {}
    return event as { id: string }
  })

/** What each device has in hand: sent until it is acknowledged. */
const waiting = new Map(reporters.map(({ id }) => [id, nextBatch()]))
const acknowledged = new Set<string>()
const tally = { batches: 0, cutOff: 0, repeated: 0 }

for (let kill = 0; kill < kills; kill += 1) {
  const service = await startService(data)
  let dead = false
  const work = reporters.map(async ({ id, token }) => {
    const client = createClient(service.url, token)
    while (!dead) {
      const value = waiting.get(id) ?? nextBatch()
      waiting.set(id, value)
      const answer = await client.post('/epm/device/elevations', { value })
      if (answer === null) {
        tally.cutOff += 1
        break
      }
      if (answer.status !== 200) {
        wrong.push(`a batch was answered ${answer.status}: ${answer.text.slice(0, 200)}`)
        break
      }
      const told = JSON.parse(answer.text) as { repeated: number; passedOver: unknown[] }
      if (told.passedOver.length > 0) wrong.push('events were passed over')
      tally.batches += 1
      tally.repeated += told.repeated
      for (const event of value) acknowledged.add(event.id)
      waiting.delete(id)
    }
    client.close()
  })
  await wait(earliestMs + Math.random() * (latestMs - earliestMs))
  dead = true
  await service.kill()
  await Promise.all(work)
}

const { db, raw } = data.open()
const stored = raw.prepare('select id from elevations').all() as { id: string }[]
const ids = new Set(stored.map((row) => row.id))
const lost = [...acknowledged].filter((id) => !ids.has(id)).length
const chain = await verifyChain(db)
const integrity = raw.pragma('integrity_check', { simple: true })
const differing = sumsThatDiffer(raw)

say(`${kills} × kill -9 while ${devices} devices report ${batch} elevations at a time`)
figure('batches acknowledged', tally.batches)
figure('cut off without an answer', tally.cutOff)
figure('elevations acknowledged', acknowledged.size)
figure('  of them repeats of what had been stored', tally.repeated)
figure('elevations stored', stored.length)
figure('acknowledged and lost', lost)
figure('stored twice', stored.length - ids.size)
figure('sums that differ from a recount', differing)
figure('audit chain', chain.ok ? 'whole' : 'broken')
figure('integrity_check', String(integrity))

// Control: one event without its sums, as a transaction cut in two would leave it.
raw.exec('delete from elevations where seq = (select max(seq) from elevations)')
const control = sumsThatDiffer(raw)
say('Control: one event without its sums')
figure('sums that differ from a recount', control)
await db.destroy()
data.remove()

conclude([
  ...wrong,
  ...(lost > 0 ? [`${lost} acknowledged elevations are lost`] : []),
  ...(stored.length > ids.size ? ['elevations are stored twice'] : []),
  ...(differing > 0 ? [`${differing} sums differ from a recount`] : []),
  ...(chain.ok ? [] : ['the audit chain is broken']),
  ...(integrity === 'ok' ? [] : ['the database is damaged']),
  ...(tally.cutOff === 0 ? ['no call was cut off: the kills did not fall under load'] : []),
  ...(control === 0 ? ['the control differs nowhere: this finds nothing'] : []),
])
