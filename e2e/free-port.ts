import { createServer, type AddressInfo } from 'node:net'

/** A port nobody listens on: the provider has to be told the address before the service starts. */
export const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      // Listening on a port, so the address is not a pipe's name.
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
