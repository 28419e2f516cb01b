import { innerCodes, type GraphErrorDetail } from '#contract/errors.ts'

import type { ApiFailure, ClientErrorKind, CommonKind, Wording } from './result.ts'

export type ApiErrorKind = 'refused' | ClientErrorKind

/** What a person reads when a call failed. `title` is one short phrase, `message` one or two sentences. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly kind: ApiErrorKind
  readonly title: string
  /** Null when no answer came. */
  readonly status: number | null
  readonly code: string | undefined
  /** Match these (`innerCodes`), never messages. */
  readonly innerCode: string | undefined
  readonly details: readonly GraphErrorDetail[]
  readonly requestId: string
  /** The resource as it is now (409, 412). */
  readonly current: unknown
  /** Milliseconds the service asked to wait, or null. */
  readonly retryAfter: number | null
  /** For the log, not for the screen. */
  readonly detail: string | undefined

  constructor(failure: ApiFailure) {
    const { title, message } = wording(failure)
    super(message)
    this.title = title
    this.status = failure.status
    this.requestId = failure.requestId
    if (failure.type === 'clientError') {
      this.kind = failure.kind
      this.details = []
      this.retryAfter = null
      this.detail = failure.detail
    } else {
      const inner = failure.error?.innerError ?? failure.error?.innererror
      this.kind = 'refused'
      this.code = failure.error?.code
      this.innerCode = inner?.code
      this.requestId = inner?.['request-id'] ?? failure.requestId
      this.details = failure.error?.details ?? []
      this.current = failure.error?.current
      this.retryAfter = failure.retryAfter
    }
  }

  /** Somebody else changed the thing first: a state of the page, not a toast. */
  get isConflict() {
    return this.status === 409 || this.status === 412
  }
}

const clientWording: Record<CommonKind, Wording> = {
  offline: {
    title: 'You are offline',
    message: 'Nothing was sent. Try again when the connection is back.',
  },
  network: {
    title: 'The service did not answer',
    message: 'The connection failed. Check the network and try again.',
  },
  timeout: {
    title: 'The service did not answer in time',
    message: 'It may be busy. Try again in a moment.',
  },
  unknownOutcome: {
    title: 'Sent, but no answer came back',
    message:
      'It is not known whether the change was made. Look at the current state before sending it again.',
  },
  notRecorded: {
    title: 'Not recorded',
    message:
      'No answer came back, and nothing had been recorded when we looked. You can send it again.',
  },
  notJson: {
    title: 'The answer could not be read',
    message: 'Something between this page and the service answered in its place, or it has failed.',
  },
  shape: {
    title: 'The answer was not as expected',
    message: 'The service sent data this version of the console does not understand.',
  },
  foreignLink: {
    title: 'A link was not followed',
    message: 'The service pointed to an address that this page does not open.',
  },
}

const statusWording: Record<number, { title: string; message: string }> = {
  400: { title: 'The service did not accept this', message: 'Check what was entered.' },
  401: { title: 'Your session has ended', message: 'Sign in again to go on.' },
  403: { title: 'Not permitted', message: 'Your roles do not allow this.' },
  404: { title: 'Not found', message: 'It does not exist, or your scope does not include it.' },
  409: { title: 'Changed by somebody else', message: 'Look at the current state first.' },
  412: { title: 'Changed by somebody else', message: 'Look at the current state first.' },
  413: { title: 'Too large', message: 'The service does not accept this much at once.' },
  422: { title: 'The service did not accept this', message: 'Check what was entered.' },
  428: { title: 'Not saved', message: 'Reload the page and make the change again.' },
  429: { title: 'Too many requests', message: 'Wait a moment and try again.' },
  503: { title: 'The service is not available', message: 'Try again in a moment.' },
}

const innerTitles: Record<string, string> = {
  [innerCodes.alreadyDecided]: 'Already decided',
  [innerCodes.ownRequest]: 'Your own request',
  [innerCodes.requestExpired]: 'The request has expired',
  [innerCodes.auditUnavailable]: 'Not done: it could not be recorded',
  // Still true once the person has signed in again and not yet sent it again.
  [innerCodes.freshSignInRequired]: 'Not done: your sign-in was too long ago',
  [innerCodes.settingInUse]: 'Still in use',
  [innerCodes.roleInUse]: 'Still in use',
  [innerCodes.scopeTagInUse]: 'Still in use',
  [innerCodes.lastAdministrator]: 'The last administrator',
  [innerCodes.policyExists]: 'There is one already',
  [innerCodes.policyLimit]: 'No room for another',
  [innerCodes.groupUsedElsewhere]: 'The group has another use',
  [innerCodes.duplicateName]: 'This name is taken',
}

const wording = (failure: ApiFailure): Wording => {
  if (failure.type === 'clientError') {
    if (failure.wording !== undefined) return failure.wording
    return clientWording[failure.kind]
  }
  const known = statusWording[failure.status] ?? {
    title: 'The service failed',
    message: 'Try again. If it goes on, give the request id to support.',
  }
  const inner = (failure.error?.innerError ?? failure.error?.innererror)?.code
  const ended = failure.status === 401 && inner !== innerCodes.freshSignInRequired
  const message = ended ? known.message : failure.error?.message || known.message
  return { title: (inner !== undefined && innerTitles[inner]) || known.title, message }
}

/** Anything thrown, as an ApiError; other exceptions are shown as a fault of the page itself. */
export const asApiError = (reason: unknown): ApiError | null =>
  reason instanceof ApiError ? reason : null
