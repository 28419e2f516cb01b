import type { PamAccessType } from '#contract/pam.ts'
import { findAccess, knownAccess } from '#domain/pam/catalogue.ts'
import { Button } from '#src/ui/basics.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'

const shownAtOnce = 8

const useStyles = makeStyles({
  found: {
    display: 'flex',
    flexDirection: 'column',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  entry: {
    display: 'flex',
    gap: '8px',
    alignItems: 'center',
    padding: '4px 4px 4px 12px',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere', lineHeight: '18px' },
  note: { display: 'block', color: tokens.colorNeutralForeground3 },
})

type Props = { type: PamAccessType; text: string; onChoose: (name: string) => void }

/** Entries of the catalogue whose name or explanation holds what was typed. */
export const FoundNames = ({ type, text, onChoose }: Props) => {
  const styles = useStyles()
  const found = findAccess(type, text, shownAtOnce + 1)
  if (knownAccess(type, text)) return null
  return found.length === 0 ? (
    <MessageBar intent="warning" title="Not in the list of Exchange Online’s names.">
      {' '}
      Check the spelling: a policy for a name that does not exist protects nothing.
    </MessageBar>
  ) : (
    <ul className={styles.found} aria-label="Names found">
      {found.slice(0, shownAtOnce).map(({ name, note }) => (
        <li key={name} className={styles.entry}>
          <span className={styles.name}>
            {name}
            {note !== null && <span className={styles.note}>{note}</span>}
          </span>
          <Button size="small" aria-label={`Choose ${name}`} onClick={() => onChoose(name)}>
            Choose
          </Button>
        </li>
      ))}
      {found.length > shownAtOnce && (
        <li className={styles.entry}>There are more. Type more of the name.</li>
      )}
    </ul>
  )
}
