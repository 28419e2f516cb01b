import { useEffect, useState } from 'react'

/** Everything beside an open modal is hidden from screen readers by Fluent's focus library; its own helpers always are. */
const hiddenBeside = 'body > [aria-hidden="true"]:not([data-tabster-dummy])'

/**
 * What a dialog or drawer owes the page when it is unmounted, as with a change of the address, instead of being closed.
 * Fluent's focus library ends with the last modal, before it shows again what it hid; and it forgets the drawer under a
 * dialog. Focus goes back to where it was, or into the modal that is still open.
 */
export const useModalReturn = () => {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      const open = [...document.querySelectorAll<HTMLElement>('[aria-modal="true"]')].at(-1)
      if (open === undefined)
        for (const hidden of document.querySelectorAll(hiddenBeside))
          hidden.removeAttribute('aria-hidden')
      const { activeElement } = document
      // Somebody else has taken it, such as the heading of what is shown next.
      if (activeElement !== null && activeElement !== document.body) return
      const back = opener instanceof HTMLElement && opener.isConnected ? opener : null
      if (open === undefined || open.contains(back)) back?.focus({ preventScroll: true })
      else open.querySelector<HTMLElement>('[tabindex="-1"], button')?.focus()
    },
    [opener],
  )
}
