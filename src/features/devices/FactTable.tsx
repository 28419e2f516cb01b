import type { ReactNode } from 'react'

import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'

const narrow = '@media (max-width: 800px)'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    columnGap: '16px',
    rowGap: '2px',
    padding: '8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  heads: {
    padding: '6px 0',
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    // Where cells stand under one another there is nothing to head; readers still hear what each is.
    [narrow]: { position: 'absolute', clipPath: 'inset(50%)', height: '1px', overflow: 'hidden' },
  },
  cell: { minWidth: 0, overflowWrap: 'anywhere' },
  events: {
    gridTemplateColumns: 'minmax(0, 1fr) 180px 120px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  policies: {
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) 160px 120px',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
  wide: { [narrow]: { gridColumn: '1 / -1' } },
})

type Props = {
  label: string
  /** Which widths: those of what happened, or those of policies. */
  layout: 'events' | 'policies'
  heads: readonly string[]
  rows: readonly { id: string; cells: readonly ReactNode[] }[]
}

/** A few rows under headings, all of them drawn. On a small screen the last two cells stand under the others. */
export const FactTable = ({ label, layout, heads, rows }: Props) => {
  const styles = useStyles()
  return (
    <div role="table" aria-label={label}>
      <div role="row" className={mergeClasses(styles.row, styles.heads, styles[layout])}>
        {heads.map((head) => (
          <div key={head} role="columnheader" className={styles.cell}>
            {head}
          </div>
        ))}
      </div>
      {rows.map(({ id, cells }) => (
        <div key={id} role="row" className={mergeClasses(styles.row, styles[layout])}>
          {cells.map((cell, index) => (
            <div
              key={heads[index]}
              role="cell"
              className={mergeClasses(styles.cell, index < heads.length - 2 && styles.wide)}
            >
              {cell}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
