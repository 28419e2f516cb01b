import { manyRequests } from '#worlds/small/many-requests.ts'

import { conclude, figure, say, wholeOption } from './figures.ts'
import { createRivals, raceAll, tally, wrongIn } from './rivals.ts'
import { seedData, startService, type Mistake } from './service.ts'

/**
 * R1: two approvers race approve against deny over pending requests, 8 workers, real HTTP, the production server. Control:
 * a service that reads and then writes without a condition, which the same checks must find.
 */
const count = wholeOption('requests', 1_000)
const workers = 8

const run = async (mistake: Mistake | 'none') => {
  const world = manyRequests(new Date(), count)
  const data = await seedData(world)
  const service = await startService(data, mistake)
  const rivals = createRivals(service.url, data)
  const ids = world.elevationRequests.map(({ id }) => id)
  const started = performance.now()
  const races = await raceAll(() => ids.pop(), rivals.race, { workers })
  const seconds = (performance.now() - started) / 1000
  rivals.close()
  await service.stop()
  const result = await tally(data, races)
  data.remove()
  return { result, seconds }
}

say(`Approve against deny over ${count} requests, ${workers} workers × 2 rivals`)
const { result, seconds } = await run('none')
figure('requests with exactly one 200', result.acknowledged - result.double)
figure('losers told the winner’s name and state (409)', result.losers - result.losersMisled)
figure('requests where both were told they won', result.double)
figure('audit records of a decision', result.auditRecords)
figure('audit chain', result.chain)
figure('answers per second', Math.round((count * 2) / seconds))

say('Control: reads, then writes without a condition')
const control = (await run('read-then-write')).result
figure('requests where both were told they won', control.double)

conclude([
  ...wrongIn('race', result),
  ...(result.acknowledged === count ? [] : [`only ${result.acknowledged} requests had a winner`]),
  ...(result.losers === count ? [] : [`${result.losers} losers instead of ${count}`]),
  ...(result.auditRecords === count ? [] : [`${result.auditRecords} audit records, not ${count}`]),
  ...(control.double > 0 ? [] : ['the control had no double winner: this check finds nothing']),
])
