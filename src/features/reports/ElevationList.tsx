import { ShieldAddRegular } from '@fluentui/react-icons/svg/shield-add'
import { lazy, Suspense, useMemo, type KeyboardEvent } from 'react'
import { Outlet, useLocation, useParams } from 'react-router-dom'

import type { Elevation } from '#contract/elevations.ts'
import type { PageLoader } from '#src/api/page.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import { now } from '#src/lib/clock.ts'
import { keepingSearch, paths, type ElevationReport } from '#src/lib/paths.ts'
import { reasonOf, ruleFlags } from '#src/shared/rule-rights.ts'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { readListParams } from '#src/ui/table/list-params.ts'
import type { ListKind } from '#src/ui/table/list-kind.ts'
import { ListTools } from '#src/ui/table/ListTools.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'

import { elevationColumns } from './elevation-columns.tsx'
import { elevationSpec } from './elevation-filters.ts'
import { elevationById, elevationList } from './elevation-queries.ts'
import { ElevationFilters } from './ElevationFilters.tsx'
import { ExportCommand } from './ExportCommand.tsx'
import { EmptyReport } from './EmptyReport.tsx'
import { NotUnderstood } from './NotUnderstood.tsx'
import { chartOfList } from './over-time-of-list.ts'
import { OverTime } from './OverTime.tsx'
import { ReportFactsInShort } from './ReportFacts.tsx'
import { reportList } from './report-list.ts'
import { mostSelected, SelectionProvider, useSelection, type Selection } from './selection.tsx'

const useStyles = makeStyles({
  commands: { display: 'inline-flex', flexWrap: 'wrap', gap: '8px' },
  // Where there is no room for the boxes there is nothing to choose; the open elevation has the command too.
  wide: { '@media (max-width: 640px)': { display: 'none' } },
})

const ElevationDrawer = lazy(async () => ({
  default: (await import('./ElevationDrawer.tsx')).ElevationDrawer,
}))

/** One for both reports: whoever puts a column away in the one does so in the other. */
const kind: ListKind<Elevation> = {
  id: 'elevations',
  what: 'elevations',
  columns: elevationColumns,
  spec: elevationSpec,
}

export const elevationLoader =
  (report: ElevationReport): PageLoader =>
  ({ queryClient, params, url }) => {
    const asked = readListParams(elevationSpec, url.searchParams)
    void queryClient.prefetchInfiniteQuery(elevationList(report, asked, now()))
    if (params['id'] !== undefined) void queryClient.prefetchQuery(elevationById(params['id']))
  }

/** A report that lists single elevations, with the open one over it. */
export const ElevationList = ({ report }: { report: ElevationReport }) => {
  const { id } = useParams()
  const { search } = useLocation()
  const params = useListParams(elevationSpec)
  const { filters, search: text, sort, isFiltered } = params
  // A preset counts from when it was chosen: a list that is read again must not become another one.
  const query = useMemo(
    () => elevationList(report, { filters, search: text, sort, isFiltered }, now()),
    [report, filters, text, sort, isFiltered],
  )
  const narrowed = useMemo(
    () => chartOfList(report, { filters, search: text }, now()),
    [report, filters, text],
  )
  const list = useList(query)
  const selection = useSelection()
  const { rows } = list
  const { title, line } = reportList[report]
  return (
    <Page filling>
      <PageHeader
        title={title}
        line={
          <>
            {line} <ReportFactsInShort />
          </>
        }
        commands={
          <>
            <ListCommands report={report} selection={selection} />
            <ExportCommand report={report} params={params} total={list.total} />
          </>
        }
      />
      <ElevationFilters
        report={report}
        params={params}
        total={list.total}
        tools={<ListTools list={kind} />}
      />
      <NotUnderstood spec={elevationSpec} />
      <OverTime id={`${report}Elevations`} narrowed={narrowed} />
      <SelectionProvider value={selection}>
        <SelectingKeys rows={rows} selection={selection}>
          <DataTable
            label={title}
            list={list}
            columns={elevationColumns}
            listId={kind.id}
            rowHeight={56}
            rowLink={(row) => keepingSearch(paths.elevation(report, row.id), search)}
            selectedId={id}
            sort={sort}
            onSort={params.setSort}
            isFiltered={isFiltered}
            empty={<EmptyReport report={report} />}
            noMatches={<NoMatches what="elevations" onClear={params.clear} />}
            forbidden={
              <Forbidden
                what="elevations"
                {...rightText('Microsoft.Intune_EpmPolicy_ViewReports')}
              />
            }
          />
        </SelectingKeys>
      </SelectionProvider>
      {id === undefined ? (
        // The rule for several chosen rows, which the router puts here.
        <Outlet />
      ) : (
        <Suspense>
          <ElevationDrawer report={report} id={id} neighbours={neighboursOf(rows, id)} />
        </Suspense>
      )}
    </Page>
  )
}

const neighboursOf = (rows: readonly Elevation[], id: string) => {
  const at = rows.findIndex((row) => row.id === id)
  return {
    previousId: at > 0 ? rows[at - 1]?.id : undefined,
    nextId: at < 0 ? undefined : rows[at + 1]?.id,
  }
}

/** What is done with the chosen rows. The places of the commands do not change with them. */
const ListCommands = ({
  report,
  selection: { ids, clear },
}: {
  report: ElevationReport
  selection: Selection
}) => {
  const { search } = useLocation()
  const styles = useStyles()
  const right = reasonOf(ruleFlags(useRights(), null).createRule)
  const count = ids.length
  return (
    <span className={count === 0 ? `${styles.commands} ${styles.wide}` : styles.commands}>
      <CommandButton
        icon={<ShieldAddRegular />}
        disabledReason={
          right ??
          (count === 0
            ? 'Select elevations in the list first: tick their boxes, or press Space on a row.'
            : count > mostSelected
              ? `At most ${mostSelected} elevations for one rule.`
              : undefined)
        }
        to={
          count === 1
            ? keepingSearch(paths.elevationRule(report, ids[0] ?? ''), search)
            : paths.elevationsRule(report, ids, search)
        }
      >
        Create a rule with these file details
      </CommandButton>
      {count > 0 && (
        <Button appearance="subtle" onClick={clear}>
          {`Clear selection (${count})`}
        </Button>
      )}
    </span>
  )
}

type KeysProps = {
  rows: readonly Elevation[]
  selection: Selection
  children: React.ReactNode
}

/** Space on a row chooses it, so that the boxes need not be in the tab order. */
const SelectingKeys = ({ rows, selection, children }: KeysProps) => {
  const onKeyDown = (event: KeyboardEvent) => {
    const place = event.target instanceof HTMLElement ? event.target.dataset['rowLink'] : undefined
    const row = place === undefined ? undefined : rows[Number(place)]
    if (event.key !== ' ' || row === undefined) return
    event.preventDefault()
    selection.toggle(row.id)
  }
  return (
    <div style={{ display: 'contents' }} onKeyDownCapture={onKeyDown}>
      {children}
    </div>
  )
}
