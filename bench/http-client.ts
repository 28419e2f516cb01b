import { Agent, request } from 'node:http'

/** Null: the connection broke before a whole answer came, so the outcome is unknown. */
export type Answer = { status: number; text: string; ms: number } | null

export type Client = {
  get: (path: string) => Promise<Answer>
  post: (path: string, body: unknown) => Promise<Answer>
  close: () => void
}

/** A caller with a bearer token over connections that stay open; `path` is relative to the API base. */
export const createClient = (url: string, token: string): Client =>
  createCaller(url, { authorization: `Bearer ${token}` })

/** The same with any headers, or none that say who calls. */
export const createCaller = (url: string, headers: Readonly<Record<string, string>>): Client => {
  const agent = new Agent({ keepAlive: true })
  const call = (method: string, path: string, body?: string) =>
    new Promise<Answer>((resolve) => {
      const started = performance.now()
      const sent = request(
        `${url}/beta${path}`,
        {
          method,
          agent,
          headers: {
            ...headers,
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          },
        },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', () => resolve(null))
          response.on('end', () =>
            resolve(
              response.complete
                ? {
                    status: response.statusCode ?? 0,
                    text: Buffer.concat(parts).toString('utf8'),
                    ms: performance.now() - started,
                  }
                : null,
            ),
          )
        },
      )
      sent.on('error', () => resolve(null))
      sent.end(body)
    })
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, JSON.stringify(body)),
    close: () => agent.destroy(),
  }
}
