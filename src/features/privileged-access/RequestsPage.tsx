import { AddRegular } from '@fluentui/react-icons'
import { lazy, Suspense } from 'react'
import { useLocation, useMatch, useNavigate, useParams } from 'react-router-dom'

import type { PamRequest } from '#contract/pam.ts'
import { listQuery } from '#src/api/queries.ts'
import { useList } from '#src/api/use-list.ts'
import { keepingSearch, paths } from '#src/lib/paths.ts'
import { toneLooks } from '#src/shared/tone-looks.tsx'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { OffBar, PamFrame, useIsGraph, useIsOff } from './PamFrame.tsx'
import { hoursText, statusWords, typeWord } from './pam-words.ts'
import { otherViews, requestListArgs, requestSpec, viewOf, type View } from './request-list.ts'

/** Only with Microsoft Graph. */
const NotOffered = lazy(async () => ({
  default: (await import('./NotOffered.tsx')).NotOffered,
}))

const RequestDrawer = lazy(async () => ({
  default: (await import('./RequestDrawer.tsx')).RequestDrawer,
}))
const NewRequestDialog = lazy(async () => ({
  default: (await import('./NewRequestDialog.tsx')).NewRequestDialog,
}))

const labels: Record<View, string> = {
  pending: 'Pending',
  approved: 'Approved',
  denied: 'Denied',
  lockbox: 'Customer Lockbox',
  expired: 'Expired',
  revoked: 'Revoked',
  all: 'All requests',
}

const StatusCell = ({ request }: { request: PamRequest }) => {
  const { word, tone, more } = statusWords(request, useNow())
  return (
    <TwoLines
      first={<StatusBadge {...toneLooks[tone]}>{word}</StatusBadge>}
      second={<DeviceText value={more} kind="name" oneLine />}
    />
  )
}

const columns: readonly Column<PamRequest>[] = [
  {
    id: 'access',
    header: 'Access to',
    width: 'minmax(160px, 2.4fr)',
    sortBy: 'requestedAccess',
    cell: (request) => (
      <TwoLines
        strong
        first={<DeviceText value={request.requestedAccess} kind="name" oneLine flag />}
        second={<DeviceText value={request.comments} kind="name" oneLine missing="No comments" />}
      />
    ),
  },
  {
    id: 'requester',
    header: 'Requested by',
    width: 'minmax(170px, 1.6fr)',
    from: 620,
    sortBy: 'requestedByUserPrincipalName',
    cell: (request) => (
      <DeviceText value={request.requestedByUserPrincipalName} kind="name" oneLine />
    ),
    folded: (request) => (
      <DeviceText value={request.requestedByUserPrincipalName} kind="name" oneLine />
    ),
  },
  {
    id: 'type',
    header: 'Type, duration',
    width: '150px',
    from: 900,
    cell: (request) => (
      <TwoLines
        first={
          request.kind === 'customerLockbox' ? 'Customer Lockbox' : typeWord(request.requestType)
        }
        second={hoursText(request.durationHours)}
      />
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 'minmax(150px, 1.4fr)',
    sortBy: 'status',
    cell: (request) => <StatusCell request={request} />,
  },
  {
    id: 'created',
    header: 'Requested',
    width: '120px',
    from: 760,
    sortBy: 'createdDateTime',
    cell: (request) => <When at={request.createdDateTime} />,
  },
]

const Requests = () => {
  const { id, action } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const isNew = useMatch(paths.accessRequestNew()) !== null
  const params = useListParams(requestSpec)
  const list = useList(listQuery('pamRequestList', requestListArgs(params)))
  const view = viewOf(params)
  return (
    <>
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        {...(list.total === null
          ? {}
          : { summary: `${list.total} ${list.total === 1 ? 'request' : 'requests'}` })}
      >
        <SearchBox
          label="Search access requests"
          placeholder="Task, person, comments"
          value={params.search}
          onChange={params.setSearch}
        />
        <SelectFilter
          label="View"
          all={labels.pending}
          value={params.filters.view}
          onChange={(value) => params.setFilter('view', value)}
          options={otherViews.map((value) => ({ value, label: labels[value] }))}
        />
      </FilterBar>
      <DataTable
        label="Access requests"
        list={list}
        columns={columns}
        rowHeight={56}
        rowLink={(row) => keepingSearch(paths.accessRequest(row.id), search)}
        selectedId={id}
        sort={params.sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="No request waits">
            <p>You see your own requests and those that a group of yours was asked.</p>
            <p>
              <TextLink to={`${paths.privilegedAccess('requests')}?view=all`}>Show all</TextLink>
            </p>
          </EmptyState>
        }
        noMatches={
          <NoMatches
            what={view === 'pending' ? 'requests' : `requests in this view (${labels[view]})`}
            onClear={params.clear}
          />
        }
        forbidden={<Forbidden what="access requests" right="a sign-in" roles={[]} />}
      />
      <Suspense>
        {id !== undefined && <RequestDrawer id={id} action={action} />}
        {isNew && (
          <NewRequestDialog
            onClose={(made) =>
              void navigate(
                made === undefined
                  ? keepingSearch(paths.privilegedAccess('requests'), search)
                  : `${paths.accessRequest(made.id)}${made.status === 'pending' ? '' : '?view=approved'}`,
                { replace: true },
              )
            }
          />
        )}
      </Suspense>
    </>
  )
}

const NewCommand = () => {
  const off = useIsOff()
  return (
    <CommandButton
      appearance="primary"
      icon={<AddRegular />}
      to={paths.accessRequestNew()}
      disabledReason={
        off === true ? 'Approvals are not required now, so nothing has to be asked for.' : undefined
      }
    >
      New request
    </CommandButton>
  )
}

/** Requests for privileged access, with the open one over them. */
export default function RequestsPage() {
  const isGraph = useIsGraph()
  return (
    <PamFrame
      filling={!isGraph}
      line="Who asked to use a privileged task of Exchange Online, for how long, and what was answered."
      {...(isGraph ? {} : { commands: <NewCommand /> })}
    >
      {isGraph ? (
        <Suspense>
          <NotOffered of="requests" />
        </Suspense>
      ) : (
        <>
          <OffBar />
          <Requests />
        </>
      )}
    </PamFrame>
  )
}
