import { useQuery } from '@tanstack/react-query'

import type { PageLoader } from '#src/api/page.ts'
import { useRights } from '#src/api/rights.ts'
import { useConfig } from '#src/api/session.ts'
import { paths } from '#src/lib/paths.ts'
import { elevationSeries } from '#src/shared/elevation-series.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { ofType, type FrequentFile } from './frequent.ts'
import { FrequentTile } from './FrequentTile.tsx'
import { FirstSteps, PhasesAndPersonas } from './GettingStarted.tsx'
import { lastTwoDays } from './last-two-days.ts'
import {
  deniedQuery,
  frequentQuery,
  insightsQuery,
  newestQuery,
  pendingQuery,
  trendQuery,
} from './overview-queries.ts'
import { useOverviewStyles } from './overview-styles.ts'
import { PeopleTile } from './PeopleTile.tsx'
import { TrendTile } from './TrendTile.tsx'

/** Not awaited: each tile shows its skeleton until its own answer is there. */
export const loader: PageLoader = ({ queryClient }) => {
  void queryClient.prefetchQuery(newestQuery)
  void queryClient.prefetchQuery(insightsQuery)
  void queryClient.prefetchQuery(trendQuery)
  void queryClient.prefetchQuery(frequentQuery)
  void queryClient.prefetchQuery(deniedQuery)
}

const unmanaged = elevationSeries(['unmanagedElevation'])
const approved = elevationSeries(['supportApprovedElevation'])
const denied = [{ key: 'denied', label: 'Denied', tone: 'grid' }] as const

export default function OverviewPage() {
  const styles = useOverviewStyles()
  const newest = useQuery(newestQuery)
  const last = newest.data?.value[0]
  const isEmpty = newest.data !== undefined && last === undefined
  return (
    <Page>
      <PageHeader
        title="Overview"
        line={
          <>
            Who can lose local administrator rights, and which files still need a rule. Devices send
            what their reporting scope includes.
            {last !== undefined && (
              <>
                {' '}
                Newest elevation reported <When at={last.eventDateTime} />.
              </>
            )}
          </>
        }
      />
      <Pending />
      {isEmpty ? (
        <section aria-labelledby="getting-started" className={styles.tile}>
          <h2 id="getting-started" className={styles.tileTitle}>
            Getting started
          </h2>
          <p className={styles.quiet}>
            No device has reported an elevation yet. They appear here once a device has an elevation
            settings policy that sends data for reporting; Intune processes them once a day.
          </p>
          <FirstSteps />
          <PhasesAndPersonas />
        </section>
      ) : (
        <>
          <Figures />
          <ExpandableSection level={2} title="Phases of a deployment and example personas">
            <PhasesAndPersonas />
          </ExpandableSection>
        </>
      )}
    </Page>
  )
}

/** What waits for a decision, for those who may see it. */
const Pending = () => {
  const styles = useOverviewStyles()
  const may = useRights().can('Microsoft.Intune_EpmPolicy_ViewElevationRequests')
  const { data } = useQuery({ ...pendingQuery, enabled: may })
  if (!may) return null
  const count = Number(data ?? 0)
  return (
    <p className={styles.pending}>
      {data === undefined ? (
        'Elevation requests'
      ) : count === 0 ? (
        'No elevation request waits for a decision.'
      ) : (
        <TextLink to={paths.elevationRequests()}>
          {count.toLocaleString('en')} elevation {count === 1 ? 'request waits' : 'requests wait'}{' '}
          for a decision
        </TextLink>
      )}
    </p>
  )
}

const Figures = () => {
  const styles = useOverviewStyles()
  const days = lastTwoDays(useNow())
  const dated = useConfig().data?.reports.aggregationDates === true ? days : {}
  const frequent = useQuery(frequentQuery)
  const elevationsOf = (type: string) => (file: FrequentFile) =>
    file.hash === null ? undefined : paths.elevations({ type, hash: file.hash })
  return (
    <>
      <PeopleTile days={dated} />
      <div className={styles.grid}>
        <FrequentTile
          title="Frequently unmanaged elevations"
          line="Files that need a rule, or a rule that reaches more people."
          query={frequent}
          series={unmanaged}
          keep={ofType('unmanagedElevation')}
          fileLink={elevationsOf('unmanagedElevation')}
          kind="unmanaged"
          empty="No file was elevated without a rule."
          all={{
            to: paths.aggregatedReport('applications', { type: 'unmanagedElevation' }),
            label: 'All unmanaged files',
          }}
        />
        <FrequentTile
          title="Frequently approved by support"
          line="Candidates for a rule that asks nobody each time."
          query={frequent}
          series={approved}
          keep={ofType('supportApprovedElevation')}
          fileLink={elevationsOf('supportApprovedElevation')}
          kind="approved"
          empty="No file was elevated after an approval."
          all={{
            to: paths.aggregatedReport('applications', { type: 'supportApprovedElevation' }),
            label: 'All approved files',
          }}
        />
        <FrequentTile
          title="Frequently denied elevations"
          line="Files that may need a rule after all."
          query={useQuery(deniedQuery)}
          series={denied}
          fileLink={(file) =>
            file.hash === null ? undefined : paths.elevations({ result: 'denied', hash: file.hash })
          }
          kind="denied"
          empty="No elevation was denied."
          all={{ to: paths.elevations({ result: 'denied' }), label: 'All denied elevations' }}
        />
      </div>
      <TrendTile />
    </>
  )
}
