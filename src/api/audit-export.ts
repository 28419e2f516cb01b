import { apiBase } from '#contract/endpoint.ts'
import { GraphError } from '#contract/errors.ts'
import { now } from '#src/lib/clock.ts'
import type { SaveTarget } from '#src/lib/save-file.ts'

import { endpointOf } from './api.ts'
import { ApiError } from './errors.ts'
import { exportFailure } from './export-job.ts'
import { retryAfterOf } from './retry.ts'

type Ask = { filter?: string | undefined; search?: string | undefined }

const refusal = async (response: Response): Promise<ApiError> => {
  const body: unknown = await response.json().catch(() => null)
  const parsed = GraphError.safeParse(body)
  return new ApiError({
    type: 'error',
    error: parsed.success ? parsed.data.error : null,
    status: response.status,
    requestId: response.headers.get('request-id') ?? '',
    etag: null,
    retryAfter: retryAfterOf(response.headers, now()),
  })
}

/** Counts records of a CSV as it passes; a line break inside quotes ends none. */
const recordCounter = () => {
  let quotes = 0
  let records = 0
  return {
    read: (text: string) => {
      for (const letter of text) {
        if (letter === '"') quotes += 1
        else if (letter === '\n' && quotes % 2 === 0) records += 1
      }
    },
    /** Without the line of headings. */
    rows: () => Math.max(0, records - 1),
  }
}

/**
 * Saves the events of a filter as the service writes them, guarded cells and all, without holding them in the page. Throws
 * ApiError, or AbortError when cancelled; then the target holds nothing.
 */
export const exportAuditLog = async (
  ask: Ask,
  target: SaveTarget,
  { signal, onRows }: { signal: AbortSignal; onRows: (rows: number) => void },
): Promise<number> => {
  const counter = recordCounter()
  try {
    const { method, path } = await endpointOf('auditExport')
    const response = await globalThis.fetch(globalThis.location.origin + apiBase + path, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-EPM-Request': '1' },
      body: JSON.stringify(ask),
      credentials: 'same-origin',
      redirect: 'error',
      cache: 'no-store',
      signal,
    })
    if (!response.ok) throw await refusal(response)
    const reader = response.body
      ?.pipeThrough(new TextDecoderStream('utf-8', { ignoreBOM: true }))
      .getReader()
    for (;;) {
      const next = await reader?.read()
      if (next === undefined || next.done) break
      counter.read(next.value)
      await target.write(next.value)
      onRows(counter.rows())
    }
    await target.close()
    return counter.rows()
  } catch (reason) {
    await target.abort().catch(() => undefined)
    if (signal.aborted) throw new DOMException('Cancelled', 'AbortError')
    throw reason instanceof ApiError ? reason : exportFailure('network', 'auditExport')
  }
}
