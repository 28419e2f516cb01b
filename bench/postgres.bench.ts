import { setTimeout as wait } from 'node:timers/promises'

import { manyRequests } from '#worlds/small/many-requests.ts'

import { bareDecisions } from './bare-postgres.ts'
import { conclude, figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { createClient } from './http-client.ts'
import { seedShared, startDatabase, type SharedData } from './postgres-data.ts'
import { createRivals, raceAll, tallyIn, wrongIn, type Race } from './rivals.ts'
import type { Running } from './service.ts'

/**
 * Three processes of the production server on one PostgreSQL of the benchmark's own: a race of approve against deny, each rival at
 * another process; then kills of processes and crashes of the database under that load; then decisions a second of one and of
 * three processes beside `pgbench` with the same statements.
 */
const count = wholeOption('requests', 1_000)
const kills = wholeOption('kills', 40)
const decisions = wholeOption('decisions', 1_500)
const processes = 3
const workers = 8
const earliestMs = 100
const latestMs = 900
const requestsPerKill = 400

const server = await startDatabase()
const wrong: string[] = []

const startAll = (data: SharedData) =>
  Promise.all(Array.from({ length: processes }, () => data.start()))
const other = (index: number) => (index + 1) % processes

/** Pairs of rivals at every two of the processes. */
const pairs = (running: readonly Running[], data: SharedData) =>
  running.map(({ url }, index) => createRivals([url, running[other(index)]?.url ?? url], data))
const raceSpread = async (
  rivals: ReturnType<typeof pairs>,
  next: () => string | undefined,
  until?: () => boolean,
): Promise<Race[]> => {
  let turn = 0
  const race = (id: string) => {
    turn += 1
    const pair = rivals[turn % rivals.length]
    if (!pair) throw new Error('no rivals')
    return pair.race(id)
  }
  return raceAll(next, race, { workers, ...(until ? { until } : {}) })
}

const race = async () => {
  const world = manyRequests(new Date(), count)
  const data = await seedShared(server, 'race', world)
  const running = await startAll(data)
  const ids = world.elevationRequests.map(({ id }) => id)
  const rivals = pairs(running, data)
  const started = performance.now()
  const races = await raceSpread(rivals, () => ids.pop())
  const seconds = (performance.now() - started) / 1000
  rivals.forEach((pair) => pair.close())
  await Promise.all(running.map((each) => each.stop()))
  const result = await data.read((db) => tallyIn(db, races, 'ok'))
  say(
    `Approve against deny over ${count} requests at ${processes} processes, ${workers} × 2 rivals`,
  )
  figure('requests with exactly one 200', result.acknowledged - result.double)
  figure('losers told the winner’s name and state (409)', result.losers - result.losersMisled)
  figure('rivals refused with 503, nothing changed', result.refused)
  figure('requests where both were told they won', result.double)
  figure('audit records of a decision', result.auditRecords)
  figure('audit chain', result.chain)
  figure('answers per second', Math.round((count * 2) / seconds))
  wrong.push(...wrongIn('race', result))
  const others = result.losers + result.refused
  if (result.acknowledged !== count || others !== count || result.auditRecords !== count)
    wrong.push(`race: ${result.acknowledged} winners, ${others} others of ${count}`)
}

/** The first answer of a process after the database was there again. */
const recovered = async (running: readonly Running[], data: SharedData): Promise<number> => {
  const started = performance.now()
  const client = running.map(({ url }) => createClient(url, data.tokens.first))
  for (const each of client) {
    while ((await each.get('/me'))?.status !== 200) await wait(20)
    each.close()
  }
  return performance.now() - started
}

const killing = async () => {
  const world = manyRequests(new Date(), kills * requestsPerKill)
  const data = await seedShared(server, 'kills', world)
  const ids = world.elevationRequests.map(({ id }) => id)
  const running = await startAll(data)
  const races: Race[] = []
  const recoveries: number[] = []
  let crashes = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const rivals = pairs(running, data)
    let over = false
    const load = raceSpread(
      rivals,
      () => ids.pop(),
      () => over,
    )
    await wait(earliestMs + Math.random() * (latestMs - earliestMs))
    if (kill % 2 === 0) {
      const index = Math.floor(Math.random() * processes)
      await running[index]?.kill()
      over = true
      races.push(...(await load))
      running[index] = await data.start()
    } else {
      crashes += 1
      server.stop('immediate')
      over = true
      races.push(...(await load))
      server.start()
      recoveries.push(await recovered(running, data))
    }
    rivals.forEach((pair) => pair.close())
  }
  await Promise.all(running.map((each) => each.stop()))
  const result = await data.read((db) => tallyIn(db, races, 'ok'))
  say(`${kills - crashes} × kill -9 of a process and ${crashes} crashes of the database under load`)
  figure('decisions acknowledged', result.acknowledged)
  figure('calls without a known outcome', result.unknown)
  figure('refused with 503, nothing changed', result.refused)
  figure('refused, yet stored', result.refusedAndStored)
  figure('acknowledged and lost', result.lost)
  figure('acknowledged, another one stored', result.different)
  figure('both rivals told they won', result.double)
  figure('losers told something untrue', result.losersMisled)
  figure('decided without audit record', result.withoutAudit)
  figure('audited twice or without change', result.auditedTwice + result.auditWithoutChange)
  figure('audit chain', result.chain)
  spread('all processes answer again after a crash', spreadOf(recoveries))
  wrong.push(...wrongIn('kills', result))
  if (result.unknown === 0) wrong.push('no call was cut off: the kills did not fall under load')
}

const decideAll = async (running: readonly Running[], data: SharedData, ids: string[]) => {
  const clients = data.tokens.pairs
    .flat()
    .map((token, index) => createClient(running[index % running.length]?.url ?? '', token))
  let acknowledged = 0
  const started = performance.now()
  await Promise.all(
    clients.map(async (client) => {
      for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
        const path = `/deviceManagement/elevationRequests/${id}/approve`
        const answer = await client.post(path, { reviewerJustification: 'Known tool' })
        if (answer?.status === 200) acknowledged += 1
      }
    }),
  )
  const perSecond = acknowledged / ((performance.now() - started) / 1000)
  clients.forEach((client) => client.close())
  return { acknowledged, perSecond }
}

const throughput = async () => {
  const world = manyRequests(new Date(), 3 * decisions)
  const data = await seedShared(server, 'throughput', world)
  const ids = world.elevationRequests.map(({ id }) => id)
  say(`${decisions} decisions by ${2 * workers} callers at once`)
  for (const many of [1, processes]) {
    const running = await Promise.all(Array.from({ length: many }, () => data.start()))
    const result = await decideAll(running, data, ids.splice(0, decisions))
    await Promise.all(running.map((each) => each.stop()))
    figure(
      `decisions a second, ${many} ${many === 1 ? 'process' : 'processes'}`,
      Math.round(result.perSecond),
    )
    if (result.acknowledged !== decisions)
      wrong.push(`${decisions - result.acknowledged} decisions were refused`)
  }
  const bare = await bareDecisions(server, data, { clients: 2 * workers, decisions, ids })
  figure('pgbench, the same statements', Math.round(bare))
}

await race()
await killing()
await throughput()
conclude(wrong)
