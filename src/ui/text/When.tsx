import { exactLocal, relativeAge, timeLeft } from '#src/lib/dates.ts'

import { makeStyles, tokens } from '../styles.ts'
import { useNow } from '../use-now.ts'

const useStyles = makeStyles({
  time: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  exact: { color: tokens.colorNeutralForeground3 },
  missing: { color: tokens.colorNeutralForeground3 },
})

type Props = {
  at: string | null | undefined
  /** `age`: "3 h ago". `left`: "21 h left". */
  as?: 'age' | 'left'
  /** The exact local time beside it and not only on hover, for details. */
  withExact?: boolean
}

/** A moment, relative to now; the exact local time beside it or on hover. */
export const When = ({ at, as = 'age', withExact = false }: Props) => {
  const styles = useStyles()
  const now = useNow()
  if (!at) return <span className={styles.missing}>Never</span>
  const relative = as === 'age' ? relativeAge(at, now) : timeLeft(at, now)
  const exact = exactLocal(at)
  return (
    <time dateTime={at} title={exact} className={styles.time}>
      {relative}
      {withExact && <span className={styles.exact}> · {exact}</span>}
    </time>
  )
}
