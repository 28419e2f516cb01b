import { setTimeout as wait } from 'node:timers/promises'

import { manyRequests } from '#worlds/small/many-requests.ts'

import { conclude, figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { createRivals, raceAll, tally, wrongIn, type Race, type Tally } from './rivals.ts'
import { seedData, startService, type Mistake } from './service.ts'

/**
 * R3: `kill -9` of the production server at random moments while 8 × 2 rivals decide, over and over on the same data. What
 * was acknowledged must be there, once, as told, with its audit record. Controls: the three usual mistakes.
 */
const kills = wholeOption('kills', 200)
const controlKills = wholeOption('control-kills', 20)
const workers = 8
/** More than can be decided before one kill. */
const requestsPerKill = 300
const earliestMs = 20
const latestMs = 520

const run = async (mistake: Mistake | 'none', times: number) => {
  const world = manyRequests(new Date(), times * requestsPerKill)
  const data = await seedData(world)
  const ids = world.elevationRequests.map(({ id }) => id)
  const races: Race[] = []
  const starts: number[] = []
  for (let kill = 0; kill < times; kill += 1) {
    const service = await startService(data, mistake)
    starts.push(service.startedIn)
    const rivals = createRivals(service.url, data)
    let dead = false
    const load = raceAll(() => ids.pop(), rivals.race, { workers, until: () => dead })
    await wait(earliestMs + Math.random() * (latestMs - earliestMs))
    dead = true
    await service.kill()
    races.push(...(await load))
    rivals.close()
    if ((kill + 1) % 50 === 0) say(`  … ${kill + 1} kills`)
  }
  const result = await tally(data, races)
  data.remove()
  return { result, starts, ranDry: ids.length === 0 }
}

const print = (result: Tally) => {
  figure('answers received', result.answered)
  figure('cut off without an answer', result.unknown)
  figure('decisions acknowledged', result.acknowledged)
  figure('acknowledged and lost', result.lost)
  figure('acknowledged, another one stored', result.different)
  figure('both rivals told they won', result.double)
  figure('losers told something untrue', result.losersMisled)
  figure('decided without audit record', result.withoutAudit)
  figure('audited twice or without change', result.auditedTwice + result.auditWithoutChange)
  figure('audit chain', result.chain)
  figure('integrity_check', result.integrity)
}

say(`${kills} × kill -9 under ${workers} × 2 rivals, production server`)
const started = performance.now()
const real = await run('none', kills)
print(real.result)
spread('from start to first answer possible', spreadOf(real.starts))
figure('seconds', (performance.now() - started) / 1000)

const controls = [
  { mistake: 'audit-after', must: 'withoutAudit' },
  { mistake: 'answer-first', must: 'lost' },
  { mistake: 'read-then-write', must: 'double' },
] as const
const blind: string[] = []
for (const { mistake, must } of controls) {
  const { result } = await run(mistake, controlKills)
  say(`Control ${mistake}, ${controlKills} kills, ${result.acknowledged} acknowledged`)
  figure(must, result[must])
  if (result[must] === 0) blind.push(`the control ${mistake} shows no ${must}: this finds nothing`)
}

conclude([
  ...wrongIn('kills', real.result),
  ...(real.ranDry ? ['the requests ran out before the last kill: there was no load'] : []),
  ...(real.result.unknown === 0 ? ['no call was cut off: the kills did not fall under load'] : []),
  ...blind,
])
