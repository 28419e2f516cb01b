import type { ChangeNotice } from '#contract/epm.ts'

/** Tells open consoles what to re-read. It carries no content, so it needs no scope check of its own. */
export type ChangeHub = {
  publish: (notice: ChangeNotice) => void
  subscribe: (listener: (notice: ChangeNotice) => void) => () => void
  /** Sessions were ended: whoever holds a stream open looks whether it still may. */
  sessionsEnded: () => void
  onSessionsEnded: (listener: () => void) => () => void
}

export const createChangeHub = (): ChangeHub => {
  const listeners = new Set<(notice: ChangeNotice) => void>()
  const holders = new Set<() => void>()
  return {
    publish: (notice) => {
      for (const listener of listeners) listener(notice)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    sessionsEnded: () => {
      for (const holder of holders) holder()
    },
    onSessionsEnded: (listener) => {
      holders.add(listener)
      return () => holders.delete(listener)
    },
  }
}
