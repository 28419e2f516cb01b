import type { ChangeNotice } from '#contract/epm.ts'

/** What one process of the service tells the others. */
export type HubMessage = { kind: 'notice'; notice: ChangeNotice } | { kind: 'sessionsEnded' }

/** Tells open consoles what to re-read. It carries no content; who may be told of what is decided where it is sent. */
export type ChangeHub = {
  publish: (notice: ChangeNotice) => void
  subscribe: (listener: (notice: ChangeNotice) => void) => () => void
  /** Sessions were ended: whoever holds a stream open looks whether it still may. */
  sessionsEnded: () => void
  onSessionsEnded: (listener: () => void) => () => void
  /** Where everything that happens here goes as well: to the other processes. */
  forwardTo: (send: (message: HubMessage) => void) => void
  /** Tells the listeners here, and them only, what another process has sent. */
  deliver: (message: HubMessage) => void
}

export const createChangeHub = (): ChangeHub => {
  const listeners = new Set<(notice: ChangeNotice) => void>()
  const holders = new Set<() => void>()
  let forward: ((message: HubMessage) => void) | null = null
  const deliver = (message: HubMessage) => {
    if (message.kind === 'notice') for (const listener of listeners) listener(message.notice)
    else for (const holder of holders) holder()
  }
  const send = (message: HubMessage) => {
    deliver(message)
    forward?.(message)
  }
  return {
    publish: (notice) => send({ kind: 'notice', notice }),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    sessionsEnded: () => send({ kind: 'sessionsEnded' }),
    onSessionsEnded: (listener) => {
      holders.add(listener)
      return () => holders.delete(listener)
    },
    forwardTo: (to) => void (forward = to),
    deliver,
  }
}
