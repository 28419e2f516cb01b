import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise'
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import type { ReactNode } from 'react'

import { rightText } from '#src/api/rights.ts'
import { saveText } from '#src/lib/save-text.ts'
import { Button } from '#src/ui/basics.ts'
import { figure } from '#src/ui/charts/chart-data.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import { mergeClasses } from '#src/ui/styles.ts'
import type { UsedListParams } from '#src/ui/table/use-list-params.ts'
import { When } from '#src/ui/text/When.tsx'
import { useWidth } from '#src/ui/use-width.ts'

import { AboutFile } from '../ReportFacts.tsx'
import { useAggregatedStyles } from './aggregated-styles.ts'
import { reportCsv, type CsvColumn } from './report-csv.ts'
import type { ReportList } from './use-report-list.ts'

type CommandsProps<R> = { report: ReportList<R>; name: string; csv: readonly CsvColumn<R>[] }

/** Save what is filtered, and read anew. A report says of which moment it is. */
export const ReportCommands = <R,>({ report, name, csv }: CommandsProps<R>) => {
  const styles = useAggregatedStyles()
  const { list, readAt, reading, cancel } = report
  return (
    <span className={styles.reading}>
      <CommandButton
        icon={<ArrowDownloadRegular />}
        disabledReason={
          readAt === undefined
            ? 'The report has not been read yet.'
            : list.rows.length === 0
              ? 'There is no row to export.'
              : undefined
        }
        onClick={() => saveText(`${name}.csv`, reportCsv(csv, list.rows), 'text/csv;charset=utf-8')}
      >
        Export CSV
      </CommandButton>
      <CommandButton
        icon={<ArrowClockwiseRegular />}
        disabledReason={reading ? 'It is being read now.' : undefined}
        onClick={list.refresh}
      >
        Read again
      </CommandButton>
      {reading ? (
        <>
          <Spinner label="The service prepares the report" />
          <Button onClick={cancel}>Cancel</Button>
        </>
      ) : (
        readAt !== undefined && (
          <span>
            As of <When at={readAt} withExact />
          </span>
        )
      )}
      <AboutFile of="sums" />
    </span>
  )
}

/** What the tables of all these reports have in common. */
export const tableProps = <R, F extends string>(
  report: ReportList<R>,
  params: UsedListParams<F>,
  what: string,
  empty: ReactNode,
) => ({
  list: report.list,
  sort: params.sort,
  onSort: params.setSort,
  // Without any row in the whole report no filter is to blame.
  isFiltered: params.isFiltered && report.all.length > 0,
  empty,
  noMatches: <NoMatches what={what} onClear={params.clear} />,
  forbidden: <Forbidden what={what} {...rightText('Microsoft.Intune_EpmPolicy_ViewReports')} />,
})

type Props = {
  report: Pick<ReportList<unknown>, 'list' | 'cancelled'>
  table: ReactNode
  /** `<Totals>` of exactly the rows of the table. */
  totals: ReactNode
  /** A `ChartFrame` drawn of the rows of the table; both are components, so that the browser can breathe between them. */
  renderChart: (beside: boolean) => ReactNode
}

/** Sums of the rows above. */
export const Totals = ({ sums }: { sums: readonly { name: string; count: number }[] }) => (
  <dl className={useAggregatedStyles().totals} aria-label="Totals of the rows above">
    {sums.map(({ name, count }) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{figure(count)}</dd>
      </div>
    ))}
  </dl>
)

type ChartProps = { title: string; beside: boolean; children: ReactNode }

/** A chart under its title: open beside the table, folded over it where there is no room. */
export const ChartFrame = ({ title, beside, children }: ChartProps) =>
  beside ? (
    <Section level={2} title={title}>
      {children}
    </Section>
  ) : (
    <ExpandableSection level={2} title={title}>
      {children}
    </ExpandableSection>
  )

/** "Largest 8 of 310 applications": a chart says what it leaves out. */
export const drawnOf = (drawn: number, all: number, what: string) =>
  all > drawn ? `Largest ${drawn} of ${all.toLocaleString('en')} ${what}` : `All ${what}`

const roomForBoth = 1080

/** Table, totals of its rows, and the chart beside it where there is room. */
export const ReportBody = ({ report, table, totals, renderChart }: Props) => {
  const styles = useAggregatedStyles()
  const [frame, width] = useWidth()
  const { list } = report
  const beside = width !== null && width >= roomForBoth
  const hasRows = list.rows.length > 0
  return (
    <div ref={frame} className={mergeClasses(styles.body, beside && styles.beside)}>
      {report.cancelled ? (
        <EmptyState
          title="Reading was cancelled"
          actions={<Button onClick={list.refresh}>Read the report</Button>}
        >
          Nothing is shown because nothing was read.
        </EmptyState>
      ) : (
        <>
          {hasRows && !beside && renderChart(beside)}
          <div className={styles.list}>
            {table}
            {hasRows && totals}
          </div>
          {beside && (hasRows || list.loading) && (
            <div className={styles.chart}>{hasRows && renderChart(beside)}</div>
          )}
        </>
      )}
    </div>
  )
}
