import { useCallback, useSyncExternalStore } from 'react'

const widths = new Map<string, number | null>()
const listeners = new Set<() => void>()

/** The table of a list says how wide it is, in px, for the menu of its columns. */
export const tellTableWidth = (listId: string, width: number | null) => {
  if (widths.get(listId) === width) return
  widths.set(listId, width)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Width of the table of a list in px; null while no such table is on the page. */
export const useTableWidth = (listId: string) =>
  useSyncExternalStore(
    subscribe,
    useCallback(() => widths.get(listId) ?? null, [listId]),
  )
