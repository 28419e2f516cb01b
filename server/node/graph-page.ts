import { join } from 'node:path'

import { originsOf } from '#contract/console-config.ts'
import { GraphFailure } from '#server/http/graph-failure.ts'

import { isLoopback } from './config.ts'
import type { GraphPageConfig } from './graph-config.ts'
import { createHost } from './host.ts'
import { createLog, type Log } from './log.ts'
import { projectFolder } from './project-folder.ts'
import { listen } from './serve.ts'
import { createStatic } from './static.ts'

type Clock = { now: () => Date; newId: () => string }
export type RunningPage = {
  url: string
  log: Log
  /** There are no people here who could become administrators. */
  setupCode: null
  stop: (withinMs: number) => Promise<void>
}

/**
 * The built page with a `config.json` beside it, and nothing else: every call goes from the browser to Microsoft Graph. There is
 * no database, no session and no API here.
 */
export const startGraphPage = async (
  config: GraphPageConfig,
  { now, newId }: Clock,
): Promise<RunningPage> => {
  const log = createLog(config.logLevel)
  const files = createStatic(join(projectFolder(), 'dist/web'), 'graph')
  const answer = JSON.stringify(config.console)
  const { graph, login, storage } = originsOf(config.console)
  let draining = false
  let serve: ((request: Request, address: string) => Promise<Response>) | null = null
  const { port, drain } = await listen({
    host: config.host,
    port: config.port,
    tls: config.tls,
    fetch: async (request, address) =>
      serve?.(request, address) ??
      new Response(null, { status: 503, headers: { 'Retry-After': '1' } }),
  })
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const url = config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${host}:${port}`
  serve = createHost({
    api: {
      fetch: () =>
        Promise.reject(
          new GraphFailure(
            404,
            'ResourceNotFound',
            'This console speaks to Microsoft Graph; it has no service.',
          ),
        ),
    },
    page: (request, pathname) =>
      pathname === '/config.json'
        ? {
            nonce: null,
            response: new Response(answer, {
              headers: { 'Content-Type': 'application/json; charset=utf-8' },
            }),
          }
        : files(request, pathname),
    hostNames: isLoopback(config.host)
      ? new Set(['127.0.0.1', 'localhost', '[::1]', new URL(url).hostname])
      : null,
    https: url.startsWith('https:'),
    connect: [graph, login, storage],
    now,
    newId,
    log,
    isReady: () => Promise.resolve(!draining),
  })
  const stop = async (withinMs: number) => {
    draining = true
    await drain(withinMs)
  }
  return { url, log, setupCode: null, stop }
}
