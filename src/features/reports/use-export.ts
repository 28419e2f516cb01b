import { useEffect, useRef, useState } from 'react'

import { ApiError } from '#src/api/errors.ts'
import { exportCsv, type ExportProgress } from '#src/api/export-csv.ts'
import { now } from '#src/lib/clock.ts'
import type { ElevationReport } from '#src/lib/paths.ts'
import { openSaveTarget } from '#src/lib/save-file.ts'
import { toast } from '#src/ui/toasts.tsx'

import { exportAsk, type ElevationParams } from './elevation-filters.ts'

export type ExportState =
  | { kind: 'idle' }
  | { kind: 'running'; progress: ExportProgress | null }
  | { kind: 'failed'; error: ApiError }

const isAbort = (reason: unknown) => reason instanceof DOMException && reason.name === 'AbortError'

const byPerson = new DOMException('Cancelled by the person', 'AbortError')

/** Rows come a few hundred at a time; drawing each step would slow the writing. */
const drawnEvery = 100

/** An export of the list as it is filtered when it starts; leaving the page stops it. */
export const useExport = (report: ElevationReport, params: ElevationParams) => {
  const [state, setState] = useState<ExportState>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async (controller: AbortController) => {
    const { listed, ask } = exportAsk(report, params, now())
    const day = new Date(now()).toISOString().slice(0, 10)
    // First thing of the click: later the browser does not let a page ask where to save.
    const target = await openSaveTarget(`epm-${report}-${day}.csv`, 'text/csv')
    if (target === null) return
    setState({ kind: 'running', progress: null })
    let drawn = 0
    const onProgress = (progress: ExportProgress) => {
      if (progress.step === 'writing' && now() - drawn < drawnEvery) return
      drawn = now()
      setState({ kind: 'running', progress })
    }
    const { signal } = controller
    const { rows } = await exportCsv('EpmElevationReportElevationEvent', ask, target, {
      signal,
      onProgress,
      listed,
    })
    toast({
      intent: 'success',
      title: 'Exported',
      message: `${rows.toLocaleString('en')} ${rows === 1 ? 'elevation' : 'elevations'}`,
    })
  }

  const start = () => {
    if (running.current !== null) return
    const controller = new AbortController()
    running.current = controller
    run(controller)
      .then(() => setState({ kind: 'idle' }))
      .catch((reason: unknown) => {
        if (isAbort(reason)) {
          // A page that was left has nothing to say any more.
          if (controller.signal.reason === byPerson)
            toast({ intent: 'info', title: 'Export cancelled', message: 'Nothing was saved.' })
          return setState({ kind: 'idle' })
        }
        if (!(reason instanceof ApiError)) throw reason
        setState({ kind: 'failed', error: reason })
      })
      .finally(() => {
        running.current = null
      })
  }

  return {
    state,
    start,
    cancel: () => running.current?.abort(byPerson),
    forget: () => setState({ kind: 'idle' }),
  }
}
