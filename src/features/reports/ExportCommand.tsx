import { exportCsv, type ExportProgress } from '#src/api/export-csv.ts'
import { now } from '#src/lib/clock.ts'
import type { ElevationReport } from '#src/lib/paths.ts'
import { ExportCsvCommand } from '#src/shared/csv/ExportCsvCommand.tsx'

import { exportAsk, type ElevationParams } from './elevation-filters.ts'
import { AboutFile } from './ReportFacts.tsx'

const size = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`

/** "Writing 12,000 of 81,400 rows" */
const stepText = (progress: ExportProgress | null, total: number | null) => {
  switch (progress?.step) {
    case 'fetching':
      return progress.bytes === 0 ? 'Fetching the report' : `Fetching, ${size(progress.bytes)}`
    case 'writing': {
      const rows = progress.rows.toLocaleString('en')
      return total === null
        ? `Writing ${rows} rows`
        : `Writing ${rows} of ${total.toLocaleString('en')} rows`
    }
    case 'preparing':
    case undefined:
      return 'The report is being prepared'
  }
}

type Props = { report: ElevationReport; params: ElevationParams; total: number | null }

/** Saves exactly what the list is filtered to as CSV. */
export const ExportCommand = ({ report, params, total }: Props) => (
  <ExportCsvCommand<ExportProgress>
    name={`epm-${report}`}
    write={async (target, options) => {
      const { listed, ask } = exportAsk(report, params, now())
      const { rows } = await exportCsv('EpmElevationReportElevationEvent', ask, target, {
        ...options,
        listed,
      })
      return rows
    }}
    counted={(rows) => `${rows.toLocaleString('en')} ${rows === 1 ? 'elevation' : 'elevations'}`}
    stepText={(progress) => stepText(progress, total)}
    empty={total === 0}
  >
    <AboutFile of="events" />
  </ExportCsvCommand>
)
