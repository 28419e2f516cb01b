import { useMemo } from 'react'
import { useSearchParams } from 'react-router-dom'

import { useConfig } from '#src/api/session.ts'
import { now } from '#src/lib/clock.ts'
import { paths } from '#src/lib/paths.ts'
import { elevationTypeName } from '#src/shared/elevation-types.ts'
import { figure } from '#src/ui/charts/chart-data.ts'
import { ShareBars } from '#src/ui/charts/ShareBars.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { EmptyState, NotFound } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import type { ListKind } from '#src/ui/table/list-kind.ts'
import { ListTools } from '#src/ui/table/ListTools.tsx'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams, type UsedListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { FileName } from '#src/ui/text/FileName.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { NotUnderstood } from '../NotUnderstood.tsx'
import { OverTime } from '../OverTime.tsx'
import { chosenDays, daysFilter, daysInWords } from './days.ts'
import { userFileFilter } from './file-filter.ts'
import { DaysFilter } from './DaysFilter.tsx'
import {
  ChartFrame,
  drawnOf,
  ReportBody,
  ReportCommands,
  tableProps,
  Totals,
} from './ReportBody.tsx'
import type { CsvColumn } from './report-csv.ts'
import { typeOptions } from './typed-report.ts'
import { useReportList } from './use-report-list.ts'
import {
  filterUserFiles,
  largestFiles,
  sortUserFiles,
  userFileSpec,
  type UserFileFilter,
} from './user-report.ts'
import { userFileRows, type UserFileLine, type UserFileRow } from './user-rows.ts'

const columns: readonly Column<UserFileRow>[] = [
  {
    id: 'file',
    header: 'File name',
    width: 'minmax(120px, 3fr)',
    sortBy: 'fileName',
    cell: ({ fileName, version }) => (
      <TwoLines
        first={<FileName value={fileName} />}
        second={<DeviceText value={version} kind="name" oneLine missing="No version reported" />}
      />
    ),
  },
  {
    id: 'publisher',
    header: 'Publisher',
    width: 'minmax(140px, 2fr)',
    sortBy: 'publisher',
    from: 640,
    cell: ({ publisher }) => (
      <DeviceText value={publisher} kind="name" oneLine flag missing="Not reported" />
    ),
  },
  {
    id: 'device',
    header: 'Device',
    width: 'minmax(120px, 2fr)',
    sortBy: 'device',
    from: 760,
    cell: ({ device }) => <DeviceText value={device} kind="name" oneLine missing="Not reported" />,
  },
  {
    id: 'type',
    header: 'Elevation type',
    width: '150px',
    sortBy: 'type',
    from: 480,
    cell: ({ type }) => <DeviceText value={elevationTypeName(type)} kind="name" oneLine />,
    folded: ({ type }) => <DeviceText value={elevationTypeName(type)} kind="name" oneLine />,
  },
  {
    id: 'count',
    header: 'Elevation count',
    width: '124px',
    sortBy: 'count',
    align: 'end',
    cell: ({ count }) => figure(count),
  },
]
const kind: ListKind<UserFileRow> = {
  id: 'applicationsOfUser',
  what: 'applications',
  columns,
  spec: userFileSpec,
}
const csv: readonly CsvColumn<UserFileRow>[] = [
  { header: 'FileName', value: ({ fileName }) => fileName },
  { header: 'FileVersion', value: ({ version }) => version },
  { header: 'Publisher', value: ({ publisher }) => publisher },
  { header: 'HashValue', value: ({ hash }) => hash },
  { header: 'DeviceName', value: ({ device }) => device },
  { header: 'ElevationType', value: ({ type }) => elevationTypeName(type) },
  { header: 'MonthElevationCount', value: ({ count }) => count },
]
const select = [
  'DeviceName',
  'ElevationType',
  'FileName',
  'FileVersion',
  'HashValue',
  'MonthElevationCount',
  'Publisher',
  'UserName',
] as const

/** `/epm/reports/users/applications?user=…` */
export default function UserApplicationsPage() {
  const params = useListParams(userFileSpec)
  const { user } = params.filters
  if (user === undefined)
    return (
      <Page>
        <PageHeader title="Applications of a user" />
        <NotFound
          what="user"
          backTo={{ to: paths.aggregatedReport('users'), label: 'Go to the report by user' }}
        />
      </Page>
    )
  return <Applications user={user} params={params} />
}

type Props = { user: string; params: UsedListParams<UserFileFilter> }

const Applications = ({ user, params: all }: Props) => {
  const [, setAddress] = useSearchParams()
  // Who it is about is not a filter that could be cleared.
  const clear = () =>
    setAddress((now) => {
      const next = new URLSearchParams({ user })
      const sorted = now.get('sort')
      if (sorted !== null) next.set('sort', sorted)
      return next
    })
  const { filters, search, sort } = all
  const isFiltered = search !== '' || Object.keys(filters).some((name) => name !== 'user')
  const params = { ...all, clear, isFiltered }
  const offered = useConfig().data?.reports.aggregationDates === true
  const { range, from, to } = filters
  const days = useMemo(
    () => (offered ? chosenDays({ range, from, to }, now()) : {}),
    [offered, range, from, to],
  )
  const toRows = useMemo(
    () => (lines: readonly UserFileLine[]) => userFileRows(lines, user),
    [user],
  )
  const sortRows = useMemo(() => sortUserFiles(sort), [sort])
  const filterRows = useMemo(() => filterUserFiles({ filters, search }), [filters, search])
  const view = useMemo(
    () => ({ toRows, sort: sortRows, filter: filterRows }),
    [toRows, sortRows, filterRows],
  )
  // The search keeps the file small where the backend narrows by it; whose rows they are is decided in the page.
  const report = useReportList(
    'EpmAggregationReportByUserAppByMonth',
    { filter: daysFilter(days), search: user, select },
    view,
  )
  const { rows, total } = report.list
  const chart = useMemo(() => largestFiles(rows), [rows])
  const chartTitle = drawnOf(chart.bars.length, chart.files, 'applications')
  return (
    <Page filling>
      <PageHeader
        title={`Applications of ${user}`}
        line={
          <>
            What this user elevated, by file and device, in {daysInWords(days)}.{' '}
            <TextLink to={paths.aggregatedReport('users')}>All users</TextLink>
          </>
        }
        commands={<ReportCommands report={report} name="elevations-of-a-user" csv={csv} />}
      />
      <FilterBar
        isFiltered={isFiltered}
        onClear={clear}
        summary={
          total === null
            ? undefined
            : `${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'row' : 'rows'}`
        }
        tools={<ListTools list={kind} />}
      >
        <SearchBox label="Search applications" value={search} onChange={all.setSearch} />
        <SelectFilter
          label="Type"
          all="All"
          value={filters.type}
          onChange={(type) => all.setFilter('type', type)}
          options={typeOptions}
        />
        <SearchBox
          label="Device"
          narrow
          value={filters.device ?? ''}
          onChange={(device) => all.setFilter('device', device)}
        />
        <DaysFilter offered={offered} value={filters} onChange={all.setFilters} />
      </FilterBar>
      <NotUnderstood spec={userFileSpec} />
      <OverTime
        id={kind.id}
        narrowed={{
          days,
          type: filters.type,
          user: `"${user}"`,
          others: [
            ...(search === '' ? [] : ['the search']),
            ...(filters.device === undefined ? [] : ['device']),
          ],
        }}
      />
      <ReportBody
        report={report}
        totals={<Totals sums={chart.totals} />}
        renderChart={(beside) => (
          <ChartFrame title={chartTitle} beside={beside}>
            <ShareBars
              label={chartTitle}
              nameHeader="Application"
              countHeader="Elevations"
              series={chart.series}
              total={chart.total}
              rows={chart.bars.map(({ row, counts }) => ({
                id: row.id,
                name: <FileName value={row.fileName} />,
                counts,
              }))}
            />
          </ChartFrame>
        )}
        table={
          <DataTable
            {...tableProps(
              report,
              params,
              'applications',
              <EmptyState title="Nothing of this user is reported">
                There is no elevation of this user in {daysInWords(days)}.
              </EmptyState>,
            )}
            label={kind.what}
            columns={columns}
            listId={kind.id}
            rowHeight={56}
            rowLink={(row) =>
              paths.elevations({
                ...userFileFilter(row, user),
                ...days,
              })
            }
          />
        }
      />
    </Page>
  )
}
