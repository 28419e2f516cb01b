import { setTimeout as wait } from 'node:timers/promises'

import { dropOldElevations, recordDropped } from '#server/store/elevations/retention.ts'
import type { Db } from '#server/store/schema.ts'

import type { Log } from './log.ts'

const hourMs = 60 * 60 * 1000
const rowsOfAStep = 1_000
/** Between two steps others have the database for at least this many times as long as the step took. */
const restFactor = 4
const leastRestMs = 20

export type RetentionDeps = {
  db: Db
  now: () => Date
  newId: () => string
  keptDays: number
  log: Log
}

/** Drops everything that is past its time, step by step; answers how much. Ends early when the signal aborts. */
export const dropAllOld = async (
  { db, now, newId, keptDays }: RetentionDeps,
  signal: AbortSignal,
): Promise<number> => {
  const retention = { db, now: now(), keptDays }
  let dropped = 0
  while (!signal.aborted) {
    const started = performance.now()
    const count = await dropOldElevations(retention, rowsOfAStep)
    dropped += count
    if (count < rowsOfAStep) break
    const rest = Math.max(leastRestMs, restFactor * (performance.now() - started))
    await wait(rest, undefined, { signal }).catch(() => undefined)
  }
  if (dropped > 0) await recordDropped(retention, dropped, newId)
  return dropped
}

/** Does so now and every hour, in the background. `stop` resolves when a step that runs has ended. */
export const startRetention = (deps: RetentionDeps): { stop: () => Promise<void> } => {
  const ending = new AbortController()
  const { signal } = ending
  const run = async () => {
    while (!signal.aborted) {
      await dropAllOld(deps, signal).catch((error: unknown) =>
        deps.log({
          level: 'error',
          message: 'old elevations could not be dropped',
          error: String(error),
        }),
      )
      await wait(hourMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    stop: async () => {
      ending.abort()
      await running
    },
  }
}
