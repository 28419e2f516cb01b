import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'

import type { ElevationReport } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { makeStyles } from '#src/ui/styles.ts'

import type { ElevationParams } from './elevation-filters.ts'
import { AboutFile } from './ReportFacts.tsx'
import { useExport, type ExportState } from './use-export.ts'

const useStyles = makeStyles({
  running: { display: 'inline-flex', alignItems: 'center', gap: '8px', minHeight: '32px' },
  failed: { flexBasis: '100%' },
})

const size = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`

/** "Writing 12,000 of 81,400 rows" */
const stepText = (
  { progress }: Extract<ExportState, { kind: 'running' }>,
  total: number | null,
) => {
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

/** Saves exactly what the list is filtered to as CSV, with progress and a way to stop. */
export const ExportCommand = ({ report, params, total }: Props) => {
  const styles = useStyles()
  const { state, start, cancel, forget } = useExport(report, params)
  if (state.kind === 'running')
    return (
      <span className={styles.running}>
        <Spinner label={stepText(state, total)} />
        <Button onClick={cancel}>Cancel export</Button>
      </span>
    )
  return (
    <>
      <CommandButton
        icon={<ArrowDownloadRegular />}
        onClick={start}
        disabledReason={total === 0 ? 'There is nothing to export.' : undefined}
      >
        Export CSV
      </CommandButton>
      <AboutFile of="events" />
      {state.kind === 'failed' && (
        <div className={styles.failed}>
          <FailureBar error={state.error} actions={<Button onClick={forget}>Close</Button>} />
        </div>
      )}
    </>
  )
}
