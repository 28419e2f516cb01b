import type { PolicyDifference } from '#domain/policies/difference.ts'
import type { Change, RuleDifference } from '#domain/policies/rule-difference.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { TargetChanges } from './TargetLines.tsx'

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  change: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 180px) minmax(0, 1fr)',
    gap: '2px 16px',
    padding: '6px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  label: { color: tokens.colorNeutralForeground3 },
  values: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0 },
  side: { display: 'flex', gap: '8px', minWidth: 0, whiteSpace: 'pre-line' },
  word: { flexShrink: 0, width: '4ch', color: tokens.colorNeutralForeground3 },
  was: { textDecorationLine: 'line-through', textDecorationColor: tokens.colorNeutralStroke1 },
  now: { fontWeight: tokens.fontWeightSemibold },
  rule: { padding: '6px 0', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  ruleName: { fontWeight: tokens.fontWeightSemibold },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
})

/** What changed between two versions of a policy, in the words of its forms; every value is foreign text. */
export const DifferenceView = ({ difference }: { difference: PolicyDifference }) => {
  const styles = useStyles()
  const { header, settings, rules, assignments } = difference
  if (difference.same) return <p className={styles.note}>Nothing differs.</p>
  return (
    <Stack gap="large">
      {header.length + settings.length > 0 && <Changes changes={[...header, ...settings]} />}
      {rules.length > 0 && (
        <div>
          <h3 className={styles.title}>Rules</h3>
          <ul className={styles.list}>
            {rules.map((rule) => (
              <li key={`${rule.kind} ${rule.name}`} className={styles.rule}>
                <Rule rule={rule} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {difference.reordered && (
        <p className={styles.note}>
          The rules stand in another order, which means nothing to devices.
        </p>
      )}
      {assignments.added.length + assignments.removed.length > 0 && (
        <div>
          <h3 className={styles.title}>Assignments</h3>
          <TargetChanges {...assignments} />
        </div>
      )}
      {difference.unknownChanged && (
        <p className={styles.note}>Settings that this console does not know differ as well.</p>
      )}
    </Stack>
  )
}

const Changes = ({ changes }: { changes: readonly Change[] }) => {
  const styles = useStyles()
  return (
    <ul className={styles.list}>
      {changes.map(({ label, before, after }) => (
        <li key={label} className={styles.change}>
          <span className={styles.label}>{label}</span>
          <div className={styles.values}>
            <div className={styles.side}>
              <span className={styles.word}>Was</span>
              <span className={styles.was}>
                <DeviceText value={before} kind="text" missing="Not set" />
              </span>
            </div>
            <div className={styles.side}>
              <span className={styles.word}>Now</span>
              <span className={styles.now}>
                <DeviceText value={after} kind="text" missing="Not set" />
              </span>
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}

const ruleWords = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const

const Rule = ({ rule }: { rule: RuleDifference }) => {
  const styles = useStyles()
  return (
    <>
      {ruleWords[rule.kind]}:{' '}
      <span className={styles.ruleName}>
        <DeviceText value={rule.name} kind="name" flag missing="a rule without a name" />
      </span>
      {rule.kind === 'changed' && <Changes changes={rule.changes} />}
      {rule.kind === 'changed' && rule.unknownChanged && (
        <p className={styles.note}>Parts of it that this console does not know differ as well.</p>
      )}
      {rule.kind !== 'changed' && (
        <p className={styles.note}>
          {rule.lines.map(({ label, value }) => (
            <span key={label}>
              {label}: <DeviceText value={value} kind="text" missing="not set" />
              {'; '}
            </span>
          ))}
        </p>
      )}
    </>
  )
}
