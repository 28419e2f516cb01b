import type { RequestListener } from 'node:http'

import { getRequestListener } from '@hono/node-server'

import { createApi } from '#server/api.ts'
import { createHandlers } from '#server/http/handlers.ts'
import { hostHandlers } from '#server/http/host-handlers.ts'
import { notSignedIn } from '#server/http/identify.ts'
import { userPrincipal } from '#server/store/principals.ts'
import type { Db } from '#server/store/schema.ts'

import { differences } from './differences.ts'
import { createEntra } from './entra.ts'
import { graphMode } from './graph-mode.ts'
import { listenTls, type Tls } from './listen-tls.ts'
import { createStorage } from './storage.ts'

const listenerOf = (answer: (request: Request) => Promise<Response>): RequestListener => {
  const listener = getRequestListener(answer, { overrideGlobalObjects: false })
  return (request, response) => void listener(request, response)
}

export type StandIn = {
  /** `config.json` for a page that is served from `page`. */
  config: Record<string, unknown>
  graph: string
  login: string
  /** Where the files of reports lie. */
  storage: string
  /** Every call that reached Graph: method, path, and whether it carried a token. */
  calls: { method: string; path: string; token: boolean }[]
  /** Requests for files of reports, and whether a token came with them, which it must not. */
  fetched: { token: boolean }[]
  /** Whether the storage answers pages of other origins; Graph promises neither. */
  storageAnswersPages: (answers: boolean) => void
  /** No token that was given out so far is taken any more. */
  endSessions: () => void
  close: () => Promise<void>
}

/**
 * Microsoft Graph, Entra and the storage of reports on loopback, over TLS: our core in Graph mode, and a real OpenID Connect
 * provider. Both speak for the people of the database, which is the caller's.
 */
export const startStandIn = async (options: {
  db: Db
  page: string
  tls: Tls
  now: () => Date
  /** Told of what the core could not do. */
  onError?: (line: string) => void
}): Promise<StandIn> => {
  const { db, page, tls, now } = options
  const clientId = 'epm-console'
  const [entraServer, graphServer, storageServer] = await Promise.all([
    listenTls(tls),
    listenTls(tls),
    listenTls(tls),
  ])
  const entra = createEntra({
    issuer: entraServer.origin,
    graph: graphServer.origin,
    page,
    clientId,
  })
  // oidc-provider answers Node's own request and response.
  entraServer.serve((request, response) => void entra.callback(request, response))

  const known = new Set<string>()
  const ended = new Set<string>()
  const holderOf = async (token: string) => {
    known.add(token)
    const holder = ended.has(token) ? null : await entra.holderOf(token)
    return holder === null
      ? undefined
      : db
          .selectFrom('users')
          .select('id')
          .where('user_principal_name', '=', holder.name)
          .executeTakeFirst()
  }
  const identify = async (request: Request) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
    if (token === undefined) return null
    const user = await holderOf(token)
    const principal = user && (await userPrincipal(db, user.id, 'token'))
    if (!principal) throw notSignedIn('The access token is not valid.')
    return principal
  }
  const api = createApi(
    {
      db,
      now,
      newId: () => crypto.randomUUID(),
      identify,
      log: (line) => line['level'] === 'error' && options.onError?.(JSON.stringify(line)),
      config: {
        version: 'stand-in',
        world: 'stand-in',
        signIn: 'none',
        origin: graphServer.origin,
        samplePeople: [],
        checkAnswers: true,
      },
    },
    createHandlers(hostHandlers),
  )
  const storage = createStorage(
    { graph: graphServer.origin, storage: storageServer.origin },
    (request) => api.fetch(request),
  )
  storageServer.serve(listenerOf(storage.answer))
  const calls: StandIn['calls'] = []
  const answer = graphMode((request) => api.fetch(request), [...differences, storage.difference])
  graphServer.serve(
    listenerOf((request) => {
      const { pathname } = new URL(request.url)
      const token = request.headers.has('authorization')
      if (request.method !== 'OPTIONS')
        calls.push({ method: request.method, path: pathname.replace('/beta', ''), token })
      return answer(request)
    }),
  )
  return {
    config: {
      backend: 'graph',
      tenantId: 'contoso.example',
      clientId,
      graphOrigin: graphServer.origin,
      authority: entraServer.origin,
    },
    graph: graphServer.origin,
    login: entraServer.origin,
    storage: storageServer.origin,
    calls,
    fetched: storage.fetched,
    storageAnswersPages: storage.answersPages,
    endSessions: () => {
      for (const token of known) ended.add(token)
    },
    close: async () => {
      await Promise.all([entraServer.close(), graphServer.close(), storageServer.close()])
      await db.destroy()
    },
  }
}
