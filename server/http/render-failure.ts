import type { GraphError } from '#contract/errors.ts'

import { GraphFailure } from './graph-failure.ts'

export type RequestIds = { requestId: string; clientRequestId: string }

const storeUnavailable = new GraphFailure(
  503,
  'ServiceUnavailable',
  'The database cannot be written at the moment. Nothing was changed.',
  { innerCode: 'storeUnavailable' },
)

/** Codes of SQLite and PostgreSQL that mean: full, read-only, broken or locked, and not a mistake of ours. */
const outOfOrder = /^(SQLITE_(FULL|READONLY|IOERR|BUSY|CANTOPEN)|53\d{3}$|57P0|25006$|08\d{3}$)/

/** What a thrown value means to the caller. Anything we did not foresee is a 500 that tells nothing of the inside. */
export const toGraphFailure = (thrown: unknown): GraphFailure => {
  if (thrown instanceof GraphFailure) return thrown
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
