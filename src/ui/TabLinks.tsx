import { NavLink } from 'react-router-dom'

import { makeStyles, mergeClasses, tokens } from './styles.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '4px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  tab: {
    padding: '8px 10px',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '2px solid transparent',
    marginBottom: '-1px',
    borderTopLeftRadius: tokens.borderRadiusMedium,
    borderTopRightRadius: tokens.borderRadiusMedium,
    ':hover': {
      color: tokens.colorNeutralForeground1,
      borderBottomColor: tokens.colorNeutralStroke1,
    },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
    ':hover': { borderBottomColor: tokens.colorCompoundBrandStroke },
  },
  count: {
    marginLeft: '6px',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
})

type Props = {
  label: string
  tabs: readonly { to: string; label: string; count?: number | undefined }[]
}

/** Tabs that are links: each has its own address. */
export const TabLinks = ({ label, tabs }: Props) => {
  const styles = useStyles()
  return (
    <nav aria-label={label} className={styles.list}>
      {tabs.map((tab) => (
        <NavLink
          key={tab.to}
          to={tab.to}
          className={({ isActive }) => mergeClasses(styles.tab, isActive && styles.current)}
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className={styles.count}>{tab.count.toLocaleString('en')}</span>
          )}
        </NavLink>
      ))}
    </nav>
  )
}
