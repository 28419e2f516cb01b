import { useState } from 'react'

import { RiskConfirmation, type Risk } from './RiskConfirmation.tsx'

/**
 * Asks before something risky is written (R12); `want` says what is wanted all the same. What was confirmed counts only for
 * exactly these risks: their keys have to change with what they are judged by.
 */
export const useConfirmation = (risks: readonly Risk[], want: string) => {
  const asked = JSON.stringify(risks.map(({ key, flags }) => [key, flags.map(({ id }) => id)]))
  const [confirmed, setConfirmed] = useState('')
  const [tried, setTried] = useState(false)
  const isConfirmed = risks.length === 0 || confirmed === asked
  const show = (missing: boolean) =>
    risks.length === 0 ? null : (
      <RiskConfirmation
        risks={risks}
        want={want}
        confirmed={isConfirmed}
        missing={missing && !isConfirmed}
        onConfirm={(yes) => setConfirmed(yes ? asked : '')}
      />
    )
  return {
    isConfirmed,
    /** Asked before writing: false when something has to be confirmed first, which is said then. */
    passes: (): boolean => {
      setTried(true)
      return isConfirmed
    },
    fields: show(tried),
    /** The same where the page itself knows whether going on was tried. */
    show,
  }
}
