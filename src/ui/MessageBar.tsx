import {
  CheckmarkCircleFilled,
  ErrorCircleFilled,
  InfoFilled,
  WarningFilled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'

import { makeStyles, mergeClasses, tokens } from './styles.ts'

type Props = {
  intent: 'info' | 'success' | 'warning' | 'error'
  title?: string
  children?: ReactNode
  actions?: ReactNode
}

const useStyles = makeStyles({
  bar: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: '8px',
    rowGap: '8px',
    alignItems: 'start',
    padding: '8px 12px',
    lineHeight: '20px',
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
    flexShrink: 0,
  },
  info: {
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
  },
  success: {
    backgroundColor: tokens.colorStatusSuccessBackground1,
    border: `1px solid ${tokens.colorStatusSuccessBorder1}`,
  },
  warning: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
  },
  error: {
    backgroundColor: tokens.colorStatusDangerBackground1,
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
  },
  icon: { display: 'flex', fontSize: '20px' },
  infoIcon: { color: tokens.colorNeutralForeground3 },
  successIcon: { color: tokens.colorStatusSuccessForeground1 },
  warningIcon: { color: tokens.colorStatusWarningForeground3 },
  errorIcon: { color: tokens.colorStatusDangerForeground1 },
  title: { fontWeight: tokens.fontWeightSemibold, marginRight: '6px' },
  actions: { gridColumn: 2, display: 'flex', flexWrap: 'wrap', gap: '8px' },
})

const icons = {
  info: <InfoFilled />,
  success: <CheckmarkCircleFilled />,
  warning: <WarningFilled />,
  error: <ErrorCircleFilled />,
}

/** A message that stays on the page: icon, word and colour. */
export const MessageBar = ({ intent, title, children, actions }: Props) => {
  const styles = useStyles()
  return (
    <div
      role={intent === 'error' ? 'alert' : 'status'}
      className={mergeClasses(styles.bar, styles[intent])}
    >
      <span className={mergeClasses(styles.icon, styles[`${intent}Icon`])} aria-hidden>
        {icons[intent]}
      </span>
      <div>
        {title !== undefined && <span className={styles.title}>{title}</span>}
        {children}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
