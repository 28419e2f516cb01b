import { randomUUID } from 'node:crypto'

import { ConfigError, readConfig, type NodeConfig } from './config.ts'
import { readGraphConfig } from './graph-config.ts'
import { startGraphPage } from './graph-page.ts'
import { DataInUse } from './sqlite.ts'
import { startConsole } from './start-console.ts'

const drainMs = 10_000

// The accessor by which text like `__proto__` reaches a prototype; nothing here needs it (R26).
Reflect.deleteProperty(Object.prototype, '__proto__')

const fail = (sentence: string): never => {
  process.stderr.write(`EPM Console cannot start: ${sentence}\n`)
  process.exit(1)
}

/** What the person at the console has to know beside the address. */
const hintFor = (config: NodeConfig | null, setupCode: string | null): string => {
  if (config === null || config.sampleSignIn) return ''
  if (config.oidc)
    return setupCode === null
      ? ''
      : `Nobody is an administrator yet. Sign in and enter this code within 15 minutes: ${setupCode}\n`
  return (
    'Nobody can sign in with a browser here. Make a token: npm run epm -- token create --user UPN --purpose full ' +
    '(the first person of an empty world: npm run epm -- admin create UPN)\n'
  )
}

const start = async () => {
  const clock = { now: () => new Date(), newId: randomUUID }
  // With Microsoft Graph there is no service to configure, only the page to serve.
  const config = process.env['EPM_BACKEND'] === 'graph' ? null : readConfig(process.env)
  const running = config
    ? await startConsole(config, clock)
    : await startGraphPage(readGraphConfig(process.env), clock)
  const { log } = running

  const crash = (message: string) => (error: unknown) => {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log({ level: 'error', message, error: told })
    // Nothing is known about this process any more; the database is safe to be left as it is.
    process.exit(1)
  }
  process.on('uncaughtException', crash('an error nobody handled'))
  process.on('unhandledRejection', crash('a promise nobody handled'))

  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    running.stop(drainMs).then(() => process.exit(0), crash('the console could not stop cleanly'))
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)

  const hint = hintFor(config, running.setupCode)
  process.stdout.write(`EPM Console ready at ${running.url}\n${hint}`)
}

start().catch((error: unknown) => {
  if (error instanceof ConfigError || error instanceof DataInUse) return fail(error.message)
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') {
    return fail(`port ${process.env['PORT'] ?? 8080} is taken. Set PORT to another one.`)
  }
  return fail(error instanceof Error ? error.message : String(error))
})
