import type { AuditEvent } from '#contract/audit.ts'
import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { changesOf, isLaidOut, targetsOf, type Change } from './audit-words.ts'
import { lineDifference, wordDifference } from './difference.ts'

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', tableLayout: 'fixed' },
  head: {
    textAlign: 'start',
    padding: '6px 12px 6px 0',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    verticalAlign: 'top',
    padding: '8px 12px 8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  target: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  none: { margin: 0, color: tokens.colorNeutralForeground3 },
  words: { whiteSpace: 'pre-wrap' },
  run: { marginInline: '1px', paddingInline: '1px', borderRadius: tokens.borderRadiusSmall },
  lines: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
  },
  line: { display: 'flex', gap: '6px', padding: '0 4px' },
  mark: { flexShrink: 0, width: '1ch' },
  removed: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    color: tokens.colorNeutralForeground1,
  },
  added: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    color: tokens.colorNeutralForeground1,
  },
  leftOut: { color: tokens.colorNeutralForeground3, fontFamily: tokens.fontFamilyBase },
})

/** Old and new values: short ones side by side, long ones with what differs marked. Several targets are named with each. */
export const AuditChanges = ({ event }: { event: AuditEvent }) => {
  const styles = useStyles()
  const changes = changesOf(event)
  const several = targetsOf(event).length > 1
  if (changes.length === 0) return <p className={styles.none}>No properties are recorded.</p>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.head}>
            Property
          </th>
          <th scope="col" className={styles.head}>
            Old value
          </th>
          <th scope="col" className={styles.head}>
            New value
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <Row key={change.key} change={change} several={several} />
        ))}
      </tbody>
    </table>
  )
}

/** Where both are longer than this, marking what differs says more than two columns. */
const short = 60
const isCompared = ({ before, after }: Change) =>
  before !== null &&
  after !== null &&
  before !== after &&
  (isLaidOut(before) || isLaidOut(after) || before.length > short || after.length > short)

const Row = ({ change, several }: { change: Change; several: boolean }) => {
  const styles = useStyles()
  return (
    <tr>
      <th scope="row" className={styles.cell}>
        <DeviceText value={change.property} kind="name" />
        {several && (
          <div className={styles.target}>
            <DeviceText value={change.target} kind="name" />
          </div>
        )}
      </th>
      {isCompared(change) ? (
        <td colSpan={2} className={styles.cell}>
          <Compared before={change.before ?? ''} after={change.after ?? ''} />
        </td>
      ) : (
        <>
          <td className={styles.cell}>
            <DeviceText value={change.before} kind="text" missing="Not set" />
          </td>
          <td className={styles.cell}>
            <DeviceText value={change.after} kind="text" missing="Not set" />
          </td>
        </>
      )}
    </tr>
  )
}

const Compared = (values: { before: string; after: string }) =>
  isLaidOut(values.before) && isLaidOut(values.after) ? (
    <Lines {...values} />
  ) : (
    <Words {...values} />
  )

const Words = ({ before, after }: { before: string; after: string }) => {
  const styles = useStyles()
  return (
    <span className={styles.words}>
      {wordDifference(before, after).map(({ kind, text }, at) => {
        // A record never changes, and neither does what differs in it.
        if (kind === 'same') return <DeviceText key={at} value={text} kind="text" />
        const Mark = kind === 'removed' ? 'del' : 'ins'
        return (
          <Mark key={at} className={mergeClasses(styles.run, styles[kind])}>
            <DeviceText value={text} kind="text" />
          </Mark>
        )
      })}
    </span>
  )
}

const marks = { same: ' ', removed: '\u2212', added: '+', 'left out': '' } as const
const said = { same: null, removed: 'Removed', added: 'Added', 'left out': null } as const

const Lines = ({ before, after }: { before: string; after: string }) => {
  const styles = useStyles()
  return (
    <ul className={styles.lines}>
      {lineDifference(before, after).map(({ kind, text }, at) => (
        <li
          key={at}
          className={mergeClasses(
            styles.line,
            kind === 'removed' && styles.removed,
            kind === 'added' && styles.added,
            kind === 'left out' && styles.leftOut,
          )}
        >
          <span
            className={styles.mark}
            {...(said[kind] === null
              ? { 'aria-hidden': true }
              : { role: 'img', 'aria-label': said[kind] })}
          >
            {marks[kind]}
          </span>
          {kind === 'left out' ? text : <DeviceText value={text} kind="text" />}
        </li>
      ))}
    </ul>
  )
}
