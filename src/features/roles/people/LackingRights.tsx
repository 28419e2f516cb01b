import type { UserRights } from '#contract/roles.ts'

import { useFactTableStyles } from '../fact-table-styles.ts'

type Props = { lacking: readonly UserRights['rights'][number][] }

/** Rights that nothing gives them, under their headings. */
export const LackingRights = ({ lacking }: Props) => {
  const styles = useFactTableStyles()
  const permissions = [...new Set(lacking.map(({ permission }) => permission))]
  return (
    <ul className={styles.list}>
      {permissions.map((permission) => (
        <li key={permission}>
          {permission}:{' '}
          {lacking
            .filter((each) => each.permission === permission)
            .map(({ right }) => right)
            .join(', ')}
        </li>
      ))}
    </ul>
  )
}
