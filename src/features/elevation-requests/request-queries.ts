import { listQuery, q, qAllowing } from '#src/api/queries.ts'
import { eq, filterText, orderBy } from '#src/lib/odata.ts'

import { queueQuery, type QueueParams } from './request-filters.ts'

/** Endpoints that a decision changes. */
export const requestEndpoints = [
  'elevationRequestList',
  'elevationRequestCount',
  'elevationRequestGet',
  'elevationRequestGetAll',
] as const

export const queueList = (params: QueueParams, now: number) =>
  listQuery('elevationRequestList', { query: queueQuery(params, now) })

export const requestQuery = (id: string) => q('elevationRequestGet', { path: { id } })

/** The latest requests for the same bytes, this one among them. */
export const sameHashQuery = (hash: string) =>
  q('elevationRequestList', {
    query: {
      $filter: filterText(eq('applicationDetail/fileHash', hash)),
      $orderby: orderBy('requestCreatedDateTime', true),
      $top: 20,
      $count: true,
    },
  })

export const elevationsOfHashQuery = (hash: string) =>
  qAllowing(
    'elevationList',
    {
      query: {
        $filter: filterText(eq('hash', hash)),
        $orderby: orderBy('eventDateTime', true),
        $top: 50,
        $count: true,
      },
    },
    { statuses: [403], why: 'An approver need not have the right to see reports.' },
  )
