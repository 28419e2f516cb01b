import { randomUUID } from 'node:crypto'

import { openSession } from '#server/http/sessions.ts'
import { manyRequests } from '#worlds/small/many-requests.ts'

import { conclude, figure, say, spread, spreadOf, wholeOption } from './figures.ts'
import { createCaller, type Client } from './http-client.ts'
import { approvers, seedData, startService, type SeededData } from './service.ts'

/**
 * R43: what one person notices while one other session, and then callers without any, send as much as the service takes. The
 * limits are the service's own; the flood comes from this machine too and takes its share of the processor.
 */
const count = wholeOption('requests', 50_000)
const samples = wholeOption('samples', 200)
const connections = wholeOption('connections', 16)
const path =
  "/deviceManagement/elevationRequests?$filter=status eq 'pending'&$orderby=requestExpiryDateTime asc&$top=50&$count=true"
const page = encodeURI(path)

const sessionOf = async (data: SeededData, userId: string): Promise<Client> => {
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
  return createCaller(service.url, {
    cookie: cookie.split(';')[0] ?? '',
    origin: service.url,
    'x-epm-request': '1',
  })
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

const flood = (callers: readonly Client[], send: (caller: Client) => ReturnType<Client['get']>) => {
  const state = { on: true }
  const statuses = new Map<number, number>()
  const work = Promise.all(
    callers.map(async (caller) => {
      while (state.on) {
        const answer = await send(caller)
        statuses.set(answer?.status ?? 0, (statuses.get(answer?.status ?? 0) ?? 0) + 1)
      }
    }),
  )
  return {
    statuses,
    stop: async () => {
      state.on = false
      await work
    },
  }
}

const data = await seedData(manyRequests(new Date(), count))
const service = await startService(data)
const wrong: string[] = []
const person = await sessionOf(data, approvers[0].id)
const rival = await sessionOf(data, approvers[1].id)
const many = Array.from({ length: connections }, () => rival)
const nobody = createCaller(service.url, {})

say(`A page of the queue at ${count} requests, ${samples} times, beside ${connections} connections`)
const alone = await atWork(person)
spread('alone', alone.spread)
const beside = async (
  name: string,
  callers: readonly Client[],
  send: (caller: Client) => ReturnType<Client['get']>,
  allowed: number,
  passed: number,
) => {
  // A minute of the limits is over before the next part begins.
  await new Promise((done) => setTimeout(done, 61_000))
  const other = flood(callers, send)
  const seen = await atWork(person)
  await other.stop()
  spread(name, seen.spread)
  figure('  times its p95 alone', seen.spread.p95 / alone.spread.p95)
  for (const [status, times] of [...other.statuses].toSorted(([one], [two]) => one - two))
    figure(`  answers of the flood, ${status}`, times)
  if (seen.refused > 0) wrong.push(`${name}: ${seen.refused} pages of the other were refused`)
  const through = other.statuses.get(passed) ?? 0
  if (through > allowed) wrong.push(`${name}: ${through} of the flood went through`)
  if (!other.statuses.has(429)) wrong.push(`${name}: nothing of the flood was held back`)
}
// The samples take less than two windows of a minute.
await beside('beside one session that reads', many, (caller) => caller.get(page), 600, 200)
await beside(
  'beside one session that changes',
  many,
  (caller) =>
    caller.post(`/deviceManagement/elevationRequests/${randomUUID()}/approve`, {
      reviewerJustification: 'flood',
    }),
  120,
  404,
)
await beside(
  'beside callers without a session',
  Array.from({ length: connections }, () => nobody),
  (caller) => caller.get(page),
  6_000,
  401,
)
for (const caller of [person, rival, nobody]) caller.close()
await service.stop()
data.remove()
conclude(wrong)
