import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useParams, useSearchParams } from 'react-router-dom'

import type { PolicyVersion } from '#contract/policy-versions.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { withListParam } from '#src/ui/table/list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { Comparison } from './Comparison.tsx'
import { versionsQuery } from './history-queries.ts'
import { VersionList } from './VersionList.tsx'

const RestoreDialog = lazy(async () => ({
  default: (await import('./RestoreDialog.tsx')).RestoreDialog,
}))

const useStyles = makeStyles({
  parts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    gap: '24px 40px',
    alignItems: 'start',
    '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id !== undefined) void queryClient.prefetchQuery(versionsQuery(params.id))
}

/** Who changed what in a policy: its versions, the difference of any two (`?from=&to=`), and the way back to one. */
export default function PolicyHistoryPage() {
  const { id } = useParams()
  invariant(id, 'PolicyHistoryPage needs a route with :id.')
  const { data, error, refetch } = useQuery(versionsQuery(id))
  const current = data?.value.find(({ isCurrent }) => isCurrent) ?? data?.value[0]
  return (
    <Page>
      <nav aria-label="Breadcrumb">
        <TextLink to={paths.policies()}>Policies</TextLink>
        {' / '}
        <TextLink to={paths.policy(id)}>
          {current === undefined ? (
            'Policy'
          ) : (
            <DeviceText value={current.name} kind="name" missing="Policy without a name" />
          )}
        </TextLink>
      </nav>
      <PageHeader
        title="Policy history"
        line="Every version of the policy, who made it, and what changed."
      />
      {data !== undefined ? (
        <Versions id={id} versions={data.value} />
      ) : error === null ? (
        <SkeletonLines lines={8} label="Loading the history" />
      ) : error.status === 403 ? (
        <Forbidden what="policies" {...rightText('Microsoft.Intune_EpmPolicy_Read')} />
      ) : error.status === 404 ? (
        <NotFound what="policy" backTo={{ to: paths.policies(), label: 'All policies' }} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const Versions = ({ id, versions }: { id: string; versions: readonly PolicyVersion[] }) => {
  const styles = useStyles()
  const [address, setAddress] = useSearchParams()
  const numberOf = (name: string) => {
    const wanted = Number(address.get(name))
    return versions.find(({ version }) => version === wanted)?.version
  }
  // Without a choice: what the newest version changed.
  const to = numberOf('to') ?? versions[0]?.version ?? 1
  const from = numberOf('from') ?? versions.find(({ version }) => version < to)?.version ?? to
  const restore = numberOf('restore')
  const set = (values: Record<string, string | undefined>) =>
    setAddress(
      (now) =>
        Object.entries(values).reduce(
          (next, [name, value]) => withListParam(next, name, value),
          now,
        ),
      { replace: true },
    )
  return (
    <div className={styles.parts}>
      <VersionList
        versions={versions}
        shown={to}
        onShow={(version) => set({ to: String(version), from: undefined })}
        onRestore={(version) => set({ restore: String(version) })}
      />
      <Comparison
        id={id}
        versions={versions}
        from={from}
        to={to}
        onChange={(next) => set({ from: String(next.from), to: String(next.to) })}
        onRestore={(version) => set({ restore: String(version) })}
      />
      {restore !== undefined && (
        <Suspense>
          <RestoreDialog
            id={id}
            version={restore}
            onClose={() => set({ restore: undefined })}
            onRestored={() => set({ restore: undefined, from: undefined, to: undefined })}
          />
        </Suspense>
      )}
    </div>
  )
}
