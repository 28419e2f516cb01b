import type { ReactNode } from 'react'

import { makeStyles, tokens } from './styles.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(112px, max-content) minmax(0, 1fr)',
    columnGap: '16px',
    rowGap: '8px',
    margin: 0,
    '@media (max-width: 400px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '2px' },
  },
  label: { color: tokens.colorNeutralForeground3, lineHeight: '20px' },
  value: {
    margin: 0,
    lineHeight: '20px',
    overflowWrap: 'anywhere',
    minWidth: 0,
    '@media (max-width: 400px)': { marginBottom: '8px' },
  },
})

export type KeyValue = { label: string; value: ReactNode }

/** Labels with their values; entries without a value are left out by the caller or said as "Not given". */
export const KeyValueList = ({ items }: { items: readonly KeyValue[] }) => {
  const styles = useStyles()
  return (
    <dl className={styles.list}>
      {items.map(({ label, value }) => [
        <dt key={`${label} label`} className={styles.label}>
          {label}
        </dt>,
        <dd key={label} className={styles.value}>
          {value}
        </dd>,
      ])}
    </dl>
  )
}
