import { useEffect } from 'react'

import type { RequestAction } from '#src/lib/paths.ts'

const storageKey = 'epm.singleKeys'

/** Single keys can be switched off altogether, for people who speak to their computer. */
export const singleKeysOn = () => {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}
export const setSingleKeys = (on: boolean) => {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off')
  } catch {
    // Forbidden storage only costs the memory of the choice.
  }
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest('input, textarea, select, form, [role=menu]') !== null)

type Options = {
  /** Off while a dialog with a form is open. */
  enabled: boolean
  ids: readonly string[]
  openId: string | undefined
  onOpen: (id: string) => void
  onAction: (id: string, action: RequestAction) => void
  onHelp: () => void
}

const rowLink = (selector: string) => document.querySelector<HTMLElement>(`a${selector}`)

/** The row that has the focus, as its place in the list; null when none has. */
const focusedRow = () => {
  const index = (document.activeElement as HTMLElement | null)?.dataset['rowLink']
  return index === undefined ? null : Number(index)
}

const actions: Partial<Record<string, RequestAction>> = { a: 'approve', d: 'deny', r: 'rule' }

/** The queue's single keys (peers 4c); arrows, Home and End are the table's own. */
export const useQueueKeys = (options: Options) => {
  useEffect(() => {
    const { enabled, ids, openId, onOpen, onAction, onHelp } = options
    const move = (by: 1 | -1) => {
      const link = focusedRow() === null ? null : (document.activeElement as HTMLElement)
      if (link === null) rowLink('[data-row-link][tabindex="0"]')?.focus()
      else
        link.dispatchEvent(
          new KeyboardEvent('keydown', {
            key: by === 1 ? 'ArrowDown' : 'ArrowUp',
            bubbles: true,
            cancelable: true,
          }),
        )
    }
    const step = (by: 1 | -1) => {
      const at = openId === undefined ? -1 : ids.indexOf(openId)
      const next = at < 0 ? undefined : ids[at + by]
      if (next !== undefined) onOpen(next)
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const held = event.ctrlKey || event.metaKey || event.altKey
      if (!enabled || held || event.defaultPrevented || isTyping(event.target)) return
      const { key } = event
      const action = actions[key]
      const row = focusedRow()
      const subject = openId ?? (row === null ? undefined : ids[row])
      if (key === '?') onHelp()
      else if (!singleKeysOn()) return
      else if (key === 'j' && openId === undefined) move(1)
      else if (key === 'k' && openId === undefined) move(-1)
      else if (key === ']') step(1)
      else if (key === '[') step(-1)
      else if (key === '/' && openId === undefined)
        document.querySelector<HTMLElement>('[role="search"] input')?.focus()
      else if (action !== undefined && subject !== undefined) onAction(subject, action)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [options])
}
