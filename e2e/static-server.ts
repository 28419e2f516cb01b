import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

const dist = join(process.env['EPM_DIST'] ?? join(import.meta.dirname, '../dist'), 'web')
const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

/** The headers that docs/microsoft-graph.md asks of a web server. */
const headersFor = (connect: readonly string[]) => ({
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
    `connect-src 'self' ${connect.join(' ')}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; ` +
    "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
})

/** The built page behind a plain web server that knows nothing of it; `config` is its config.json. */
export const startStaticServer = async () => {
  let config: Record<string, unknown> = {}
  let connect: string[] = []
  const server = createServer((request, response) => {
    const answer = async () => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      const headers = headersFor(connect)
      if (pathname === '/config.json') {
        response.writeHead(200, { ...headers, 'Content-Type': 'application/json' })
        return response.end(JSON.stringify(config))
      }
      const name = extname(pathname) === '' ? '/index.html' : pathname
      const content = await readFile(join(dist, name)).catch(() => null)
      response.writeHead(content === null ? 404 : 200, {
        ...headers,
        'Content-Type': types[extname(name)] ?? 'application/octet-stream',
      })
      return response.end(content)
    }
    void answer()
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  // Listening on a port, so the address is not a pipe's name.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    configure: (next: Record<string, unknown>, origins: string[]) => {
      config = next
      connect = origins
    },
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
