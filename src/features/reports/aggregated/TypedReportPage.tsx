import { useDeferredValue, useMemo, type ReactNode } from 'react'

import type { ReportColumn, ReportName } from '#contract/report-names.ts'
import type { ReadRow } from '#domain/reports/read-row.ts'
import { useConfig } from '#src/api/session.ts'
import { now } from '#src/lib/clock.ts'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { ShareBars, type ShareRow } from '#src/ui/charts/ShareBars.tsx'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import type { ListKind } from '#src/ui/table/list-kind.ts'
import type { ListSpec } from '#src/ui/table/list-params.ts'
import { ListTools } from '#src/ui/table/ListTools.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'

import { NotUnderstood } from '../NotUnderstood.tsx'
import { OverTime } from '../OverTime.tsx'
import { AboutFigures } from '../ReportFacts.tsx'
import { TextFilter } from '../TextFilter.tsx'
import { useAggregatedStyles } from './aggregated-styles.ts'
import { chosenDays, daysFilter, daysInWords, type Days } from './days.ts'
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
import {
  filterTyped,
  groupingOf,
  largest,
  sortTyped,
  typedTotals,
  typeOptions,
  type TypedFilter,
} from './typed-report.ts'
import type { Grouping, TypedRow } from './typed-rows.ts'
import { useReportList } from './use-report-list.ts'

export type About<N extends ReportName> = {
  reportName: N
  title: string
  line: string
  /** "applications", "application" */
  what: string
  one: string
  fileName: string
  spec: ListSpec<TypedFilter>
  kind: ListKind<TypedRow>
  toRows: (lines: readonly ReadRow<N, ReportColumn<N>>[], grouping: Grouping) => readonly TypedRow[]
  keyOf: (row: TypedRow) => string
  rowLink: (
    row: TypedRow,
    filters: { type: string | undefined; grouping: Grouping; days: Days },
  ) => string
  csv: readonly CsvColumn<TypedRow>[]
  chartName: (row: TypedRow) => ReactNode
  placeholder: string
  hasBackground: boolean
}

/** The reports by application and by publisher: the same page over other columns. */
export const TypedReportPage = <N extends ReportName>({ about }: { about: About<N> }) => {
  const styles = useAggregatedStyles()
  const params = useListParams(about.spec)
  const { filters, search, sort } = params
  const offered = useConfig().data?.reports.aggregationDates === true
  const { range, from, to } = filters
  const days = useMemo(
    () => (offered ? chosenDays({ range, from, to }, now()) : {}),
    [offered, range, from, to],
  )
  const grouping = groupingOf(filters)
  const { toRows } = about
  const rowsOf = useMemo(
    () => (lines: readonly ReadRow<N, ReportColumn<N>>[]) => toRows(lines, grouping),
    [toRows, grouping],
  )
  const sortRows = useMemo(() => sortTyped(sort), [sort])
  const filterRows = useMemo(() => filterTyped({ filters, search }), [filters, search])
  const view = useMemo(
    () => ({ toRows: rowsOf, sort: sortRows, filter: filterRows }),
    [rowsOf, sortRows, filterRows],
  )
  const filter = daysFilter(days)
  const report = useReportList<N, ReportColumn<N>, TypedRow>(about.reportName, { filter }, view)
  const { list } = report
  const { rows } = list
  const link = (row: TypedRow) => about.rowLink(row, { type: filters.type, grouping, days })
  return (
    <Page filling>
      <PageHeader
        title={about.title}
        line={
          <>
            Adds up {daysInWords(days)}. <AboutFigures>{about.line}</AboutFigures>
          </>
        }
        commands={<ReportCommands report={report} name={about.fileName} csv={about.csv} />}
      />
      <FilterBar
        folds
        isFiltered={params.isFiltered}
        onClear={params.clear}
        summary={list.total === null ? undefined : rowsCounted(rows.length)}
        tools={<ListTools list={about.kind} />}
      >
        <SearchBox
          label={`Search ${about.what}`}
          placeholder={about.placeholder}
          value={search}
          onChange={params.setSearch}
        />
        <SelectFilter
          label="Type"
          all="All"
          value={filters.type}
          onChange={(type) => params.setFilter('type', type)}
          options={typeOptions}
        />
        {/* Where the search looks in nothing but publishers, one box is enough. */}
        {(about.one !== 'publisher' || filters.publisher !== undefined) && (
          <TextFilter
            label={about.one === 'publisher' ? 'Exact publisher' : 'Publisher'}
            value={filters.publisher ?? ''}
            onChange={(publisher) => params.setFilter('publisher', publisher)}
          />
        )}
        <DaysFilter offered={offered} value={filters} onChange={params.setFilters} />
        <SelectFilter
          label="One row for"
          all="each type"
          value={filters.rows}
          onChange={(chosen) => params.setFilter('rows', chosen)}
          options={[{ value: 'together', label: `each ${about.one}` }]}
        />
        {about.hasBackground && (
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={filters.background === 'hide'}
              onChange={({ target }) =>
                params.setFilter('background', target.checked ? 'hide' : undefined)
              }
            />
            Hide background processes
          </label>
        )}
      </FilterBar>
      <NotUnderstood spec={about.spec} />
      <OverTime
        id={about.kind.id}
        narrowed={{
          days,
          type: filters.type,
          publisher: filters.publisher,
          hidesBackground: filters.background === 'hide',
          others: search === '' ? [] : ['the search'],
        }}
      />
      <ReportBody
        report={report}
        totals={<TypedTotals rows={rows} />}
        renderChart={(beside) => <Largest rows={rows} about={about} beside={beside} />}
        table={
          <DataTable
            {...tableProps(
              report,
              params,
              about.what,
              <EmptyAggregation days={days} onClear={params.clear} />,
            )}
            label={about.title}
            columns={about.kind.columns}
            listId={about.kind.id}
            rowLink={link}
          />
        }
      />
    </Page>
  )
}

const TypedTotals = ({ rows }: { rows: readonly TypedRow[] }) => (
  <Totals sums={useMemo(() => typedTotals(rows), [rows])} />
)

type LargestProps = {
  rows: readonly TypedRow[]
  about: Pick<About<never>, 'keyOf' | 'what' | 'one' | 'chartName'>
  beside: boolean
}

const Largest = ({ rows, about, beside }: LargestProps) => {
  // The table comes first.
  const later = useDeferredValue(rows)
  const { keyOf, what, one } = about
  const { bars, things, series, total } = useMemo(() => largest(later, keyOf), [later, keyOf])
  const title = drawnOf(bars.length, things, what)
  return (
    <ChartFrame title={title} beside={beside}>
      <ShareBars
        label={title}
        nameHeader={one.replace(/^./, (letter) => letter.toUpperCase())}
        countHeader="Elevations"
        series={series}
        total={total}
        rows={bars.map(({ row, counts }): ShareRow => ({
          id: row.id,
          name: about.chartName(row),
          counts,
        }))}
      />
    </ChartFrame>
  )
}

const rowsCounted = (count: number) =>
  `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`
