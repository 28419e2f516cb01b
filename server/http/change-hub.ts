import type { ChangeNotice } from '#contract/epm.ts'

/** Tells open consoles what to re-read. It carries no content, so it needs no scope check of its own. */
export type ChangeHub = {
  publish: (notice: ChangeNotice) => void
  subscribe: (listener: (notice: ChangeNotice) => void) => () => void
}

export const createChangeHub = (): ChangeHub => {
  const listeners = new Set<(notice: ChangeNotice) => void>()
  return {
    publish: (notice) => {
      for (const listener of listeners) listener(notice)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
