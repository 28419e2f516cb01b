import type { ReactNode } from 'react'

import { makeStyles, tokens } from '../styles.ts'

const useStyles = makeStyles({
  line: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    minWidth: 0,
    display: 'block',
  },
  first: { fontWeight: tokens.fontWeightSemibold },
  second: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
  },
})

/** A cell of a 56 px row: what it is, and under it what one needs to know of it. */
export const TwoLines = ({
  first,
  second,
  strong = false,
}: {
  first: ReactNode
  second: ReactNode
  strong?: boolean
}) => {
  const styles = useStyles()
  return (
    <>
      <span className={strong ? `${styles.line} ${styles.first}` : styles.line}>{first}</span>
      <span className={`${styles.line} ${styles.second}`}>{second}</span>
    </>
  )
}
