import { useEffect, useState } from 'react'

const focusable = (element: Element | null | undefined): element is HTMLElement =>
  element instanceof HTMLElement && element !== document.body && element.isConnected

/**
 * Gives the focus back when what is open goes away: to the first of `preferred` (selectors) that is there, to what had
 * the focus before, or to the heading. Without it the focus falls on nothing, and Fluent's focus library goes on
 * hiding the page from screen readers.
 */
export const useReturnFocus = (
  preferred: readonly string[],
  fallbacks: readonly string[],
  /** Asked at the end: what it was opened from is about to go away too. */
  openerGone?: () => boolean,
) => {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // After the removal, when the browser has dropped the focus; if it is somewhere by then, it was moved on purpose.
      setTimeout(() => {
        const gone = openerGone?.() === true
        if (!gone && focusable(document.activeElement)) return
        const query = (selector: string) => document.querySelector(selector)
        const found = [...preferred.map(query), gone ? null : opener, ...fallbacks.map(query)].find(
          focusable,
        )
        found?.focus({ preventScroll: true })
      })
    },
    // Both lists are constants of their callers.
    // oxlint-disable-next-line react/exhaustive-deps
    [opener],
  )
}
