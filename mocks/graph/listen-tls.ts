import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export type Tls = { cert: string; key: string }

/** Listens on a free port of loopback. The listener is made once the address is known. */
export const listenTls = (tls: Tls) =>
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
