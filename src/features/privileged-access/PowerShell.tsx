import { CopyButton } from '#src/ui/CopyButton.tsx'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'

/** `lacks`: what has to be typed before the command can be run. */
export type Command = { what: string; command: string; lacks?: readonly string[] }

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  what: { display: 'flex', alignItems: 'center', gap: '4px', justifyContent: 'space-between' },
  code: {
    margin: 0,
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  lacks: { color: tokens.colorNeutralForeground3 },
  note: { margin: '0 0 12px', color: tokens.colorNeutralForeground3 },
})

/** Commands of Exchange Online PowerShell, each ready to copy. */
export const CommandList = ({ commands }: { commands: readonly Command[] }) => {
  const styles = useStyles()
  return (
    <ul className={styles.list}>
      {commands.map(({ what, command, lacks = [] }) => (
        <li key={what}>
          <div className={styles.what}>
            {what}
            {lacks.length === 0 ? (
              <CopyButton text={command} what={`command: ${what}`} />
            ) : (
              <span className={styles.lacks}>Type first: {lacks.join(', ')}</span>
            )}
          </div>
          <pre className={styles.code}>
            <bdi>{command}</bdi>
          </pre>
        </li>
      ))}
    </ul>
  )
}

type Props = { commands: readonly Command[]; level?: 2 | 3; open?: boolean }

/** The same as on this page, for Exchange Online itself. */
export const PowerShell = ({ commands, level = 3, open = false }: Props) => {
  const styles = useStyles()
  return (
    <ExpandableSection
      title="PowerShell"
      hint="The same in Exchange Online"
      level={level}
      open={open}
    >
      <p className={styles.note}>
        {commands.length === 0
          ? 'For roles and role groups no command is published: only tasks have one.'
          : 'These commands act in Exchange Online, not on what this console keeps. Connect-ExchangeOnline comes first; ids are those that Exchange gives.'}
      </p>
      <CommandList commands={commands} />
    </ExpandableSection>
  )
}
