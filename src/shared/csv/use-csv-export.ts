import { useEffect, useRef, useState } from 'react'

import { ApiError } from '#src/api/errors.ts'
import { now } from '#src/lib/clock.ts'
import { openSaveTarget, type SaveTarget } from '#src/lib/save-file.ts'
import { toast } from '#src/ui/toasts.tsx'

export type CsvExport<P> = {
  /** Of the file; the day and `.csv` come after it. */
  name: string
  /** Writes everything as it is filtered when it starts; answers how many rows. Rejects when `signal` aborts. */
  write: (
    target: SaveTarget,
    options: { signal: AbortSignal; onProgress: (progress: P) => void },
  ) => Promise<number>
  /** "12 elevations" */
  counted: (rows: number) => string
}

type ExportState<P> =
  { kind: 'idle' } | { kind: 'running'; progress: P | null } | { kind: 'failed'; error: ApiError }

const byPerson = new DOMException('Cancelled by the person', 'AbortError')

/** Rows come a few hundred at a time; drawing each step would slow the writing. */
const drawnEvery = 100

/** One export at a time; leaving the page stops it. */
export const useCsvExport = <P>({ name, write, counted }: CsvExport<P>) => {
  const [state, setState] = useState<ExportState<P>>({ kind: 'idle' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = async ({ signal }: AbortController) => {
    const day = new Date(now()).toISOString().slice(0, 10)
    // First thing of the click: later the browser does not let a page ask where to save.
    const target = await openSaveTarget(`${name}-${day}.csv`, 'text/csv')
    if (target === null) return
    setState({ kind: 'running', progress: null })
    let drawn = 0
    const onProgress = (progress: P) => {
      if (now() - drawn < drawnEvery) return
      drawn = now()
      setState({ kind: 'running', progress })
    }
    const rows = await write(target, { signal, onProgress })
    toast({ intent: 'success', title: 'Exported', message: counted(rows) })
  }

  const start = () => {
    if (running.current !== null) return
    const controller = new AbortController()
    const { signal } = controller
    running.current = controller
    run(controller)
      .then(() => setState({ kind: 'idle' }))
      .catch((reason: unknown) => {
        if (signal.aborted) {
          // A page that was left has nothing to say any more.
          if (signal.reason === byPerson)
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
