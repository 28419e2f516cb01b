import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

import { getRequestListener } from '@hono/node-server'

export type Listening = { port: number; drain: (withinMs: number) => Promise<void> }

/**
 * Listens and resolves once connections are taken; rejects when the port is not to be had. `drain` takes no new work, ends event
 * streams at once, waits for answers under way and cuts what is left after the given time.
 */
export const listen = (options: {
  host: string
  port: number
  tls: { certFile: string; keyFile: string } | null
  fetch: (request: Request, address: string) => Promise<Response>
}): Promise<Listening> => {
  const streams = new Set<{ destroy: () => unknown }>()
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const response = await options.fetch(request, incoming.socket.remoteAddress ?? 'unknown')
      if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
        streams.add(outgoing)
        outgoing.once('close', () => streams.delete(outgoing))
      }
      return response
    },
    { overrideGlobalObjects: false },
  )
  const handle = (...[incoming, outgoing]: Parameters<typeof listener>) =>
    void listener(incoming, outgoing)
  const server: Server = options.tls
    ? createHttpsServer(
        { cert: readFileSync(options.tls.certFile), key: readFileSync(options.tls.keyFile) },
        handle,
      )
    : createHttpServer(handle)

  const drain = (withinMs: number) =>
    new Promise<void>((resolve) => {
      const deadline = setTimeout(() => server.closeAllConnections(), withinMs)
      server.close(() => {
        clearTimeout(deadline)
        resolve()
      })
      for (const stream of streams) stream.destroy()
      server.closeIdleConnections()
    })

  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.off('error', reject)
      // Listening on a port, so the address is not a pipe's name.
      resolve({ port: (server.address() as AddressInfo).port, drain })
    })
  })
}
