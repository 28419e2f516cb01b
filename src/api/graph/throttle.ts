/** At most so many starts within a window of ms. */
export type Limit = { starts: number; windowMs: number }

/**
 * Half of what Microsoft publishes for one app and tenant on device configuration (1,000 requests and 100 changes in 20 s,
 * graph-contract 8): other admins use the same app.
 */
export const graphLimits = {
  reads: { starts: 500, windowMs: 20_000 },
  changes: { starts: 50, windowMs: 20_000 },
} as const satisfies Record<string, Limit>

export type Throttle = {
  /** Resolves when a call of this kind may start; rejects with AbortError when it is cancelled while it waits. */
  turn: (kind: keyof typeof graphLimits, signal?: AbortSignal) => Promise<void>
}

/** One queue for each kind of call, first come, first served, below the published limits. `onWait` is told of each wait. */
export const createThrottle = (deps: {
  now: () => number
  sleep: (ms: number) => Promise<void>
  onWait: (ms: number) => () => void
  limits?: Record<keyof typeof graphLimits, Limit>
}): Throttle => {
  const limits = deps.limits ?? graphLimits
  const starts: Record<keyof typeof graphLimits, number[]> = { reads: [], changes: [] }
  const last: Record<keyof typeof graphLimits, Promise<void>> = {
    reads: Promise.resolve(),
    changes: Promise.resolve(),
  }

  const wait = async (kind: keyof typeof graphLimits) => {
    const { starts: most, windowMs } = limits[kind]
    const began = starts[kind]
    for (;;) {
      const now = deps.now()
      while (began[0] !== undefined && began[0] <= now - windowMs) began.shift()
      if (began.length < most) break
      const pause = Math.max(1, (began[0] ?? now) + windowMs - now)
      const goesOn = deps.onWait(pause)
      await deps.sleep(pause)
      goesOn()
    }
    began.push(deps.now())
  }

  return {
    turn: async (kind, signal) => {
      const before = last[kind]
      const mine = (async () => {
        await before
        // Whoever was cancelled while it waited takes no place.
        if (signal?.aborted !== true) await wait(kind)
      })()
      last[kind] = mine
      await mine
      if (signal?.aborted === true) throw new DOMException('Cancelled', 'AbortError')
    },
  }
}
