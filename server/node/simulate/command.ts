import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'

import type { Db } from '#server/store/schema.ts'

import { createDeviceTokens } from './device-tokens.ts'
import { parseSimulateOptions } from './options.ts'
import { simulate } from './simulate.ts'

/** What the command line gives: how to open the console's database beside the console, and where lines go. */
export type CommandHost = {
  openDatabase: (data: string) => Promise<{ db: Db; close: () => Promise<void> }>
  print: (line: string) => void
}

/**
 * `npm run epm -- simulate …`; answers the exit code, 1 when the console took no call at all. Throws a `UsageError` for
 * wrong arguments. SIGINT ends it early, with its summary and its tokens revoked.
 */
export const simulateCommand = async (
  args: readonly string[],
  host: CommandHost,
): Promise<number> => {
  const { data, ...options } = parseSimulateOptions(args)
  const stop = new AbortController()
  const onInterrupt = () => {
    stop.abort()
  }
  const now = () => new Date()
  const { db, close } = await host.openDatabase(data ?? (process.env['EPM_DATA'] || './data'))
  process.once('SIGINT', onInterrupt)
  try {
    const summary = await simulate(options, {
      fetch: (request) => fetch(request),
      now,
      newId: randomUUID,
      signal: stop.signal,
      print: host.print,
      deviceTokens: (count) => createDeviceTokens({ db, now, newId: randomUUID }, count),
      // An aborted wait is an early end, not a failure.
      wait: (milliseconds, signal) =>
        delay(milliseconds, undefined, { signal }).catch(() => undefined),
    })
    return summary.failed > 0 && summary.checkIns === 0 ? 1 : 0
  } finally {
    process.removeListener('SIGINT', onInterrupt)
    await close()
  }
}
