import { innerCodes } from '#contract/errors.ts'

import type { FailureOptions } from './types.ts'

/** The one exception of the core: thrown anywhere below the pipeline, rendered as Graph's error envelope. */
export class GraphFailure extends Error {
  readonly status: number
  readonly code: string
  readonly options: FailureOptions

  constructor(status: number, code: string, message: string, options: FailureOptions = {}) {
    super(message)
    this.status = status
    this.code = code
    this.options = options
  }
}

export const badRequest = (message: string, target?: string) =>
  new GraphFailure(
    400,
    'BadRequest',
    message,
    target === undefined ? {} : { details: [{ code: 'invalidValue', message, target }] },
  )

/** What was to be changed is another version by now; `current` is the one there is. */
export const staleVersion = (message: string, current?: unknown) =>
  new GraphFailure(412, 'PreconditionFailed', message, {
    innerCode: innerCodes.staleVersion,
    ...(current === undefined ? {} : { current }),
  })

/** Absent and out of scope look the same (R17). */
export const notFound = (what: string) =>
  new GraphFailure(404, 'ResourceNotFound', `${what} was not found.`)
