import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { createRandom } from '#worlds/random.ts'
import { manyRequests } from '#worlds/small/many-requests.ts'
import type { World } from '#worlds/world.ts'

import { conclude, figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { createClient, type Client } from './http-client.ts'
import { pagesOf } from './queue-pages.ts'
import { approvers, seedData, startService, type SeededData } from './service.ts'

/**
 * DESIGN 7: pages of the request queue and decisions at 50,000 requests, half of them pending, through real HTTP, beside the
 * bare SQL of the same page in the same run.
 */
const count = wholeOption('requests', 50_000)
const samples = wholeOption('samples', 500)
const decisions = wholeOption('decisions', 500)
const bareSamples = 50

const at = new Date()
const random = createRandom('queue bench')

const decided = (request: ElevationRequest): ElevationRequest => ({
  ...request,
  status: random.pick(['approved', 'denied'] as const),
  reviewCompletedByUserId: approvers[0].id,
  reviewCompletedByUserPrincipalName: approvers[0].userPrincipalName,
  reviewCompletedDateTime: request.requestCreatedDateTime,
  reviewerJustification: 'Known tool',
})

/** Half decided; the second approver's role is limited to a scope tag, which every device has. */
const queueWorld = (): World => {
  const world = manyRequests(at, count)
  return {
    ...world,
    scopeTags: [{ id: '0', displayName: 'Default', description: '', isBuiltIn: true }],
    elevationRequests: world.elevationRequests.map((request, index) =>
      index % 2 === 0 ? request : decided(request),
    ),
    roleAssignments: world.roleAssignments.map((assignment) =>
      assignment.members.includes(approvers[1].id)
        ? { ...assignment, scopeTagIds: ['0'] }
        : assignment,
    ),
  }
}

/** A caller of its own each time: a connection that was left idle may be closed under the next call. */
const timed = async (token: string, path: string, expected: number) => {
  const client = createClient(service.url, token)
  const times: number[] = []
  let wrong = 0
  for (let sample = 0; sample < samples; sample += 1) {
    const answer = await client.get(path)
    const { value } = JSON.parse(answer?.text ?? '{}') as { value?: unknown[] }
    if (answer?.status !== 200 || value?.length !== expected) wrong += 1
    times.push(answer?.ms ?? Number.NaN)
  }
  client.close()
  return { spread: spreadOf(times), wrong }
}

const bare = (data: SeededData, sql: string, countSql: string) => {
  const { raw } = data.open()
  const page = raw.prepare(sql)
  const total = raw.prepare(countSql)
  const times: number[] = []
  let rows = 0
  for (let sample = 0; sample < bareSamples; sample += 1) {
    const started = performance.now()
    rows = page.all().length
    total.get()
    times.push(performance.now() - started)
  }
  const plan = raw.prepare(`explain query plan ${sql}`).all() as { detail: string }[]
  raw.close()
  return { spread: spreadOf(times), rows, plan: plan.map(({ detail }) => detail).join(' | ') }
}

const decideInARow = async (client: Client, ids: readonly string[]) => {
  const times: number[] = []
  let acknowledged = 0
  const started = performance.now()
  for (const id of ids) {
    const path = `/deviceManagement/elevationRequests/${id}/approve`
    const answer = await client.post(path, { reviewerJustification: 'Known tool' })
    if (answer?.status === 200) acknowledged += 1
    times.push(answer?.ms ?? Number.NaN)
  }
  const seconds = (performance.now() - started) / 1000
  return { spread: spreadOf(times), perSecond: Math.round(ids.length / seconds), acknowledged }
}

/** An update and an insert of the same sizes, durable, without anything around them. */
const bareDecisions = (data: SeededData, ids: readonly string[]) => {
  const { raw } = data.open()
  raw.exec('create table bench_log (id integer primary key, text text not null)')
  const update = raw.prepare('update elevation_requests set version = version + 1 where id = ?')
  const insert = raw.prepare('insert into bench_log (text) values (?)')
  const record = 'x'.repeat(1_500)
  const decide = raw.transaction((id: string) => {
    update.run(id)
    insert.run(record)
  })
  const times: number[] = []
  const started = performance.now()
  for (const id of ids) {
    const before = performance.now()
    decide.immediate(id)
    times.push(performance.now() - before)
  }
  const perSecond = Math.round((ids.length / (performance.now() - started)) * 1000)
  raw.close()
  return { spread: spreadOf(times), perSecond }
}

const world = queueWorld()
const data = await seedData(world)
const pending = world.elevationRequests.filter(({ status }) => status === 'pending')
const service = await startService(data)
const wrong: string[] = []

say(
  `Pages of 50 at ${count} requests, ${samples} times each; below each the bare SQL of page and count`,
)
for (const { name, query, sql, countSql, limitedToScope } of pagesOf(at)) {
  const expected = bare(data, sql, countSql)
  const parameters = Object.entries({ ...query, $top: '50', $count: 'true' })
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&')
  const path = `/deviceManagement/elevationRequests?${parameters}`
  const seen = await timed(
    limitedToScope ? data.tokens.second : data.tokens.first,
    path,
    Math.min(50, expected.rows),
  )
  spread(name, seen.spread)
  spread('  bare SQL', expected.spread)
  if (process.argv.includes('--plans')) say(`    ${expected.plan}`)
  if (seen.wrong > 0) wrong.push(`${name}: ${seen.wrong} answers were not the page`)
}

say(`${decisions} audited decisions in a row, one caller`)
const approver = createClient(service.url, data.tokens.first)
const inARow = await decideInARow(
  approver,
  pending.slice(0, decisions).map(({ id }) => id),
)
spread('decision', inARow.spread)
figure('decisions per second', inARow.perSecond)
if (inARow.acknowledged < decisions) wrong.push(`${decisions - inARow.acknowledged} were refused`)
approver.close()
await service.stop()
const bareRow = bareDecisions(
  data,
  pending.slice(decisions, 2 * decisions).map(({ id }) => id),
)
spread('  bare durable transaction', bareRow.spread)
figure('  bare transactions per second', bareRow.perSecond)
data.remove()
conclude(wrong)
