import { elevationTypeName } from '#src/shared/elevation-types.ts'
import { paths } from '#src/lib/paths.ts'
import { figure } from '#src/ui/charts/chart-data.ts'
import type { Column } from '#src/ui/table/column.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { aggregatedTiles } from './report-tiles.ts'
import { aggregatedLoader } from './aggregated-loader.ts'
import { publisherRows, type TypedRow } from './typed-rows.ts'
import { publisherSpec } from './typed-report.ts'
import { TypeCounts } from './TypeCounts.tsx'
import { TypedReportPage, type About } from './TypedReportPage.tsx'

const columns: readonly Column<TypedRow>[] = [
  {
    id: 'publisher',
    header: 'Publisher',
    width: 'minmax(120px, 3fr)',
    sortBy: 'publisher',
    cell: ({ publisher }) => (
      <DeviceText value={publisher} kind="name" oneLine flag missing="Not reported" />
    ),
  },
  {
    id: 'type',
    header: 'Elevation type',
    width: 'minmax(130px, 3fr)',
    sortBy: 'type',
    from: 480,
    cell: ({ counts }) => <TypeCounts counts={counts} brief />,
    folded: ({ counts }) => <TypeCounts counts={counts} />,
    foldedWhole: true,
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

const about: About<'EpmAggregationReportByPublisher'> = {
  reportName: 'EpmAggregationReportByPublisher',
  title: aggregatedTiles[1].title,
  line: aggregatedTiles[1].line,
  what: 'publishers',
  one: 'publisher',
  fileName: 'elevations-by-publisher',
  spec: publisherSpec,
  kind: { id: 'elevationsByPublisher', what: 'publishers', columns, spec: publisherSpec },
  toRows: publisherRows,
  keyOf: ({ publisher }) => JSON.stringify([publisher]),
  rowLink: ({ publisher, counts }, { type, days }) =>
    paths.aggregatedReport('applications', {
      publisher: `"${publisher ?? ''}"`,
      type: type ?? (counts.length === 1 ? counts[0]?.type : undefined),
      ...days,
    }),
  csv: [
    { header: 'CompanyName', value: ({ publisher }) => publisher },
    {
      header: 'ElevationType',
      value: ({ counts }) => counts.map(({ type }) => elevationTypeName(type)).join(', '),
    },
    { header: 'ElevationCount', value: ({ count }) => count },
  ],
  chartName: ({ publisher }) => (
    <DeviceText value={publisher} kind="name" oneLine flag missing="Not reported" />
  ),
  placeholder: 'Publisher',
  hasBackground: false,
}

export const loader = aggregatedLoader(about.reportName)

export default function PublishersReportPage() {
  return <TypedReportPage about={about} />
}
