import { useMemo } from 'react'
import { useLocation, useParams } from 'react-router-dom'

import type { AuditEvent } from '#contract/audit.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText } from '#src/api/rights.ts'
import { useIsGraph } from '#src/api/session.ts'
import { useList } from '#src/api/use-list.ts'
import { now } from '#src/lib/clock.ts'
import { localToTheMinute } from '#src/lib/dates.ts'
import { keepingSearch, paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { readListParams } from '#src/ui/table/list-params.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'

import { auditListArgs, auditListSpec } from './audit-filter.ts'
import { activityOf, actorOf, reasonOf, resultOf, spaced, targetsOf } from './audit-words.ts'
import { sentencesOf } from './audit-sentences.ts'
import { AuditEventDrawer } from './AuditEventDrawer.tsx'
import { AuditFilters } from './AuditFilters.tsx'
import { ChainState } from './ChainState.tsx'
import { ExportAuditCommand } from './ExportAuditCommand.tsx'
import { ResultSign } from './ResultSign.tsx'
import { SentenceText } from './SentenceText.tsx'

const Actor = ({ event }: { event: AuditEvent }) => {
  const { name, kind, foreign } = actorOf(event)
  return (
    <TwoLines
      first={foreign ? <DeviceText value={name} kind="name" oneLine flag /> : name}
      second={<DeviceText value={kind} kind="name" oneLine />}
    />
  )
}

const Activity = ({ event }: { event: AuditEvent }) => {
  const reason = reasonOf(event)
  const activity = <DeviceText value={activityOf(event)} kind="name" oneLine />
  if (reason !== null)
    return (
      <TwoLines first={activity} second={<DeviceText value={reason} kind="text" oneLine flag />} />
    )
  // Of a policy one wants to know what became of it; of a decision its words say all.
  const changes =
    event.category === 'DeviceConfiguration' && resultOf(event).tone === 'success'
      ? sentencesOf(event)
      : []
  const [first] = changes
  if (first === undefined) return activity
  return (
    <TwoLines
      first={activity}
      second={
        <>
          <SentenceText sentence={first} oneLine />
          {changes.length > 1 && ` and ${changes.length - 1} more`}
        </>
      }
    />
  )
}

const Targets = ({ event }: { event: AuditEvent }) => {
  const [first, ...others] = targetsOf(event)
  if (first === undefined) return <>None</>
  return (
    <TwoLines
      first={<DeviceText value={first.name} kind="name" shorten={30} oneLine flag />}
      second={
        <>
          {first.type !== null && <DeviceText value={first.type} kind="name" />}
          {others.length > 0 && ` and ${others.length} more`}
        </>
      }
    />
  )
}

/** Beside the actor: not again whose session it was. */
const FirstTarget = ({ event }: { event: AuditEvent }) => {
  const [first] = targetsOf(event)
  return first === undefined || first.name === actorOf(event).name ? null : (
    <DeviceText value={first.name} kind="name" oneLine />
  )
}

const columns: readonly Column<AuditEvent>[] = [
  {
    id: 'date',
    header: 'Date',
    width: '152px',
    cell: ({ activityDateTime }) => (
      <TwoLines
        first={localToTheMinute(activityDateTime)}
        second={<When at={activityDateTime} />}
      />
    ),
  },
  {
    id: 'actor',
    header: 'Initiated by (actor)',
    width: 'minmax(250px, 2fr)',
    from: 640,
    cell: (event) => <Actor event={event} />,
    folded: (event) => <DeviceText value={actorOf(event).name} kind="name" oneLine />,
  },
  {
    id: 'activity',
    header: 'Activity',
    width: 'minmax(110px, 3fr)',
    cell: (event) => <Activity event={event} />,
  },
  {
    id: 'targets',
    header: 'Target(s)',
    width: 'minmax(230px, 2fr)',
    from: 860,
    cell: (event) => <Targets event={event} />,
    folded: (event) => <FirstTarget event={event} />,
  },
  {
    id: 'category',
    header: 'Category',
    width: '150px',
    from: 1100,
    cell: ({ category }) => <DeviceText value={spaced(category ?? '')} kind="name" oneLine />,
  },
  {
    id: 'status',
    header: 'Status',
    width: '156px',
    from: 480,
    cell: (event) => <ResultSign event={event} />,
    folded: (event) => <ResultSign event={event} />,
    foldedWhole: true,
  },
]

export const loader: PageLoader = ({ queryClient, url }) => {
  const params = readListParams(auditListSpec, url.searchParams)
  void queryClient.prefetchInfiniteQuery(listQuery('auditEventList', auditListArgs(params, now())))
}

export default function AuditLogsPage() {
  const { id } = useParams()
  const location = useLocation()
  const params = useListParams(auditListSpec)
  const isGraph = useIsGraph()
  const { filters, search } = params
  // The range is counted from when the filter was chosen: a list that is read again must not become another one.
  const query = useMemo(
    () => listQuery('auditEventList', auditListArgs({ filters, search }, now())),
    [filters, search],
  )
  const list = useList(query)
  const toEvent = (eventId: string) => keepingSearch(paths.auditEvent(eventId), location.search)
  const showAll = () => params.setFilter('range', 'all')
  return (
    <Page filling>
      <PageHeader
        title="Audit logs"
        line="Who changed or decided what, when and why. Newest first."
      />
      <ChainState />
      <AuditFilters
        params={params}
        rows={list.rows}
        summary={
          list.loading || list.error !== null
            ? undefined
            : eventsCounted(list.rows.length, list.hasMore)
        }
        tools={
          <ExportAuditCommand
            params={{ filters, search }}
            empty={!list.loading && list.error === null && list.rows.length === 0}
          />
        }
      />
      <DataTable
        label="Audit events"
        list={list}
        columns={columns}
        rowHeight={56}
        rowLink={(event) => toEvent(event.id)}
        selectedId={id}
        sort={null}
        isFiltered={params.isFiltered && !isAllTimeOnly(params)}
        empty={
          <EmptyState
            title={filters.range === 'all' ? 'Nothing is recorded' : 'Nothing in the last 30 days'}
            {...(filters.range === 'all'
              ? {}
              : { actions: <Button onClick={showAll}>Show all time</Button> })}
          >
            {isGraph
              ? 'Intune records changes of the whole tenant here and keeps them for a year.'
              : 'Every change of a policy and every decision about an elevation request is recorded here. Recording cannot be turned off.'}
          </EmptyState>
        }
        noMatches={<NoMatches what="audit events" onClear={params.clear} />}
        forbidden={<Forbidden what="audit logs" {...rightText('Microsoft.Intune_Audit_Read')} />}
      />
      {id !== undefined && (
        <AuditEventDrawer
          id={id}
          closeTo={keepingSearch(paths.auditLogs(), location.search)}
          rows={list.rows}
          toEvent={toEvent}
        />
      )}
    </Page>
  )
}

const eventsCounted = (count: number, hasMore: boolean) =>
  `${count.toLocaleString('en')}${hasMore ? '+' : ''} ${count === 1 && !hasMore ? 'event' : 'events'}`

/** All time widens the list; it is no filter under which things could be missed. */
const isAllTimeOnly = ({
  search,
  filters,
}: {
  search: string
  filters: Partial<Record<string, string>>
}) => search === '' && filters.range === 'all' && Object.keys(filters).length === 1
