import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { sql } from 'kysely'

import { createApi } from '#server/api.ts'
import { createHandlers } from '#server/http/handlers.ts'
import { hostHandlers } from '#server/http/host-handlers.ts'
import { createIdentify } from '#server/http/identify.ts'
import { offerSetupCode } from '#server/http/setup-code.ts'
import { defaultRateLimits } from '#server/http/rate-limit.ts'
import { mostAtOnce } from '#server/http/turns.ts'
import type { Db } from '#server/store/schema.ts'
import { samplePeople } from '#worlds/people.ts'

import { startCheckpoints } from './checkpoints/checkpointer.ts'
import { signingKey } from './checkpoints/key.ts'
import { isLoopback, type NodeConfig } from './config.ts'
import { startRetention } from './elevation-retention.ts'
import { createHost } from './host.ts'
import { createLog, type Log } from './log.ts'
import { createMailer, startMail } from './mail.ts'
import { openConsoleData } from './open-console.ts'
import { projectFolder } from './project-folder.ts'
import { createOidc } from './oidc.ts'
import { listen } from './serve.ts'
import { createStatic } from './static.ts'

type Clock = { now: () => Date; newId: () => string }
export type RunningConsole = {
  url: string
  log: Log
  db: Db
  /** For the first administrator, to be shown once on the console; null when there is one. */
  setupCode: string | null
  stop: (withinMs: number) => Promise<void>
}

const versionOf = (folder: string): string => {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}

/** Opens the data, writes the world on the first start, and answers requests. Throws what `main.ts` puts into a sentence. */
export const startConsole = async (config: NodeConfig, clock: Clock): Promise<RunningConsole> => {
  const { now, newId } = clock
  const log = createLog(config.logLevel)
  const data = await openConsoleData({ config, now, newId, log })
  const { db } = data

  const project = projectFolder()
  let draining = false
  const isReady = async () => {
    if (draining) return false
    return sql`select 1 from meta`.execute(db).then(
      () => true,
      () => false,
    )
  }
  // The address is known only once a port is taken; requests that come before it wait for the promise below.
  let serve: ((request: Request, address: string) => Promise<Response>) | null = null
  const { port, drain } = await listen({
    host: config.host,
    port: config.port,
    tls: config.tls,
    fetch: async (request, address) =>
      serve?.(request, address) ??
      new Response(null, { status: 503, headers: { 'Retry-After': '1' } }),
  })
  const scheme = config.tls ? 'https' : 'http'
  const url = config.publicUrl ?? `${scheme}://${hostInUrl(config.host)}:${port}`
  const { file, key } = checkpointsOf(config, log)
  let signing: ReturnType<typeof startCheckpoints> | null = null
  const checkpoints = data.asOnlyWorker(() => {
    const running = startCheckpoints({
      db,
      file,
      key,
      now,
      elapsed: () => performance.now(),
      log,
    })
    signing = running
    const stop = async () => {
      await running.stop()
      signing = null
    }
    return { stop }
  })
  const { oidc } = config
  const setupCode = oidc && (await offerSetupCode(db, { issuer: oidc.issuer, now: now() }))
  const api = createApi(
    {
      db,
      now,
      newId,
      checkpoints: () => signing?.state() ?? null,
      identify: createIdentify({ db, now, sessionTimes: config.sessionTimes }),
      log,
      ...(oidc
        ? {
            provider: createOidc(oidc, {
              publicUrl: new URL(url).origin,
              insecure: oidc.issuer.startsWith('http:'),
            }),
          }
        : {}),
      config: {
        version: versionOf(project),
        world: config.world,
        signIn: oidc ? 'oidc' : config.sampleSignIn ? 'sample' : 'none',
        origin: new URL(url).origin,
        samplePeople: config.sampleSignIn ? samplePeople : [],
        checkAnswers: config.checkAnswers,
        rateLimits: {
          ...defaultRateLimits,
          sessionReads: config.sessionReads,
          sessionChanges: config.sessionChanges,
        },
        // Three who send much at once still leave a connection for each other's next call.
        ...(config.databaseUrl === null
          ? {}
          : { callsAtOnce: Math.max(mostAtOnce, Math.floor(config.databasePool / 3)) }),
        sessionTimes: config.sessionTimes,
        elevationDays: config.elevationDays,
        ...(config.mail ? { mailFrom: config.mail.from } : {}),
      },
    },
    createHandlers(hostHandlers),
  )
  serve = createHost({
    api,
    page: createStatic(join(project, 'dist/web')),
    hostNames: hostNamesOf(config, url),
    https: url.startsWith('https:'),
    now,
    newId,
    log,
    isReady,
  })
  data.join(api.hub)
  const retention = data.asOnlyWorker(() =>
    startRetention({ db, now, newId, keptDays: config.elevationDays, log }),
  )
  const { mail: mailConfig } = config
  const mail =
    mailConfig &&
    data.asOnlyWorker(() =>
      startMail({
        db,
        now,
        log,
        hub: api.hub,
        mailer: createMailer(mailConfig.url, mailConfig.from),
      }),
    )
  const stop = async (withinMs: number) => {
    draining = true
    await drain(withinMs)
    await mail?.stop()
    await retention.stop()
    await checkpoints.stop()
    await data.close()
  }
  return { url, log, db, setupCode, stop }
}

/** The file of the checkpoints and the key that signs them, made on the first start. */
const checkpointsOf = (config: NodeConfig, log: Log) => {
  const paths = config.checkpoints
  const key = signingKey(paths.key)
  if (key.exposed)
    log({ level: 'warn', message: 'others can read the key of the checkpoints', file: paths.key })
  return { file: paths.file, key }
}

const hostInUrl = (host: string) => (host.includes(':') ? `[${host}]` : host)

/** On loopback only its own names, and with PUBLIC_URL that one beside them; else whatever name points here. */
const hostNamesOf = (config: NodeConfig, url: string): ReadonlySet<string> | null => {
  const loopback = ['127.0.0.1', 'localhost', '[::1]']
  if (isLoopback(config.host))
    return new Set([...loopback, hostInUrl(config.host), new URL(url).hostname])
  return config.publicUrl === null ? null : new Set([...loopback, new URL(url).hostname])
}
