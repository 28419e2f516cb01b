import { elevationTypeName } from '#src/shared/elevation-types.ts'
import { paths } from '#src/lib/paths.ts'
import { figure } from '#src/ui/charts/chart-data.ts'
import type { Column } from '#src/ui/table/column.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { FileName } from '#src/ui/text/FileName.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'

import { fileFilter } from './file-filter.ts'
import { aggregatedTiles } from './report-tiles.ts'
import { aggregatedLoader } from './aggregated-loader.ts'
import { applicationRows, type TypedRow } from './typed-rows.ts'
import { applicationSpec } from './typed-report.ts'
import { TypeCounts } from './TypeCounts.tsx'
import { TypedReportPage, type About } from './TypedReportPage.tsx'

const columns: readonly Column<TypedRow>[] = [
  {
    id: 'file',
    header: 'File name',
    width: 'minmax(120px, 3fr)',
    sortBy: 'fileName',
    cell: ({ fileName }) => <FileName value={fileName} />,
  },
  {
    id: 'internalName',
    header: 'Internal file name',
    width: 'minmax(130px, 2fr)',
    sortBy: 'internalName',
    from: 900,
    cell: ({ internalName }) => (
      <DeviceText value={internalName} kind="name" oneLine missing="Not reported" />
    ),
  },
  {
    id: 'version',
    header: 'File version',
    width: '130px',
    sortBy: 'version',
    from: 760,
    cell: ({ version }) => (
      <DeviceText value={version} kind="name" oneLine missing="Not reported" />
    ),
  },
  {
    id: 'publisher',
    header: 'Publisher',
    width: 'minmax(140px, 2fr)',
    sortBy: 'publisher',
    from: 560,
    cell: ({ publisher }) => (
      <DeviceText value={publisher} kind="name" oneLine flag missing="Not reported" />
    ),
    folded: ({ publisher }) => (
      <DeviceText value={publisher} kind="name" oneLine missing="Publisher not reported" />
    ),
  },
  {
    id: 'type',
    header: 'Elevation type',
    width: 'minmax(130px, 2fr)',
    sortBy: 'type',
    from: 480,
    cell: ({ counts }) => <TypeCounts counts={counts} brief />,
    folded: ({ counts }) => <TypeCounts counts={counts} />,
    foldedWhole: true,
  },
  {
    id: 'background',
    header: 'Background',
    width: '106px',
    from: 980,
    cell: ({ background }) => (background ? 'Yes' : 'No'),
  },
  {
    id: 'hash',
    header: 'Hash',
    width: '190px',
    from: 1200,
    cell: ({ hash }) => (hash === null ? 'Not reported' : <Hash value={hash} />),
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

const about: About<'EpmAggregationReportByApplication'> = {
  reportName: 'EpmAggregationReportByApplication',
  title: aggregatedTiles[0].title,
  line: aggregatedTiles[0].line,
  what: 'applications',
  one: 'application',
  fileName: 'elevations-by-application',
  spec: applicationSpec,
  kind: { id: 'elevationsByApplication', what: 'applications', columns, spec: applicationSpec },
  toRows: applicationRows,
  keyOf: ({ hash, fileName, internalName, version, publisher }) =>
    hash ?? JSON.stringify([fileName, internalName, version, publisher]),
  rowLink: (row, { type, grouping, days }) => {
    const { counts } = row
    const only = type ?? (counts.length === 1 ? counts[0]?.type : undefined)
    return paths.elevations({
      ...(only === undefined ? {} : { type: only }),
      ...fileFilter(row, grouping),
      ...days,
    })
  },
  csv: [
    { header: 'FileName', value: ({ fileName }) => fileName },
    { header: 'InternalName', value: ({ internalName }) => internalName },
    { header: 'FileVersion', value: ({ version }) => version },
    { header: 'CompanyName', value: ({ publisher }) => publisher },
    { header: 'Hash', value: ({ hash }) => hash },
    { header: 'IsBackgroundProcess', value: ({ background }) => String(background) },
    {
      header: 'ElevationType',
      value: ({ counts }) => counts.map(({ type }) => elevationTypeName(type)).join(', '),
    },
    { header: 'ElevationCount', value: ({ count }) => count },
  ],
  chartName: (row) => <FileName value={row.fileName} />,
  placeholder: 'File, publisher, version',
  hasBackground: true,
}

export const loader = aggregatedLoader(about.reportName)

export default function ApplicationsReportPage() {
  return <TypedReportPage about={about} />
}
