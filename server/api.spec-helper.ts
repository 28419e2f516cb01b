import { apiBase } from '#contract/endpoint.ts'
import { uuidOf } from '#worlds/ids.ts'
import { threePending } from '#worlds/small/three-pending.ts'

import { createApi } from './api.ts'
import { createHandlers } from './http/handlers.ts'
import { hostHandlers } from './http/host-handlers.ts'
import { createIdentify } from './http/identify.ts'
import { createToken } from './http/tokens.ts'
import type { Deps, Handlers, LogLine, ServiceConfig } from './http/types.ts'
import { loadWorld } from './store/load-world.ts'
import { memoryDb } from './store/memory-db.spec-helper.ts'

export const origin = 'http://127.0.0.1:8080'
export const sessionTimes = { idleMinutes: 15, absoluteMinutes: 480 }

/** What a browser and our page add to a changing request of the same origin. */
export const pageHeaders = {
  'Content-Type': 'application/json',
  'Sec-Fetch-Site': 'same-origin',
  'X-EPM-Request': '1',
}

/** The whole service over a small tenant in memory, with a clock that stands still until it is moved. */
export const createTestApi = async (
  over: {
    config?: Partial<ServiceConfig>
    handlers?: Partial<Handlers>
    faults?: Deps['faults']
    identify?: Deps['identify']
    provider?: Deps['provider']
  } = {},
) => {
  let now = new Date('2026-05-04T09:00:00.000Z')
  let ids = 0
  const newId = () => uuidOf(`api spec ${(ids += 1)}`)
  const log: LogLine[] = []
  const db = await memoryDb(now)
  const world = threePending(now)
  await loadWorld(db, world, newId)
  const clock = { db, now: () => now }
  const api = createApi(
    {
      ...clock,
      newId,
      identify: over.identify ?? createIdentify({ ...clock, sessionTimes }),
      ...(over.provider ? { provider: over.provider } : {}),
      ...(over.faults ? { faults: over.faults } : {}),
      log: (line) => log.push(line),
      config: {
        version: 'test',
        world: world.name,
        signIn: 'sample',
        origin,
        samplePeople: world.samplePeople,
        checkAnswers: true,
        sessionTimes,
        ...over.config,
      },
    },
    { ...createHandlers(hostHandlers), ...over.handlers },
  )
  /** A request as on the wire; a body that is not text or bytes is sent as JSON. */
  const call = (
    method: string,
    path: string,
    init: { headers?: Record<string, string>; body?: unknown } = {},
  ) => {
    const { body, headers } = init
    const raw =
      typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
    return api.fetch(
      new Request(
        `${origin}${path.startsWith('/') ? apiBase : ''}${path.startsWith('/') ? path : `/${path}`}`,
        {
          method,
          headers: {
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: (raw ? body : JSON.stringify(body)) as BodyInit }),
          ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
        } as RequestInit,
      ),
    )
  }
  const userId = (alias: string) =>
    world.users.find((user) => user.userPrincipalName === `${alias}@contoso.example`)?.id ?? alias
  const bearer = async (purpose: 'user' | 'device', subjectId: string) => {
    const token = await db
      .transaction()
      .execute((tx) => createToken(tx, { purpose, subjectId, label: 'spec' }, { id: newId(), now }))
    return { Authorization: `Bearer ${token}` }
  }
  return {
    api,
    db,
    world,
    log,
    call,
    /** Moves the clock by so many seconds. */
    pass: (seconds: number) => void (now = new Date(now.getTime() + seconds * 1000)),
    asUser: (alias: string) => bearer('user', userId(alias)),
    asDevice: () => bearer('device', world.devices[0]?.id ?? ''),
    /** Signs in through the API; the Cookie header of the session. */
    signIn: async (alias: string) => {
      const response = await call('POST', '/epm/sign-in', {
        headers: pageHeaders,
        body: { userPrincipalName: `${alias}@contoso.example` },
      })
      if (response.status !== 200) throw new Error(`${alias} was answered ${response.status}`)
      return { Cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' }
    },
    auditCount: async () => {
      const { count } = await db
        .selectFrom('audit')
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return Number(count)
    },
    lastAudit: () =>
      db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow(),
  }
}
export type TestApi = Awaited<ReturnType<typeof createTestApi>>

export const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as {
    error: {
      code: string
      message: string
      details?: { target?: string; code: string }[]
      innerError: Record<string, string>
    }
  }
  return error
}
