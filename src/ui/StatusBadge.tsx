import type { ReactElement, ReactNode } from 'react'

import { makeStyles, mergeClasses, tokens } from './styles.ts'

export type StatusIntent = 'success' | 'danger' | 'warning' | 'info' | 'neutral'

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    // On the baseline it would make its line taller than a line of text.
    verticalAlign: 'top',
    alignItems: 'center',
    gap: '6px',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
    '& > svg': { flexShrink: 0, fontSize: '16px' },
  },
  success: { color: tokens.colorStatusSuccessForeground1 },
  danger: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  info: { color: tokens.colorBrandForeground1 },
  neutral: { color: tokens.colorNeutralForeground2 },
  // The colour is the icon's: as text it would be too faint on hovered and selected rows of the dark theme.
  word: { color: tokens.colorNeutralForeground1 },
})

type Props = { intent: StatusIntent; icon: ReactElement; children: ReactNode }

/** A state as icon plus word plus colour, never colour alone. */
export const StatusBadge = ({ intent, icon, children }: Props) => {
  const styles = useStyles()
  return (
    <span className={mergeClasses(styles.badge, styles[intent])}>
      {icon}
      <span className={styles.word}>{children}</span>
    </span>
  )
}
