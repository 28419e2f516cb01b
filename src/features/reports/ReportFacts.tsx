import { useId, useState, type ReactNode } from 'react'

import { useConfig } from '#src/api/session.ts'
import { Button } from '#src/ui/basics.ts'
import { makeStyles } from '#src/ui/styles.ts'

const useStyles = makeStyles({
  about: { display: 'block' },
  // It stands in a line of text.
  button: { minWidth: 0, padding: '0 4px', height: '20px' },
})

/** How fresh the reports are and how far back they reach, of the backend that answers (epm-behaviour 8.1). */
export const ReportFacts = () => {
  const { data: config } = useConfig()
  return (
    <>
      {config?.backend === 'service'
        ? 'This service shows an elevation as soon as its device reports it; Intune processes them once every 24 hours. '
        : 'Intune processes elevations once every 24 hours, so the latest ones may be missing. '}
      Elevations are kept for 30 days
      {config?.backend === 'service' && ', unless its operator chose otherwise'}. A device sends
      only what the reporting scope of its elevation settings policy includes, which may be nothing;
      your scope may leave out devices.
    </>
  )
}

/** The same in short, over a list. */
export const ReportFactsInShort = () => {
  const { data: config } = useConfig()
  return (
    <>
      {config?.backend === 'service'
        ? 'Shown as soon as reported'
        : 'Processed once every 24 hours'}
      , kept for 30 days; devices send what their reporting scope includes.
    </>
  )
}

/** What the figures of a report are and leave out, folded behind a button in the line under its title. */
export const AboutFigures = ({ children }: { children: ReactNode }) => {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const about = useId()
  return (
    <>
      <Button
        appearance="transparent"
        size="small"
        className={styles.button}
        aria-expanded={open}
        aria-controls={open ? about : undefined}
        onClick={() => setOpen(!open)}
      >
        About these figures
      </Button>
      {open && (
        <span id={about} className={styles.about}>
          {children} <ReportFactsInShort />
        </span>
      )}
    </>
  )
}
