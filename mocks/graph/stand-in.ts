import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

import { getRequestListener } from '@hono/node-server'

import { createApi } from '#server/api.ts'
import { createHandlers } from '#server/http/handlers.ts'
import { hostHandlers } from '#server/http/host-handlers.ts'
import { notSignedIn } from '#server/http/identify.ts'
import { loadWorld } from '#server/store/load-world.ts'
import { memoryDb } from '#server/store/memory-db.spec-helper.ts'
import { userPrincipal } from '#server/store/principals.ts'
import type { World } from '#worlds/world.ts'

import { createEntra } from './entra.ts'
import { graphMode } from './graph-mode.ts'

type Tls = { cert: string; key: string }

/** Listens on a free port of loopback. The listener is made once the address is known. */
const listenTls = (tls: Tls) =>
  new Promise<{
    origin: string
    serve: (listener: RequestListener) => void
    close: () => Promise<void>
  }>((resolve) => {
    let listener: RequestListener | null = null
    const server = createServer(tls, (request, response) => listener?.(request, response))
    server.listen(0, '127.0.0.1', () => {
      // Listening on a port, so the address is not a pipe's name.
      const { port } = server.address() as AddressInfo
      resolve({
        origin: `https://localhost:${port}`,
        serve: (next) => void (listener = next),
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })

export type StandIn = {
  /** `config.json` for a page that is served from `page`. */
  config: Record<string, unknown>
  graph: string
  login: string
  /** Every call that reached Graph: method, path, and whether it carried a token. */
  calls: { method: string; path: string; token: boolean }[]
  close: () => Promise<void>
}

/**
 * Microsoft Graph and Entra on loopback, over TLS: our core in Graph mode, and a real OpenID Connect provider. Both speak for the
 * same made-up world.
 */
export const startStandIn = async (options: {
  world: World
  page: string
  tls: Tls
  now: () => Date
}): Promise<StandIn> => {
  const { world, page, tls, now } = options
  const clientId = 'epm-console'
  const [entraServer, graphServer] = await Promise.all([listenTls(tls), listenTls(tls)])
  const entra = createEntra({
    issuer: entraServer.origin,
    graph: graphServer.origin,
    page,
    clientId,
  })
  // oidc-provider answers Node's own request and response.
  entraServer.serve((request, response) => void entra.callback(request, response))

  const db = await memoryDb()
  await loadWorld(db, world, () => crypto.randomUUID())
  const identify = async (request: Request) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
    if (token === undefined) return null
    const holder = await entra.holderOf(token)
    const user = world.users.find((each) => each.userPrincipalName === holder?.name)
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
      log: () => undefined,
      config: {
        version: 'stand-in',
        world: world.name,
        signIn: 'none',
        origin: graphServer.origin,
        samplePeople: [],
        checkAnswers: true,
      },
    },
    createHandlers(hostHandlers),
  )
  const calls: StandIn['calls'] = []
  const answer = graphMode((request) => api.fetch(request))
  const listener = getRequestListener(
    (request) => {
      const { pathname } = new URL(request.url)
      const token = request.headers.has('authorization')
      if (request.method !== 'OPTIONS')
        calls.push({ method: request.method, path: pathname.replace('/beta', ''), token })
      return answer(request)
    },
    { overrideGlobalObjects: false },
  )
  graphServer.serve((request, response) => void listener(request, response))
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
    calls,
    close: async () => {
      await Promise.all([entraServer.close(), graphServer.close()])
      await db.destroy()
    },
  }
}
