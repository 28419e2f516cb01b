import { PanelLeftContractRegular, PanelLeftExpandRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { NavLink } from 'react-router-dom'

import { q } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { zoneName } from '#src/lib/dates.ts'
import { eq, filterText } from '#src/lib/odata.ts'
import { Button } from '#src/ui/basics.ts'
import { mergeClasses } from '#src/ui/styles.ts'
import { useNow } from '#src/ui/use-now.ts'

import { mayOpen, navigation, type NavigationItem } from '../navigation-items.tsx'
import { useNavigationStyles } from './navigation-styles.ts'

const pendingQuery = q('elevationRequestCount', {
  query: { $filter: filterText(eq('status', 'pending')) },
})

type Props = { folded: boolean; onFold: () => void; menuOpen: boolean }

/** 240 px, folding to icons; on narrow screens a menu under the header. Shows only what this person may read. */
export const Navigation = ({ folded, onFold, menuOpen }: Props) => {
  const styles = useNavigationStyles()
  const rights = useRights()
  const now = useNow()
  const seesRequests = rights.can('Microsoft.Intune_EpmPolicy_ViewElevationRequests')
  const pending = useQuery({ ...pendingQuery, enabled: seesRequests }).data
  const groups = navigation
    .map(({ title, items }) => ({ title, items: items.filter((item) => mayOpen(rights, item)) }))
    .filter(({ items }) => items.length > 0)
  const badgeOf = (item: NavigationItem) =>
    item.badge === 'pendingRequests' && pending !== undefined && pending !== '0'
      ? pending
      : undefined
  return (
    <nav
      id="navigation"
      aria-label="Main"
      className={mergeClasses(styles.navigation, folded && styles.folded, menuOpen && styles.open)}
    >
      <div className={styles.groups}>
        {groups.map(({ title, items }) => (
          <div key={title} className={styles.group}>
            <h2 className={mergeClasses(styles.title, folded && styles.unfoldedOnly)}>{title}</h2>
            <ul className={styles.list}>
              {items.map((item) => (
                <li key={item.to}>
                  <Item item={item} folded={folded} badge={badgeOf(item)} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <div className={styles.foot}>
        <p className={mergeClasses(styles.zone, folded && styles.unfoldedOnly)}>
          Times in {zoneName(now)}
        </p>
        <span className={styles.wideOnly}>
          <Button
            appearance="subtle"
            icon={folded ? <PanelLeftExpandRegular /> : <PanelLeftContractRegular />}
            aria-label={folded ? 'Show names in the navigation' : 'Fold the navigation to icons'}
            title={folded ? 'Show names' : 'Fold'}
            onClick={onFold}
          />
        </span>
      </div>
    </nav>
  )
}

type ItemProps = { item: NavigationItem; folded: boolean; badge: string | undefined }

const Item = ({ item, folded, badge }: ItemProps) => {
  const styles = useNavigationStyles()
  return (
    <NavLink
      to={item.to}
      title={folded ? item.label : undefined}
      className={({ isActive }) => mergeClasses(styles.item, isActive && styles.current)}
    >
      <span className={styles.icon} aria-hidden>
        {item.icon}
      </span>
      <span className={mergeClasses(styles.label, folded && styles.hiddenWhenFolded)}>
        {item.label}
      </span>
      {badge !== undefined && (
        <span className={mergeClasses(styles.badge, folded && styles.badgeFolded)}>
          {badge}
          <span className={styles.hidden}> pending</span>
        </span>
      )}
    </NavLink>
  )
}
