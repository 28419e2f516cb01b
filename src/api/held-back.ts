import { useSyncExternalStore } from 'react'

/** Reads that the service has asked to wait (429, R54): whoever looks at a page that waits is told so. */

let waiting = 0
/** The longest of these waits, in ms. */
let longest = 0
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

/** A read waits this many ms before it is tried again; to be called when it goes on. */
export const holdBack = (ms: number): (() => void) => {
  waiting += 1
  longest = Math.max(longest, ms)
  tell()
  return () => {
    waiting -= 1
    if (waiting === 0) longest = 0
    tell()
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The longest wait that the service has asked for, in ms; 0 when nothing is held back. */
export const useHeldBack = () => useSyncExternalStore(subscribe, () => longest)
