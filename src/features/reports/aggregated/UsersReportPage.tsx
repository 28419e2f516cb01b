import { useDeferredValue, useMemo } from 'react'

import { useConfig } from '#src/api/session.ts'
import { now } from '#src/lib/clock.ts'
import { paths } from '#src/lib/paths.ts'
import { figure } from '#src/ui/charts/chart-data.ts'
import { ShareBars } from '#src/ui/charts/ShareBars.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import type { ListKind } from '#src/ui/table/list-kind.ts'
import { ListTools } from '#src/ui/table/ListTools.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { NotUnderstood } from '../NotUnderstood.tsx'
import { OverTime } from '../OverTime.tsx'
import { AboutFigures } from '../ReportFacts.tsx'
import { useAggregatedStyles } from './aggregated-styles.ts'
import { aggregatedLoader } from './aggregated-loader.ts'
import { chosenDays, daysFilter, daysInWords } from './days.ts'
import { DaysFilter } from './DaysFilter.tsx'
import { EmptyAggregation } from './EmptyAggregation.tsx'
import {
  ChartFrame,
  drawnOf,
  ReportBody,
  ReportCommands,
  tableProps,
  Totals,
} from './ReportBody.tsx'
import type { CsvColumn } from './report-csv.ts'
import { useReportList } from './use-report-list.ts'
import {
  busiestUsers,
  filterUsers,
  sortUsers,
  userSeries,
  userSpec,
  userTotals,
} from './user-report.ts'
import { downLevelPeople, userRows, userStates, userStateWords, type UserRow } from './user-rows.ts'
import { UserStateSign } from './UserStateSign.tsx'

const reportName = 'EpmAggregationReportByUser'

const User = ({ user }: { user: string | null }) => (
  <DeviceText value={user} kind="name" oneLine flag missing="No user reported" />
)

const columns: readonly Column<UserRow>[] = [
  {
    id: 'user',
    header: 'User',
    width: 'minmax(180px, 3fr)',
    sortBy: 'user',
    cell: ({ user }) => <User user={user} />,
  },
  {
    id: 'state',
    header: 'Elevations are',
    width: '220px',
    from: 720,
    cell: ({ state }) => <UserStateSign state={state} />,
    folded: ({ state }) => <UserStateSign state={state} />,
  },
  {
    id: 'unmanaged',
    header: 'Unmanaged',
    width: '110px',
    sortBy: 'unmanaged',
    align: 'end',
    cell: ({ unmanaged }) => figure(unmanaged),
  },
  {
    id: 'managed',
    header: 'Managed',
    width: '100px',
    sortBy: 'managed',
    align: 'end',
    from: 480,
    cell: ({ managed }) => figure(managed),
  },
  {
    id: 'total',
    header: 'Total',
    width: '90px',
    sortBy: 'total',
    align: 'end',
    from: 480,
    cell: ({ total }) => figure(total),
  },
]
const kind: ListKind<UserRow> = {
  id: 'elevationsByUser',
  what: 'users',
  columns,
  spec: userSpec,
}
const csv: readonly CsvColumn<UserRow>[] = [
  { header: 'Upn', value: ({ user }) => user },
  { header: 'UnmanagedCount', value: ({ unmanaged }) => unmanaged },
  { header: 'ManagedCount', value: ({ managed }) => managed },
  { header: 'TotalCount', value: ({ total }) => total },
]
const stateOptions = userStates.map((value) => ({ value, label: userStateWords[value] }))

export const loader = aggregatedLoader(reportName)

/** Who elevates, managed or not; a row opens the applications of its user. */
export default function UsersReportPage() {
  const styles = useAggregatedStyles()
  const params = useListParams(userSpec)
  const { filters, search, sort } = params
  const offered = useConfig().data?.reports.aggregationDates === true
  const { range, from, to } = filters
  const days = useMemo(
    () => (offered ? chosenDays({ range, from, to }, now()) : {}),
    [offered, range, from, to],
  )
  const sortRows = useMemo(() => sortUsers(sort), [sort])
  const filterRows = useMemo(() => filterUsers({ filters, search }), [filters, search])
  const view = useMemo(
    () => ({ toRows: userRows, sort: sortRows, filter: filterRows }),
    [sortRows, filterRows],
  )
  const report = useReportList(reportName, { filter: daysFilter(days) }, view)
  const { rows, total } = report.list
  const files = (user: string | null) =>
    user === null ? paths.elevations({ user: '', ...days }) : paths.userApplications(user, days)
  return (
    <Page filling>
      <PageHeader
        title="Elevation report by user"
        line={
          <>
            Adds up {daysInWords(days)}.{' '}
            <AboutFigures>
              Who elevates what no rule covers, and who could be a standard user. What was denied is
              in none of the counts.
            </AboutFigures>
          </>
        }
        commands={<ReportCommands report={report} name="elevations-by-user" csv={csv} />}
      />
      <FilterBar
        folds
        isFiltered={params.isFiltered}
        onClear={params.clear}
        summary={
          total === null
            ? undefined
            : `${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'user' : 'users'}`
        }
        tools={<ListTools list={kind} />}
      >
        <SearchBox label="Search users" value={search} onChange={params.setSearch} />
        <SelectFilter
          label="Elevations are"
          all="All"
          value={filters.state}
          onChange={(state) => params.setFilter('state', state)}
          options={stateOptions}
        />
        <DaysFilter offered={offered} value={filters} onChange={params.setFilters} />
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={filters.accounts === 'people'}
            onChange={({ target }) =>
              params.setFilter('accounts', target.checked ? 'people' : undefined)
            }
          />
          Hide Windows’ own accounts
        </label>
      </FilterBar>
      <NotUnderstood spec={userSpec} />
      <OverTime
        id={kind.id}
        narrowed={{
          days,
          kinds: 'elevated',
          others: [
            ...(search === '' ? [] : ['the search']),
            ...(filters.state === undefined ? [] : ['the kind of user']),
            ...(filters.accounts === undefined ? [] : ['Windows’ own accounts']),
          ],
        }}
      />
      <ReportBody
        report={report}
        totals={<UserTotals rows={rows} />}
        renderChart={(beside) => <Busiest rows={rows} beside={beside} />}
        table={
          <DataTable
            {...tableProps(
              report,
              params,
              'users',
              <EmptyAggregation days={days} onClear={params.clear} />,
            )}
            label="Elevation report by user"
            columns={columns}
            listId={kind.id}
            rowLink={({ user }) => files(user)}
          />
        }
      />
    </Page>
  )
}

const UserTotals = ({ rows }: { rows: readonly UserRow[] }) => {
  const named = useMemo(() => downLevelPeople(rows), [rows])
  return (
    <>
      <Totals sums={useMemo(() => userTotals(rows), [rows])} />
      {named > 0 && (
        <p>
          {named === 1
            ? '1 is a down-level name as a device writes it'
            : `${named.toLocaleString('en')} are down-level names as devices write them`}
          ; the same person may stand in two groups.
        </p>
      )}
    </>
  )
}

const Busiest = ({ rows, beside }: { rows: readonly UserRow[]; beside: boolean }) => {
  // The table comes first.
  const later = useDeferredValue(rows)
  const bars = useMemo(() => busiestUsers(later), [later])
  const title = drawnOf(bars.length, later.length, 'users')
  return (
    <ChartFrame title={title} beside={beside}>
      <ShareBars
        label={title}
        nameHeader="User"
        countHeader="Elevations"
        series={userSeries}
        rows={bars.map(({ row, counts }) => ({
          id: row.id,
          name: <User user={row.user} />,
          counts,
        }))}
      />
    </ChartFrame>
  )
}
