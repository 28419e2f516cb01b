import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useLocation, useMatch, useNavigate, useParams, useSearchParams } from 'react-router-dom'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { hasNotices } from '#src/api/api.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useMe } from '#src/api/session.ts'
import { useList } from '#src/api/use-list.ts'
import { now } from '#src/lib/clock.ts'
import { keepingSearch, paths, requestActions } from '#src/lib/paths.ts'
import { reasonOf } from '#src/shared/rule-rights.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { readListParams, withListParam } from '#src/ui/table/list-params.ts'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { TextLink } from '#src/ui/TextLink.tsx'
import { toast } from '#src/ui/toasts.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { QueueFilters } from './QueueFilters.tsx'
import { queueLists, requestColumns } from './request-columns.tsx'
import { keptDays, queueSpec, sortOf } from './request-filters.ts'
import { flagOf, requestFlags } from './request-flags.ts'
import { queueList, requestQuery } from './request-queries.ts'
import { useQueueKeys } from './use-queue-keys.ts'

// What opens over the list is no part of the first visit to it.
const RequestDrawer = lazy(async () => ({
  default: (await import('./RequestDrawer.tsx')).RequestDrawer,
}))
const KeysDialog = lazy(async () => ({ default: (await import('./KeysDialog.tsx')).KeysDialog }))

export const loader: PageLoader = ({ queryClient, params, url }) => {
  const list = queueList(readListParams(queueSpec, url.searchParams), now())
  void queryClient.prefetchInfiniteQuery(list)
  if (params['id'] !== undefined) void queryClient.prefetchQuery(requestQuery(params['id']))
}

const neighboursOf = (rows: readonly ElevationRequest[], id: string) => {
  const at = rows.findIndex((row) => row.id === id)
  const waits = (row: ElevationRequest) => row.status === 'pending' && row.id !== id
  return {
    previousId: at > 0 ? rows[at - 1]?.id : undefined,
    nextId: at < 0 ? undefined : rows[at + 1]?.id,
    nextPendingId: (rows.slice(at + 1).find(waits) ?? rows.findLast(waits))?.id,
  }
}

/** An address that asks for a status there is none of says what is shown instead: the pending ones. */
const useKnownStatus = (known: string | undefined) => {
  const [address, setAddress] = useSearchParams()
  const unknown = known === undefined && address.has('status')
  useEffect(() => {
    if (unknown)
      setAddress((current) => withListParam(current, 'status', undefined), { replace: true })
  }, [unknown, setAddress])
}

/** The queue of elevation requests, with the open one over it. */
const ElevationRequestsPage = () => {
  const { id, action } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const moment = useNow()
  const params = useListParams(queueSpec)
  const list = useList(queueList(params, moment))
  const [help, setHelp] = useState(false)
  const ruleOpen = useMatch(`${paths.elevationRequests()}/:id/rule`) !== null
  const openAction = ruleOpen ? 'rule' : (requestActions.find((each) => each === action) ?? null)
  const { rows } = list
  const { id: myId } = useMe()
  const rights = useRights()
  useKnownStatus(params.filters.status)
  useQueueKeys(
    useMemo(() => {
      const open = (path: string) => void navigate(keepingSearch(path, search))
      return {
        enabled: openAction === null && !help,
        ids: rows.map((row) => row.id),
        openId: id,
        onOpen: (other) => open(paths.elevationRequest(other)),
        onAction: (other, next) => {
          const row = rows.find((each) => each.id === other)
          const why = row && reasonOf(flagOf(requestFlags(row, { id: myId, rights }, now()), next))
          if (why === undefined) return open(paths.elevationRequestAction(other, next))
          toast({ intent: 'info', title: 'This cannot be done', message: why })
          if (other !== id) open(paths.elevationRequest(other))
        },
        onHelp: () => setHelp(true),
      }
    }, [openAction, help, rows, id, myId, rights, navigate, search]),
  )
  return (
    <Page filling>
      <PageHeader
        title="Elevation requests"
        line={`What users asked to run as administrator: everything that waits, and what was asked in the last ${keptDays} days.${hasNotices() ? '' : ' Read again every 30 seconds.'}`}
      />
      <QueueFilters params={params} total={list.total} onKeys={() => setHelp(true)} />
      <DataTable
        label="Elevation requests"
        list={list}
        columns={requestColumns}
        listId={queueLists.id}
        rowHeight={56}
        rowLink={(row) => keepingSearch(paths.elevationRequest(row.id), search)}
        selectedId={id}
        sort={sortOf(params)}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="No request waits">
            <p>
              A request comes when a user runs a file with elevated access and the rule or the
              default elevation response asks for support approval.
            </p>
            <p>
              Expected one? It may be decided already, be outside your scope, or its device has not
              checked in.{' '}
              <TextLink to={`${paths.elevationRequests()}?status=all`}>Show all</TextLink>
            </p>
          </EmptyState>
        }
        noMatches={<NoMatches what="requests" onClear={params.clear} />}
        forbidden={
          <Forbidden
            what="elevation requests"
            {...rightText('Microsoft.Intune_EpmPolicy_ViewElevationRequests')}
          />
        }
      />
      <Suspense>
        {id !== undefined && (
          <RequestDrawer id={id} action={openAction} neighbours={neighboursOf(rows, id)} />
        )}
        {help && <KeysDialog onClose={() => setHelp(false)} />}
      </Suspense>
    </Page>
  )
}
export default ElevationRequestsPage
