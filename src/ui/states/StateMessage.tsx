import type { ReactElement, ReactNode } from 'react'

import { makeStyles, tokens } from '../styles.ts'

const useStyles = makeStyles({
  state: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    textAlign: 'center',
    gap: '8px',
    padding: '48px 16px',
    margin: '0 auto',
    maxWidth: '56ch',
  },
  icon: { fontSize: '32px', display: 'flex', color: tokens.colorNeutralForeground3 },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  text: {
    justifyContent: 'center',
    color: tokens.colorNeutralForeground2,
    '& p': { margin: '0 0 8px' },
    // Points of a list begin below each other, the list itself stands in the middle.
    '& ul': { width: 'fit-content', margin: '0 auto', paddingLeft: '20px', textAlign: 'start' },
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'center',
    gap: '8px',
    paddingTop: '8px',
  },
})

type Props = {
  icon: ReactElement
  title: string
  children?: ReactNode
  actions?: ReactNode
  alert?: boolean
}

/** The common shape of everything that stands where content would be. */
export const StateMessage = ({ icon, title, children, actions, alert = false }: Props) => {
  const styles = useStyles()
  return (
    <div className={styles.state} role={alert ? 'alert' : undefined}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
