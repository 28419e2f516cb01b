import { describe, expect, it } from 'vitest'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { apiBase } from '#contract/endpoint.ts'
import { createApi } from '#server/api.ts'
import { createHandlers } from '#server/http/handlers.ts'
import { createIdentify } from '#server/http/identify.ts'
import { hostHandlers } from '#server/http/host-handlers.ts'
import { defaultSessionTimes } from '#server/http/session-handlers.ts'
import { createToken } from '#server/http/tokens.ts'
import { loadWorld } from '#server/store/load-world.ts'
import { memoryDb } from '#server/store/memory-db.spec-helper.ts'
import { uuidOf } from '#worlds/ids.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { createDeviceTokens } from './device-tokens.ts'
import { simulate, type SimulateDeps } from './simulate.ts'

const at = new Date('2026-11-18T14:37:12.345Z')
const origin = 'http://127.0.0.1:8080'

/** A console over the sample tenant in memory, with a clock that only moves when the simulation waits. */
const runningConsole = async () => {
  let time = at.getTime()
  let ids = 0
  const now = () => new Date(time)
  const newId = () => uuidOf(`simulate spec ${(ids += 1)}`)
  const db = await memoryDb(at)
  // The past elevations do not matter here and take the longest to store.
  await loadWorld(db, { ...sampleWorld(at), elevations: [] }, newId)
  const api = createApi(
    {
      db,
      now,
      newId,
      identify: createIdentify({ db, now, sessionTimes: defaultSessionTimes }),
      log: () => undefined,
      config: {
        version: 'spec',
        world: 'sample',
        signIn: 'sample',
        origin,
        samplePeople: [],
        checkAnswers: true,
      },
    },
    createHandlers(hostHandlers),
  )
  const managerToken = await db
    .transaction()
    .execute((tx) =>
      createToken(
        tx,
        { purpose: 'user', subjectId: uuidOf('user epm.manager'), label: 'spec' },
        { id: newId(), now: at },
      ),
    )
  const asManager = (path: string, init: RequestInit = {}) =>
    api.fetch(
      new Request(`${origin}${apiBase}${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${managerToken}`,
          'content-type': 'application/json',
        },
      }),
    )
  const lines: string[] = []
  const abort = new AbortController()
  const deps: SimulateDeps = {
    fetch: api.fetch,
    now,
    newId,
    signal: abort.signal,
    print: (line) => lines.push(line),
    deviceTokens: (count) => createDeviceTokens({ db, now, newId }, count),
    wait: async (milliseconds) => {
      time += milliseconds
    },
  }
  return { db, api, deps, lines, abort, asManager }
}

const options = { url: new URL(origin), devices: 20, ratePerMinute: 60, seed: 1, minutes: 4 }

describe('simulate', () => {
  it('reports, asks, is approved and uses the approvals, which completes the requests', async () => {
    const { deps, lines, asManager, db } = await runningConsole()
    const asked = new Set<string>()
    const approveNew = async () => {
      const answer = await asManager(
        "/deviceManagement/elevationRequests?$filter=status eq 'pending'",
      )
      const { value } = (await answer.json()) as { value: ElevationRequest[] }
      const recent = value.filter(
        (request) => Date.parse(request.requestCreatedDateTime) >= at.getTime(),
      )
      for (const { id } of recent) {
        asked.add(id)
        const approved = await asManager(`/deviceManagement/elevationRequests/${id}/approve`, {
          method: 'POST',
          body: '{}',
        })
        expect(approved.status).toBe(200)
      }
    }
    const before = await db.selectFrom('elevations').select('id').execute()
    const summary = await simulate(options, {
      ...deps,
      wait: async (...facts) => {
        await deps.wait(...facts)
        await approveNew()
      },
    })
    expect(summary.failed).toBe(0)
    expect(summary.requested).toBeGreaterThan(5)
    expect(asked.size).toBe(summary.requested)
    expect(summary.used).toBeGreaterThan(3)
    expect(summary.elevations['userConfirmedElevation']).toBeGreaterThan(5)
    expect(summary.elevations['zeroTouchElevation']).toBeGreaterThan(1)

    const after = await db.selectFrom('elevations').select('id').execute()
    const reported = Object.values(summary.elevations).reduce((sum, count) => sum + count, 0)
    expect(after.length - before.length).toBe(reported)
    const completed = await db
      .selectFrom('elevation_requests')
      .select('id')
      .where('status', '=', 'completed')
      .where('id', 'in', [...asked])
      .execute()
    expect(completed.length).toBeGreaterThan(3)
    expect(completed.length).toBeLessThanOrEqual(summary.used)
    expect(lines.some((line) => line.includes('with the approval'))).toBe(true)
    expect(lines.at(-1)).toMatch(/calls that failed +0$/)
  })

  it('sends again what was not taken, under the same ids, and nothing is stored twice', async () => {
    const { deps, db } = await runningConsole()
    const before = (await db.selectFrom('elevations').select('seq').execute()).length
    let batches = 0
    const summary = await simulate(
      { ...options, minutes: 2 },
      {
        ...deps,
        fetch: async (request) => {
          const batch = request.url.endsWith('/epm/device/elevations')
          batches += batch ? 1 : 0
          const answer = await deps.fetch(request)
          // Every third is stored, but the device never hears of it.
          return batch && batches % 3 === 0 ? Response.error() : answer
        },
      },
    )
    expect(summary.failed).toBeGreaterThan(2)
    const reported = Object.values(summary.elevations).reduce((sum, count) => sum + count, 0)
    const stored = (await db.selectFrom('elevations').select('seq').execute()).length - before
    // One that was told last may still be waiting for its second time.
    expect(stored - reported).toBeGreaterThanOrEqual(0)
    expect(stored - reported).toBeLessThanOrEqual(options.devices)
    const ids = await db.selectFrom('elevations').select('id').execute()
    expect(new Set(ids.map((row) => row.id)).size).toBe(ids.length)
  })

  it('plays the same for the same seed and another order for another', async () => {
    const play = async (seed: number) => {
      const { deps, lines } = await runningConsole()
      await simulate({ ...options, minutes: 1, seed }, deps)
      return lines
    }
    const [first, again, other] = [await play(7), await play(7), await play(8)]
    expect(again).toEqual(first)
    expect(other).not.toEqual(first)
  })

  it('keeps the tokens for the run only', async () => {
    const { deps, api } = await runningConsole()
    const seen = new Set<string>()
    await simulate(
      { ...options, minutes: 1 },
      {
        ...deps,
        fetch: (request) => {
          seen.add(request.headers.get('authorization') ?? '')
          return api.fetch(request)
        },
      },
    )
    expect(seen.size).toBeGreaterThan(5)
    for (const authorization of seen) {
      const answer = await api.fetch(
        new Request(`${origin}${apiBase}/epm/device/check-in`, {
          method: 'POST',
          headers: { authorization },
        }),
      )
      expect(answer.status).toBe(401)
    }
  })

  it('stops at the signal and says what happened until then', async () => {
    const { deps, lines, abort } = await runningConsole()
    let waits = 0
    const summary = await simulate(options, {
      ...deps,
      wait: async (...facts) => {
        await deps.wait(...facts)
        waits += 1
        if (waits === 3) abort.abort()
      },
    })
    expect(waits).toBe(3)
    expect(summary.checkIns).toBeLessThanOrEqual(3)
    expect(lines.some((line) => line.startsWith('Simulated'))).toBe(true)
  })

  it('gives up when the console is gone', async () => {
    const { deps, lines } = await runningConsole()
    const summary = await simulate(options, {
      ...deps,
      fetch: () => Promise.reject(new Error('connect ECONNREFUSED')),
    })
    expect(summary.failed).toBe(10)
    expect(lines.some((line) => line.includes('ECONNREFUSED'))).toBe(true)
  })

  it('lets a device that is told to wait keep still', async () => {
    const { deps } = await runningConsole()
    const calls: string[] = []
    const summary = await simulate(
      { ...options, devices: 1 },
      {
        ...deps,
        fetch: (request) => {
          calls.push(request.url)
          return Promise.resolve(
            new Response('{}', { status: 429, headers: { 'retry-after': '3600' } }),
          )
        },
      },
    )
    expect(calls).toHaveLength(1)
    expect(summary.failed).toBe(1)
  })
})
