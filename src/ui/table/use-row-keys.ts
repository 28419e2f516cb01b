import { useEffect, useRef, useState, type KeyboardEvent } from 'react'

const step = (key: string, page: number): number | null => {
  if (key === 'ArrowDown') return 1
  if (key === 'ArrowUp') return -1
  if (key === 'PageDown') return page
  if (key === 'PageUp') return -page
  if (key === 'Home') return -Infinity
  if (key === 'End') return Infinity
  return null
}

/**
 * One tab stop for the rows; arrows, Page Up and Down, Home and End move it. The link of the active row has
 * `data-row-link` with its index; it is scrolled into being before it is focused.
 */
export const useRowKeys = (rows: number, page: number, reveal: (index: number) => void) => {
  const [active, setActive] = useState(0)
  const wanted = useRef<number | null>(null)
  const table = useRef<HTMLDivElement | null>(null)
  // Runs after each render on purpose: the row may only come into being with a later one.
  useEffect(() => {
    if (wanted.current === null) return
    const link = table.current?.querySelector<HTMLElement>(`[data-row-link="${wanted.current}"]`)
    if (!link) return
    wanted.current = null
    link.focus({ preventScroll: true })
  })
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const onRow =
      event.target instanceof HTMLElement && event.target.dataset['rowLink'] !== undefined
    const by = step(event.key, page)
    if (!onRow || by === null || rows === 0 || event.altKey || event.ctrlKey || event.metaKey)
      return
    event.preventDefault()
    const next = Math.min(rows - 1, Math.max(0, active + by))
    wanted.current = next
    setActive(next)
    reveal(next)
  }
  return { table, active: Math.min(active, Math.max(0, rows - 1)), setActive, onKeyDown }
}
