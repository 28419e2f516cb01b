import { expect, it } from 'vitest'

import { createTestApi, origin } from './api.spec-helper.ts'
import { createIdentify } from './http/identify.ts'
import { mostAtOnce } from './http/turns.ts'

/** Reads of one thing that end when they are told to. */
const heldReads = () => {
  const held: (() => void)[] = []
  return {
    held,
    handlers: {
      policyList: () =>
        new Promise<{ body: { '@odata.context': string; value: never[] } }>((resolve) => {
          held.push(() =>
            resolve({
              body: {
                '@odata.context':
                  'https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies',
                value: [],
              },
            }),
          )
        }),
    },
  }
}
const policies = '/deviceManagement/configurationPolicies'
/** Long enough for one more to begin, if any could. */
const settled = () => new Promise((done) => setTimeout(done, 50))

it('lets the next person’s call begin while one session has sixteen (R43)', async () => {
  const { held, handlers } = heldReads()
  const test = await createTestApi({ handlers })
  const flood = await test.signIn('intune.admin')
  const person = await test.signIn('epm.reader')
  const floods = Array.from({ length: 16 }, () => test.call('GET', policies, { headers: flood }))
  await expect.poll(() => held.length).toBe(mostAtOnce)
  await settled()
  expect(held).toHaveLength(mostAtOnce)
  expect((await test.call('GET', '/me', { headers: person })).status).toBe(200)

  // A batch is one call of its session and waits with the others; its items wait for nobody.
  const batch = test.call('POST', '/$batch', {
    headers: { ...flood, 'Sec-Fetch-Site': 'same-origin', 'X-EPM-Request': '1' },
    body: {
      requests: [
        { id: '1', method: 'GET', url: '/me' },
        { id: '2', method: 'GET', url: '/me' },
        { id: '3', method: 'GET', url: '/me' },
      ],
    },
  })
  for (let at = 0; at < 16; at += 1) {
    await expect.poll(() => held.length).toBeGreaterThan(at)
    held[at]?.()
  }
  expect((await Promise.all(floods)).map(({ status }) => status)).toEqual(Array(16).fill(200))
  const { responses } = (await (await batch).json()) as { responses: { status: number }[] }
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
})

it('runs as many as it is told to, as a database with several connections can', async () => {
  const { held, handlers } = heldReads()
  const test = await createTestApi({ handlers, config: { callsAtOnce: 5 } })
  const headers = await test.signIn('intune.admin')
  const calls = Array.from({ length: 7 }, () => test.call('GET', policies, { headers }))
  await expect.poll(() => held.length).toBe(5)
  await settled()
  expect(held).toHaveLength(5)
  for (let at = 0; at < 7; at += 1) {
    await expect.poll(() => held.length).toBeGreaterThan(at)
    held[at]?.()
  }
  await Promise.all(calls)
})

it('does nothing for a call whose caller has left while it waited', async () => {
  const { held, handlers } = heldReads()
  const test = await createTestApi({ handlers })
  const headers = await test.signIn('intune.admin')
  const running = Array.from({ length: mostAtOnce }, () => test.call('GET', policies, { headers }))
  await expect.poll(() => held.length).toBe(mostAtOnce)
  const leaving = new AbortController()
  const left = test.api.fetch(
    new Request(`${origin}/beta${policies}`, { headers, signal: leaving.signal }),
  )
  const next = test.call('GET', '/me', { headers })
  leaving.abort()
  for (const end of held) end()
  expect((await left).status).toBe(499)
  expect((await next).status).toBe(200)
  await Promise.all(running)
  expect(held).toHaveLength(mostAtOnce)
})

it('holds nobody’s turn while a body is on its way', async () => {
  const test = await createTestApi()
  const headers = await test.signIn('intune.admin')
  const slow = Array.from({ length: mostAtOnce }, () => {
    let sender: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (sender = controller),
    })
    const answer = test.call('POST', '/$batch', {
      headers: {
        ...headers,
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        'X-EPM-Request': '1',
      },
      body,
    })
    return { answer, end: () => sender?.close() }
  })
  await settled()
  expect((await test.call('GET', '/me', { headers })).status).toBe(200)
  for (const { end } of slow) end()
  for (const { answer } of slow) expect((await answer).status).toBe(400)
})

it('looks nobody up whose minute is used up', async () => {
  let lookedUp = 0
  const test = await createTestApi({
    config: {
      rateLimits: {
        sessionReads: 3,
        sessionChanges: 3,
        tokenReads: 9,
        tokenChanges: 9,
        anonymousReads: 9,
        anonymousChanges: 9,
        failedSignIns: 5,
      },
    },
    identify: (request) => {
      lookedUp += 1
      return identify(request)
    },
  })
  const identify = createIdentify({
    db: test.db,
    now: () => new Date('2026-05-04T09:00:00.000Z'),
    sessionTimes: { idleMinutes: 15, absoluteMinutes: 480 },
  })
  const headers = await test.signIn('intune.admin')
  lookedUp = 0
  const statuses: number[] = []
  for (let at = 0; at < 6; at += 1)
    statuses.push((await test.call('GET', '/me', { headers })).status)
  expect(statuses).toEqual([200, 200, 200, 429, 429, 429])
  expect(lookedUp).toBe(3)
})
