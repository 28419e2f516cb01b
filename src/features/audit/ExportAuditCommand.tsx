import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download'
import { useEffect, useRef, useState } from 'react'

import { exportAuditLog } from '#src/api/audit-export.ts'
import { asApiError, type ApiError } from '#src/api/errors.ts'
import { now } from '#src/lib/clock.ts'
import { openSaveTarget } from '#src/lib/save-file.ts'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Spinner } from '#src/ui/Spinner.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { toast } from '#src/ui/toasts.tsx'

import { auditQuestion, type AuditFilter } from './audit-filter.ts'

const useStyles = makeStyles({
  running: { display: 'inline-flex', alignItems: 'center', gap: '8px', minHeight: '32px' },
  failed: { flexBasis: '100%' },
})

/** Drawing each step would slow the writing. */
const drawnEvery = 100

const eventsIn = (rows: number) => `${rows.toLocaleString('en')} ${rows === 1 ? 'event' : 'events'}`

/** Saves exactly what the list is filtered to as CSV; that it was saved is recorded. */
export const ExportAuditCommand = ({ params, empty }: { params: AuditFilter; empty: boolean }) => {
  const styles = useStyles()
  const [rows, setRows] = useState<number | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const running = useRef<AbortController | null>(null)
  // Leaving the page stops it.
  useEffect(() => () => running.current?.abort(), [])

  const run = async (controller: AbortController) => {
    const day = new Date(now()).toISOString().slice(0, 10)
    // First thing of the click: later the browser does not let a page ask where to save.
    const target = await openSaveTarget(`audit-logs-${day}.csv`, 'text/csv')
    if (target === null) return
    setError(null)
    setRows(0)
    let drawn = 0
    const onRows = (count: number) => {
      if (now() - drawn < drawnEvery) return
      drawn = now()
      setRows(count)
    }
    const written = await exportAuditLog(auditQuestion(params, now()), target, {
      signal: controller.signal,
      onRows,
    })
    toast({
      intent: 'success',
      title: 'Exported',
      message: `${eventsIn(written)}. The export is recorded.`,
    })
  }
  const start = () => {
    if (running.current !== null) return
    const controller = new AbortController()
    running.current = controller
    run(controller)
      .catch((reason: unknown) => {
        if (controller.signal.aborted) return
        setError(asApiError(reason))
      })
      .finally(() => {
        running.current = null
        setRows(null)
      })
  }
  if (rows !== null)
    return (
      <span className={styles.running}>
        <Spinner label={rows === 0 ? 'The file is being written' : `Written, ${eventsIn(rows)}`} />
        <Button onClick={() => running.current?.abort()}>Cancel export</Button>
      </span>
    )
  return (
    <>
      <CommandButton
        icon={<ArrowDownloadRegular />}
        onClick={start}
        disabledReason={empty ? 'There is nothing to export.' : undefined}
      >
        Export CSV
      </CommandButton>
      {error !== null && (
        <div className={styles.failed}>
          <FailureBar
            error={error}
            actions={<Button onClick={() => setError(null)}>Close</Button>}
          />
        </div>
      )}
    </>
  )
}
