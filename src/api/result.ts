import type { GraphError } from '#contract/errors.ts'

export type AnswerHead = {
  status: number
  /** Server's id when it sent one, else the one we sent. */
  requestId: string
  etag: string | null
  /** Milliseconds from `Retry-After`, or null. */
  retryAfter: number | null
}

/**
 * - `offline`: never sent.
 * - `network`: a read got no answer.
 * - `unknownOutcome`: a change left, and no (readable) answer says what became of it (R5).
 * - `timeout`: a read took longer than the client waits.
 * - `notJson`, `shape`: an answer came that is not what the contract says.
 * - `notRecorded`: no answer came to a change, and a later look found that nothing was recorded.
 * - `foreignLink`: a link left the configured origin and was not followed (R46).
 * - `reportFailed`: the service could not make a report.
 * - `fileBlocked`, `fileGone`, `fileBroken`: a report was made, but its file could not be fetched, was no longer there, or is
 *   not what it should be.
 * - `tooMuch`: a report is too large to be held in the page.
 * - `notOffered`: the backend does not have this.
 */
export type ClientErrorKind = CommonKind | RareKind

/** Kinds whose words every page may need. */
export type CommonKind =
  | 'offline'
  | 'network'
  | 'unknownOutcome'
  | 'notRecorded'
  | 'timeout'
  | 'notJson'
  | 'shape'
  | 'foreignLink'

/** Kinds whose words come with the failure, because few pages need them. */
export type RareKind = ReportKind | 'notOffered'
export type ReportKind = 'reportFailed' | 'fileBlocked' | 'fileGone' | 'fileBroken' | 'tooMuch'
export type Wording = { title: string; message: string }

export type ApiFailure =
  | ({ type: 'error'; error: GraphError['error'] | null } & AnswerHead)
  | ({
      type: 'clientError'
      /** For people who repair it: endpoint, and zod path for `shape`. */
      detail: string
      status: number | null
      requestId: string
    } & ({ kind: CommonKind; wording?: undefined } | { kind: RareKind; wording: Wording }))

export type ApiSuccess<T> = { type: 'success'; data: T } & AnswerHead
export type ApiResult<T> = ApiSuccess<T> | ApiFailure
