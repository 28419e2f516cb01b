import type { ReactNode } from 'react'

import { makeStyles, tokens } from '#src/ui/styles.ts'
import { When } from '#src/ui/text/When.tsx'

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 160px 120px',
    columnGap: '16px',
    alignItems: 'center',
    minHeight: '56px',
    padding: '6px 0',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  what: {
    minWidth: 0,
    '@media (max-width: 640px)': { gridColumn: '1 / -1' },
  },
  second: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    minWidth: 0,
  },
  state: { color: tokens.colorNeutralForeground2 },
  when: { color: tokens.colorNeutralForeground3, textAlign: 'end' },
})

export type EventRow = {
  id: string
  first: ReactNode
  second: ReactNode
  state: ReactNode
  at: string | null | undefined
}

/** A short list of what happened on a device: what, by whom, how it ended, when. */
export const EventList = ({ label, rows }: { label: string; rows: readonly EventRow[] }) => {
  const styles = useStyles()
  return (
    <ul aria-label={label} className={styles.list}>
      {rows.map(({ id, first, second, state, at }) => (
        <li key={id} className={styles.item}>
          <div className={styles.what}>
            {first}
            <div className={styles.second}>{second}</div>
          </div>
          <div className={styles.state}>{state}</div>
          <div className={styles.when}>
            <When at={at} />
          </div>
        </li>
      ))}
    </ul>
  )
}
