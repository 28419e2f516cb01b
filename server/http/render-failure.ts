import type { GraphError } from '#contract/errors.ts'

import { OutcomeUnknown } from '../store/postgres/failures.ts'
import { GraphFailure } from './graph-failure.ts'

export type RequestIds = { requestId: string; clientRequestId: string }

const storeUnavailable = new GraphFailure(
  503,
  'ServiceUnavailable',
  'The database cannot be written at the moment. Nothing was changed.',
  { innerCode: 'storeUnavailable', headers: { 'Retry-After': '5' } },
)

const outcomeUnknown = new GraphFailure(
  504,
  'GatewayTimeout',
  'The database did not answer. It is not known whether the change was stored: look at the current state before sending it again.',
  { innerCode: 'outcomeUnknown' },
)

/**
 * Codes of SQLite and PostgreSQL that mean: full, read-only, broken, locked, too slow or in each other's way, and not a mistake
 * of ours. All of them undo the transaction. Nothing is tried again from here: whether a decision still is wanted is the caller's
 * question.
 */
const outOfOrder =
  /^(SQLITE_(FULL|READONLY|IOERR|BUSY|CANTOPEN)|53\d{3}$|57P0|57014$|55P03$|40001$|40P01$|25006$|25P0[34]$|28\w{3}$|3D000$|08\d{3}$)/

/** What a thrown value means to the caller. Anything we did not foresee is a 500 that tells nothing of the inside. */
export const toGraphFailure = (thrown: unknown): GraphFailure => {
  if (thrown instanceof GraphFailure) return thrown
  if (thrown instanceof OutcomeUnknown) return outcomeUnknown
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null
  if (typeof code === 'string' && outOfOrder.test(code)) return storeUnavailable
  return new GraphFailure(
    500,
    'InternalServerError',
    'The service made a mistake. Give the request id to whoever runs it.',
  )
}

/** Graph's error envelope (graph-contract 8). */
export const renderFailure = (failure: GraphFailure, ids: RequestIds, now: Date): Response => {
  const { innerCode, details, current, headers } = failure.options
  const body: GraphError = {
    error: {
      code: failure.code,
      message: failure.message,
      ...(details ? { details } : {}),
      innerError: {
        ...(innerCode === undefined ? {} : { code: innerCode }),
        date: now.toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
      ...(current === undefined ? {} : { current }),
    },
  }
  return new Response(JSON.stringify(body), {
    status: failure.status,
    headers: {
      ...headers,
      ...(failure.status === 401 && !headers?.['WWW-Authenticate']
        ? { 'WWW-Authenticate': 'Bearer realm="EPM Console"' }
        : {}),
      'Content-Type': 'application/json; charset=utf-8',
    },
  })
}
