import type { ReactNode } from 'react'

import { makeStyles, mergeClasses } from '../styles.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', minWidth: 0 },
  small: { gap: '4px' },
  medium: { gap: '8px' },
  large: { gap: '16px' },
})

type Props = { gap?: 'small' | 'medium' | 'large'; row?: boolean; children: ReactNode }

/** Things below (or, with `row`, beside) each other with an even gap. */
export const Stack = ({ gap = 'medium', row = false, children }: Props) => {
  const styles = useStyles()
  return (
    <div className={mergeClasses(row ? styles.row : styles.stack, styles[gap])}>{children}</div>
  )
}
