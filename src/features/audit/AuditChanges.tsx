import type { AuditEvent } from '#contract/audit.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { changesOf, targetsOf, type Change } from './audit-words.ts'

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
})

/** Old and new values side by side; several targets are named with each property. */
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
      <td className={styles.cell}>
        <DeviceText value={change.before} kind="text" missing="None" />
      </td>
      <td className={styles.cell}>
        <DeviceText value={change.after} kind="text" missing="None" />
      </td>
    </tr>
  )
}
