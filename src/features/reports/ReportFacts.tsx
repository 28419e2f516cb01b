import { useId, useState, type ReactNode } from 'react'

import { useConfig } from '#src/api/session.ts'
import { Button } from '#src/ui/basics.ts'
import { makeStyles } from '#src/ui/styles.ts'

const useStyles = makeStyles({
  about: { display: 'block', flexBasis: '100%', maxWidth: '80ch' },
  // It stands in a line of text.
  button: { minWidth: 0, padding: '0 4px', height: '20px' },
  // It stands beside buttons.
  command: { minWidth: 0, padding: '0 4px', height: '32px' },
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

type AboutProps = { label: string; children: ReactNode; inCommands?: boolean }

/** A text that most people need once, folded behind a button in a line. */
const About = ({ label, children, inCommands = false }: AboutProps) => {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const about = useId()
  return (
    <>
      <Button
        appearance="transparent"
        size="small"
        className={inCommands ? styles.command : styles.button}
        aria-expanded={open}
        aria-controls={open ? about : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      {open && (
        <span id={about} className={styles.about}>
          {children}
        </span>
      )}
    </>
  )
}

/** What the figures of a report are and leave out, in the line under its title. */
export const AboutFigures = ({ children }: { children: ReactNode }) => (
  <About label="About these figures">
    {children} <ReportFactsInShort />
  </About>
)

/** How the file of a report differs from Intune’s own, beside the command that saves it (R25). */
export const AboutFile = ({ of }: { of: 'events' | 'sums' }) => (
  <About label="About the file" inCommands>
    {of === 'events'
      ? 'CSV in UTF-8 with Intune’s columns, in UTC: the elevations that match the filters, in no promised order. '
      : 'CSV in UTF-8: the rows of the table, in its order, with Intune’s column names and the names of types as on this page. '}
    Unlike Intune’s file it is not in a ZIP, every cell stands in quotes, and one that a spreadsheet
    could take for a formula begins with an apostrophe. Names are as devices reported them:
    characters that turn the direction of text or cannot be seen are in the file too, so that a name
    may look different in a spreadsheet than on this page, which writes them out.
  </About>
)
