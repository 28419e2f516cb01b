import { NavLink } from 'react-router-dom'

import { makeStyles, mergeClasses, tokens } from './styles.ts'

const useStyles = makeStyles({
  tabs: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '20px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    overflow: 'clip',
    isolation: 'isolate',
  },
  // Each carries the line on to the end of its row, so that tabs in a second row stand on one too.
  place: {
    position: 'relative',
    '::after': {
      content: '""',
      position: 'absolute',
      bottom: 0,
      left: 0,
      width: '100vw',
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
      pointerEvents: 'none',
    },
  },
  tab: {
    display: 'block',
    position: 'relative',
    zIndex: 1,
    padding: '8px 0',
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '2px solid transparent',
    // There what is transparent is drawn, as if every tab were the current one.
    '@media (forced-colors: active)': { borderBottomStyle: 'none', paddingBottom: '10px' },
    ':hover': { color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
    '@media (forced-colors: active)': {
      borderBottomStyle: 'solid',
      borderBottomColor: 'Highlight',
      paddingBottom: '8px',
    },
  },
})

type Tab = { to: string; label: string; end?: boolean }

/** Tabs that are pages of their own: links, so that each has its address and opens beside the others. */
export const LinkTabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }) => {
  const styles = useStyles()
  return (
    <nav aria-label={label}>
      <ul className={styles.tabs}>
        {tabs.map(({ to, label: text, end = false }) => (
          <li key={to} className={styles.place}>
            <NavLink
              to={to}
              end={end}
              className={({ isActive }) => mergeClasses(styles.tab, isActive && styles.current)}
            >
              {text}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
