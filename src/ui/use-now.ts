import { useSyncExternalStore } from 'react'

import { now } from '#src/lib/clock.ts'

const every = 15_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let moment = now()

const subscribe = (listener: () => void) => {
  if (listeners.size === 0) {
    moment = now()
    timer = setInterval(() => {
      moment = now()
      for (const each of listeners) each()
    }, every)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

/** The present in milliseconds, renewed every 15 seconds by one timer for the whole page. */
export const useNow = () =>
  useSyncExternalStore(subscribe, () => {
    if (listeners.size === 0) moment = Math.floor(now() / every) * every
    return moment
  })
