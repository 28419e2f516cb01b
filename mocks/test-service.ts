import { createApi } from '#server/api.ts'
import { createHandlers } from '#server/http/handlers.ts'
import { hostHandlers } from '#server/http/host-handlers.ts'
import { createIdentify } from '#server/http/identify.ts'
import { defaultSessionTimes } from '#server/http/session-handlers.ts'
import { openSession } from '#server/http/sessions.ts'
import type { Deps } from '#server/http/types.ts'
import { loadWorld } from '#server/store/load-world.ts'
import { memoryDb } from '#server/store/memory-db.spec-helper.ts'
import type { World } from '#worlds/world.ts'

import { createFaults } from './faults.ts'

export type TestService = Awaited<ReturnType<typeof createTestService>>

/**
 * The real core over a database in memory, for one test. `fetch` adds what a browser would: the session cookie of the
 * person who is signed in, and Sec-Fetch-Site. `now` moves the service's clock.
 */
export const createTestService = async (world: World, origin = 'http://localhost:3000') => {
  let now = world.at
  const newId = () => crypto.randomUUID()
  const db = await memoryDb(now)
  await loadWorld(db, world, newId)
  const faults = createFaults()
  const sessionTimes = defaultSessionTimes
  const deps: Deps = {
    db,
    now: () => now,
    newId,
    identify: createIdentify({ db, now: () => now, sessionTimes }),
    faults: (endpoint) => Promise.resolve(faults.answer(endpoint)),
    log: () => undefined,
    config: {
      version: 'test',
      world: world.name,
      signIn: 'sample',
      origin,
      samplePeople: world.samplePeople,
      checkAnswers: true,
      sessionTimes,
    },
  }
  const api = createApi(deps, createHandlers(hostHandlers))
  let cookie: string | null = null

  return {
    db,
    api,
    faults,
    setNow: (instant: Date) => void (now = instant),
    /** Signs in as one of the world's people; null signs out. */
    as: async (userPrincipalName: string | null) => {
      if (userPrincipalName === null) return void (cookie = null)
      const user = world.users.find((each) => each.userPrincipalName === userPrincipalName)
      if (!user) throw new Error(`Nobody is called ${userPrincipalName} in world ${world.name}.`)
      const opened = await db.transaction().execute((tx) =>
        openSession(tx, {
          userId: user.id,
          now,
          times: sessionTimes,
          previousHash: null,
          signedInAt: now,
          request: null,
        }),
      )
      cookie = opened.split(';', 1)[0] ?? null
    },
    fetch: (request: Request): Promise<Response> => {
      const headers = new Headers(request.headers)
      if (cookie !== null) headers.set('cookie', cookie)
      headers.set('sec-fetch-site', 'same-origin')
      return api.fetch(new Request(request, { headers }))
    },
    close: () => db.destroy(),
  }
}
