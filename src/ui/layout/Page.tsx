import type { ReactNode } from 'react'

import { makeStyles, mergeClasses } from '../styles.ts'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    padding: '20px 24px',
    minWidth: 0,
    minHeight: '100%',
    boxSizing: 'border-box',
    '@media (max-width: 640px)': { padding: '16px' },
  },
  // A list fills the window and scrolls inside; on low screens (zoom) the page scrolls instead.
  filling: { height: '100%', paddingBottom: 0, '@media (max-height: 480px)': { height: 'auto' } },
})

/** A page's frame. `filling`: its table takes the rest of the window's height. */
export const Page = ({ filling = false, children }: { filling?: boolean; children: ReactNode }) => {
  const styles = useStyles()
  return <div className={mergeClasses(styles.page, filling && styles.filling)}>{children}</div>
}
