import type { AuditEvent } from '#contract/audit.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'

import { sentencesOf } from './audit-sentences.ts'
import { SentenceText } from './SentenceText.tsx'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', rowGap: '6px' },
  none: { margin: 0, color: tokens.colorNeutralForeground3 },
})

/** Every recorded change in words. */
export const AuditSentences = ({ event }: { event: AuditEvent }) => {
  const styles = useStyles()
  const sentences = sentencesOf(event)
  if (sentences.length === 0) return <p className={styles.none}>No changed values.</p>
  return (
    <ul className={styles.list}>
      {sentences.map((sentence, index) => (
        // Two sentences may read the same; the list of a record never changes.
        <li key={index}>
          <SentenceText sentence={sentence} />
        </li>
      ))}
    </ul>
  )
}
