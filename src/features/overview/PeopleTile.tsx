import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle'
import { WarningRegular } from '@fluentui/react-icons/svg/warning'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import { paths } from '#src/lib/paths.ts'
import { figure } from '#src/ui/charts/chart-data.ts'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { insightsQuery } from './overview-queries.ts'
import { useOverviewStyles } from './overview-styles.ts'
import { lightOf, readinessOf, type ReadinessState } from './readiness.ts'
import { Tile } from './Tile.tsx'

const icons: Record<ReadinessState, ReactElement> = {
  unmanaged: <DismissCircleRegular />,
  mixed: <WarningRegular />,
  managed: <CheckmarkCircleRegular />,
}
const nobody = readinessOf({ Green: 0, Yellow: 0, Red: 0 })

/** Which administrators can become standard users? Three groups of people, each with the list behind its number. */
export const PeopleTile = ({ days }: { days: { from?: string; to?: string } }) => {
  const styles = useOverviewStyles()
  return (
    <Tile
      title="Who can become a standard user?"
      line="People with elevations in the last 48 hours. The lists behind the numbers count whole UTC days, so they may name a few more. Names count as devices write them: somebody with a down-level name (DOMAIN\name) beside a user name counts as two."
      query={useQuery(insightsQuery)}
      skeleton={
        <div role="status" aria-label="Loading the groups of people" className={styles.people}>
          {nobody.map(({ state, title, advice }) => (
            <div key={state} className={styles.group} aria-hidden>
              <span className={styles.groupTitle}>{title}</span>
              <span className={styles.number}>
                <SkeletonBar width="64px" />
              </span>
              <p className={styles.advice}>{advice}</p>
            </div>
          ))}
        </div>
      }
    >
      {({ rows }) => (
        <ul className={styles.people}>
          {readinessOf(lightOf(rows)).map(({ state, title, intent, word, advice, count }) => (
            <li key={state} className={styles.group}>
              <span className={styles.groupTitle}>{title}</span>
              <p className={styles.number}>
                <TextLink
                  to={paths.aggregatedReport('users', { state, accounts: 'people', ...days })}
                >
                  {figure(count)}
                </TextLink>
                <StatusBadge intent={intent} icon={icons[state]}>
                  {word}
                </StatusBadge>
              </p>
              <p className={styles.advice}>{advice}</p>
            </li>
          ))}
        </ul>
      )}
    </Tile>
  )
}
