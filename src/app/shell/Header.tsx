import { NavigationRegular } from '@fluentui/react-icons'
import { Link } from 'react-router-dom'

import { useConfig } from '#src/api/session.ts'
import { paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'

import { AccountMenu } from './AccountMenu.tsx'

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    height: '48px',
    flexShrink: 0,
    padding: '0 12px 0 16px',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    '@media (max-width: 640px)': { paddingLeft: '8px', gap: '8px' },
  },
  product: {
    display: 'flex',
    alignItems: 'center',
    gap: '10px',
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
    borderRadius: tokens.borderRadiusSmall,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  narrowOnly: { display: 'none', '@media (max-width: 640px)': { display: 'flex' } },
  sample: {
    padding: '0 8px',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    lineHeight: '20px',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusCircular,
  },
  space: { flexGrow: 1, '@media (max-width: 640px)': { minWidth: 0 } },
  icon: { display: 'block' },
})

export const Header = ({ menuOpen, onMenu }: { menuOpen: boolean; onMenu: () => void }) => {
  const styles = useStyles()
  const sample = useConfig().data?.signIn === 'sample'
  return (
    <header className={styles.header}>
      <div className={styles.narrowOnly}>
        <Button
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-label="Navigation"
          aria-expanded={menuOpen}
          aria-controls="navigation"
          onClick={onMenu}
        />
      </div>
      <Link to={paths.home()} className={styles.product}>
        <img src="/icon.svg" alt="" width="24" height="24" className={styles.icon} />
        EPM Console
      </Link>
      {sample && <span className={styles.sample}>Sample tenant</span>}
      <span className={styles.space} />
      <AccountMenu />
    </header>
  )
}
