import { fork } from 'node:child_process'
import { join } from 'node:path'

import { openSession } from '#server/http/sessions.ts'
import { manyRequests } from '#worlds/small/many-requests.ts'

import type { FloodOrder, Statuses } from './flood.ts'
import { conclude, figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { createCaller, type Client } from './http-client.ts'
import { approvers, seedData, startService, type SeededData } from './service.ts'

/**
 * R43: what one person notices while one other session, and then callers without any, send as much as the service takes. The
 * limits are the service's own; the flood comes from a process of its own and takes its share of the processor.
 */
const count = wholeOption('requests', 50_000)
const samples = wholeOption('samples', 200)
const connections = wholeOption('connections', 16)
const path =
  "/deviceManagement/elevationRequests?$filter=status eq 'pending'&$orderby=requestExpiryDateTime asc&$top=50&$count=true"
const page = encodeURI(path)

const sessionOf = async (data: SeededData, userId: string): Promise<Record<string, string>> => {
  const { db } = data.open()
  const cookie = await db.transaction().execute((tx) =>
    openSession(tx, {
      userId,
      now: new Date(),
      times: { idleMinutes: 60, absoluteMinutes: 600 },
      previousHash: null,
      signedInAt: null,
      request: null,
    }),
  )
  await db.destroy()
  return { cookie: cookie.split(';')[0] ?? '', origin: service.url, 'x-epm-request': '1' }
}

/** The person at work: a page, a look at it, the next one. Below their own 300 a minute. */
const atWork = async (person: Client) => {
  const times: number[] = []
  let refused = 0
  for (let sample = 0; sample < samples; sample += 1) {
    const answer = await person.get(page)
    if (answer?.status !== 200) refused += 1
    times.push(answer?.ms ?? Number.NaN)
    await new Promise((done) => setTimeout(done, 220))
  }
  return { spread: spreadOf(times), refused }
}

/** Begins it in another process; the answer ends it and tells what it was answered. */
const startFlood = (order: FloodOrder) => {
  // It inherits how this process reads TypeScript.
  const child = fork(join(import.meta.dirname, 'flood.ts'))
  process.once('exit', () => child.kill('SIGKILL'))
  child.send(order)
  return () =>
    new Promise<Statuses>((resolve) => {
      child.once('message', (statuses) => resolve(statuses as Statuses))
      child.send('stop')
    })
}

const data = await seedData(manyRequests(new Date(), count))
const service = await startService(data)
const wrong: string[] = []
const person = createCaller(service.url, await sessionOf(data, approvers[0].id))
const rival = await sessionOf(data, approvers[1].id)

say(`A page of the queue at ${count} requests, ${samples} times, beside ${connections} connections`)
const alone = await atWork(person)
spread('alone', alone.spread)
const beside = async (
  name: string,
  order: Pick<FloodOrder, 'headers' | 'path' | 'body'>,
  expected: { most: number; of: number },
) => {
  // A minute of the limits is over before the next part begins.
  await new Promise((done) => setTimeout(done, 61_000))
  const stop = startFlood({ url: service.url, connections, ...order })
  const seen = await atWork(person)
  const statuses = new Map(await stop())
  spread(name, seen.spread)
  figure('  times its p95 alone', seen.spread.p95 / alone.spread.p95)
  for (const [status, times] of statuses) figure(`  answers of the flood, ${status}`, times)
  if (seen.refused > 0) wrong.push(`${name}: ${seen.refused} pages of the other were refused`)
  const through = statuses.get(expected.of) ?? 0
  if (through > expected.most) wrong.push(`${name}: ${through} of the flood went through`)
  if (!statuses.has(429)) wrong.push(`${name}: nothing of the flood was held back`)
}
// The samples take less than two windows of a minute.
await beside(
  'beside one session that reads',
  { headers: rival, path: page },
  { most: 600, of: 200 },
)
await beside(
  'beside one session that changes',
  {
    headers: rival,
    path: '/deviceManagement/elevationRequests/uuid/approve',
    body: { reviewerJustification: 'flood' },
  },
  { most: 120, of: 404 },
)
await beside(
  'beside callers without a session',
  { headers: {}, path: page },
  { most: 6_000, of: 401 },
)
person.close()
await service.stop()
data.remove()
conclude(wrong)
