import type { ExportJob, ExportJobBody } from '#contract/export-jobs.ts'
import { now } from '#src/lib/clock.ts'
import { newId } from '#src/lib/new-id.ts'

import { ApiError } from './errors.ts'
import { callOnce } from './queries.ts'
import type { CommonKind, ReportKind, Wording } from './result.ts'

export type ExportOptions = { signal?: AbortSignal | undefined }

/** A job that has its file: where it is, and the moment its rows are of (ISO). */
export type FinishedJob = { id: string; url: string; readAt: string }

const firstPause = 20
const longestPause = 5_000
/** Intune takes minutes for a large report; after this long nobody waits any more. */
const longestWait = 10 * 60_000

const words: Record<ReportKind, Wording> = {
  reportFailed: {
    title: 'The report was not made',
    message: 'The service gave it up. Ask for less, for example with a filter, or try again later.',
  },
  fileBlocked: {
    title: 'The file could not be read here',
    message: 'The report was made, but its storage does not answer this page. Try again later.',
  },
  fileGone: {
    title: 'The file is not there any more',
    message: 'A report can be fetched once and for a few hours. Ask for it again.',
  },
  fileBroken: {
    title: 'The file is incomplete',
    message: 'It ended early or was altered on its way. Ask for it again.',
  },
  tooMuch: {
    title: 'Too much to show',
    message: 'The report is too large for this page. Filter it, or export it as a file.',
  },
}
const isReportKind = (kind: CommonKind | ReportKind): kind is ReportKind =>
  Object.hasOwn(words, kind)

export const exportFailure = (kind: CommonKind | ReportKind, detail: string) => {
  const failure = { type: 'clientError', detail, status: null, requestId: newId() } as const
  return new ApiError(
    isReportKind(kind) ? { ...failure, kind, wording: words[kind] } : { ...failure, kind },
  )
}

/** Waits, or rejects with AbortError as `fetch` does. */
export const pause = (ms: number, signal: AbortSignal | undefined) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(new DOMException('Cancelled', 'AbortError'))
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted === true) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })

/** Intune can say `completed` before the address is there (seen on the wire): then the job is not finished yet. */
const finished = (job: ExportJob): FinishedJob | null =>
  job.status === 'completed' && job.url
    ? {
        id: job.id,
        url: job.url,
        readAt: job.requestDateTime ?? new Date(now()).toISOString(),
      }
    : null

/** Makes a job and asks for it, ever less often, until it has a file. Throws ApiError; AbortError when cancelled. */
export const finishExportJob = async (
  body: ExportJobBody,
  { signal }: ExportOptions = {},
): Promise<FinishedJob> => {
  const began = now()
  let job = await callOnce('exportJobCreate', { body }, signal)
  for (let wait = firstPause; ; wait = Math.min(wait * 2, longestPause)) {
    const done = finished(job)
    if (done) return done
    if (job.status === 'failed') throw exportFailure('reportFailed', job.id)
    if (now() - began > longestWait) throw exportFailure('timeout', job.id)
    await pause(wait, signal)
    job = await callOnce('exportJobGet', { path: { id: job.id } }, signal)
  }
}
