import { AddRegular } from '@fluentui/react-icons'
import { lazy, Suspense } from 'react'
import { useLocation, useMatch, useNavigate, useParams, useSearchParams } from 'react-router-dom'

import { exportList } from '#src/api/export-list.ts'
import { listQuery } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { useIsGraph } from '#src/api/session.ts'
import { useList } from '#src/api/use-list.ts'
import { now } from '#src/lib/clock.ts'
import { keepingSearch, paths } from '#src/lib/paths.ts'
import { ExportCsvCommand } from '#src/shared/csv/ExportCsvCommand.tsx'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { ListTools } from '#src/ui/table/ListTools.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { TextLink } from '#src/ui/TextLink.tsx'

import { OffBar, PamFrame, useIsOff } from './PamFrame.tsx'
import { requestLists } from './request-columns.tsx'
import { csvColumns } from './request-csv.ts'
import {
  otherViews,
  requestExportArgs,
  requestListArgs,
  requestSpec,
  viewOf,
  viewWords,
} from './request-list.ts'

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

const counted = (total: number) =>
  `${total.toLocaleString('en')} ${total === 1 ? 'request' : 'requests'}`

/** The address of the list, without what a new request began with. */
const withoutAsked = (search: string) => {
  const left = new URLSearchParams(search)
  left.delete('type')
  left.delete('access')
  return left.toString()
}

/** What somebody without the right to read all of them sees. */
const Whose = () =>
  useRights().can('Microsoft.Exchange_RoleManagement_Read') ? null : (
    <p>You see your own requests and those that a group of yours was asked.</p>
  )

const Requests = () => {
  const { id, action } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const [address] = useSearchParams()
  const isNew = useMatch(paths.accessRequestNew()) !== null
  const params = useListParams(requestSpec)
  const list = useList(listQuery('pamRequestList', requestListArgs(params)))
  const view = viewOf(params)
  const place = list.rows.findIndex((row) => row.id === id)
  const neighbour = (step: number) => {
    const other = place < 0 ? undefined : list.rows[place + step]
    return other && keepingSearch(paths.accessRequest(other.id), search)
  }
  return (
    <>
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        tools={
          <>
            <ExportCsvCommand<number>
              name="access-requests"
              write={(target, options) =>
                exportList(
                  'pamRequestList',
                  requestExportArgs(params),
                  csvColumns(now()),
                  target,
                  options,
                )
              }
              counted={counted}
              stepText={(rows) =>
                rows ? `Written, ${counted(rows)}` : 'The file is being written'
              }
              empty={list.total === 0}
            />
            <ListTools list={requestLists} />
          </>
        }
        {...(list.total === null || list.error !== null ? {} : { summary: counted(list.total) })}
      >
        <SearchBox
          label="Search access requests"
          placeholder="Task, person, comments"
          value={params.search}
          onChange={params.setSearch}
        />
        <SelectFilter
          label="View"
          all={viewWords.pending}
          value={params.filters.view}
          onChange={(value) => params.setFilter('view', value)}
          options={otherViews.map((value) => ({ value, label: viewWords[value] }))}
        />
      </FilterBar>
      <DataTable
        label="Access requests"
        list={list}
        columns={requestLists.columns}
        listId={requestLists.id}
        rowHeight={56}
        rowLink={(row) => keepingSearch(paths.accessRequest(row.id), search)}
        selectedId={id}
        sort={params.sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="No request waits">
            <Whose />
            <p>
              Answered and expired ones are in the other views.{' '}
              <TextLink to={`${paths.privilegedAccess('requests')}?view=all`}>Show all</TextLink>
            </p>
          </EmptyState>
        }
        noMatches={
          <NoMatches
            what={view === 'pending' ? 'requests' : `requests in this view (${viewWords[view]})`}
            onClear={params.clear}
          />
        }
        forbidden={<Forbidden what="access requests" right="a sign-in" roles={[]} />}
      />
      <Suspense>
        {id !== undefined && (
          <RequestDrawer id={id} action={action} previousTo={neighbour(-1)} nextTo={neighbour(1)} />
        )}
        {isNew && (
          <NewRequestDialog
            asked={{ type: address.get('type'), access: address.get('access') }}
            onClose={(made) =>
              void navigate(
                made === undefined
                  ? keepingSearch(paths.privilegedAccess('requests'), withoutAsked(search))
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
