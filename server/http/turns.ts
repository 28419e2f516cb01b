/** As many calls of one caller run at once on SQLite, where every one waits for the one connection. */
export const mostAtOnce = 2

/** `work` is told whether it had to wait. */
export type Turns = <T>(caller: string, work: (waited: boolean) => Promise<T>) => Promise<T>

type Lane = { running: number; waiting: (() => void)[] }

/**
 * Lets each caller have `most` calls under way and the next of theirs wait, first come, first served. Whoever sends much at once
 * stands in a line of their own, and another person's call waits for `most` of them and not for all (R43).
 */
export const createTurns = (most = mostAtOnce): Turns => {
  const lanes = new Map<string, Lane>()
  return async (caller, work) => {
    const lane = lanes.get(caller) ?? { running: 0, waiting: [] }
    lanes.set(caller, lane)
    // Who leaves hands the turn on, so that nobody who comes just then is served before those who wait.
    const waits = lane.running >= most
    if (waits) await new Promise<void>((begin) => lane.waiting.push(begin))
    else lane.running += 1
    try {
      return await work(waits)
    } finally {
      const next = lane.waiting.shift()
      if (next) next()
      else lane.running -= 1
      if (lane.running === 0) lanes.delete(caller)
    }
  }
}
