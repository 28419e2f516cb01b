import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import type { ReactNode } from 'react'

import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { makeStyles } from '#src/ui/styles.ts'

import { useCsvExport, type CsvExport } from './use-csv-export.ts'

const useStyles = makeStyles({
  running: { display: 'inline-flex', alignItems: 'center', gap: '8px', minHeight: '32px' },
  failed: { flexBasis: '100%' },
})

type Props<P> = CsvExport<P> & {
  /** What is being done; null before the first step is known. */
  stepText: (progress: P | null) => string
  empty: boolean
  /** Why there is no file at all. */
  disabledReason?: string | undefined
  /** Beside the button. */
  children?: ReactNode
}

/** Saves exactly what a list is filtered to as CSV, with progress and a way to stop. */
export const ExportCsvCommand = <P,>({
  stepText,
  empty,
  disabledReason,
  children,
  ...csv
}: Props<P>) => {
  const styles = useStyles()
  const { state, start, cancel, forget } = useCsvExport(csv)
  if (state.kind === 'running')
    return (
      <span className={styles.running}>
        <Spinner label={stepText(state.progress)} />
        <Button onClick={cancel}>Cancel export</Button>
      </span>
    )
  return (
    <>
      <CommandButton
        icon={<ArrowDownloadRegular />}
        onClick={start}
        disabledReason={disabledReason ?? (empty ? 'There is nothing to export.' : undefined)}
      >
        Export CSV
      </CommandButton>
      {children}
      {state.kind === 'failed' && (
        <div className={styles.failed}>
          <FailureBar error={state.error} actions={<Button onClick={forget}>Close</Button>} />
        </div>
      )}
    </>
  )
}
