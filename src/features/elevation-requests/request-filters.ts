import type { ODataParams } from '#contract/odata.ts'
import {
  and,
  contains,
  eq,
  filterText,
  ge,
  instant,
  lt,
  or,
  orderBy,
  type Filter,
} from '#src/lib/odata.ts'
import type { ListParams, ListSpec, Sort } from '#src/ui/table/list-params.ts'

/** The address says nothing for `pending`, on which the queue opens. */
export const otherStatuses = [
  'approved',
  'denied',
  'expired',
  'revoked',
  'completed',
  'all',
] as const
export type StatusFilter = 'pending' | (typeof otherStatuses)[number]

export type QueueFilter = 'status' | 'requester' | 'device' | 'from' | 'to'
export type QueueParams = ListParams<QueueFilter>

/** Not a property: the queue's own order, which differs by status. */
const ownOrder = 'own'

export const queueSpec: ListSpec<QueueFilter> = {
  filters: { status: otherStatuses, requester: 'text', device: 'text', from: 'text', to: 'text' },
  sorts: [
    'applicationDetail/fileName',
    'requestedByUserPrincipalName',
    'deviceName',
    'status',
    'requestCreatedDateTime',
    'requestExpiryDateTime',
    'requestLastModifiedDateTime',
  ],
  defaultSort: { by: ownOrder, descending: false },
}

export const pageSize = 50
/** How long decided requests stay in the list, in days (epm-behaviour 7.1). */
export const keptDays = 30

const day = 24 * 60 * 60 * 1000

/** The status a reading of the address asks for. */
export const statusOf = (params: QueueParams): StatusFilter =>
  (otherStatuses as readonly string[]).includes(params.filters.status ?? '')
    ? // Just found in the list of them.
      (params.filters.status as StatusFilter)
    : 'pending'

/** Soonest to expire first while it waits, newest decision first afterwards. */
export const sortOf = (params: QueueParams): Sort => {
  if (params.sort.by !== ownOrder) return params.sort
  return statusOf(params) === 'pending'
    ? { by: 'requestExpiryDateTime', descending: false }
    : { by: 'requestLastModifiedDateTime', descending: true }
}

/** Milliseconds at which a local day (`2026-11-20`) begins, shifted by whole days; null when there is no such day. */
const localMidnight = (text: string | undefined, later = 0): number | null => {
  const [, year = '', month = '', date = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '') ?? []
  const midnight = new Date(Number(year), Number(month) - 1, Number(date))
  if (year === '' || midnight.getDate() !== Number(date)) return null
  // By date and not by hours: a day is not always 24 hours long.
  midnight.setDate(midnight.getDate() + later)
  return midnight.getTime()
}

/** What is wrong with the days of the address; null when nothing is. */
export const daysFault = ({ from, to }: QueueParams['filters']): string | null => {
  const begin = localMidnight(from)
  const end = localMidnight(to)
  if ((from !== undefined && begin === null) || (to !== undefined && end === null))
    return 'There is no such day.'
  return begin !== null && end !== null && end < begin ? 'The last day is before the first.' : null
}

const isoAt = (ms: number) => instant(new Date(ms).toISOString())

/**
 * Pending requests of any age are listed, all others of the last 30 days. These count from the beginning of the
 * current UTC day, so that the query, and with it the cache key, stays the same all day.
 */
const listed = (status: StatusFilter, now: number): Filter | undefined => {
  const pending = eq('status', 'pending')
  const recent = ge('requestCreatedDateTime', isoAt(Math.floor(now / day) * day - keptDays * day))
  if (status === 'pending') return pending
  return status === 'all' ? or(pending, recent) : and(eq('status', status), recent)
}

const containing = (property: string, text: string | undefined) => {
  const wanted = text?.trim() ?? ''
  return wanted === '' ? undefined : contains(property, wanted)
}

/** The query of the queue. */
export const queueQuery = (params: QueueParams, now: number): ODataParams => {
  const { filters } = params
  const sort = sortOf(params)
  const from = localMidnight(filters.from)
  const to = localMidnight(filters.to, 1)
  return {
    $filter: filterText(
      and(
        listed(statusOf(params), now),
        containing('requestedByUserPrincipalName', filters.requester),
        containing('deviceName', filters.device),
        from === null ? undefined : ge('requestCreatedDateTime', isoAt(from)),
        to === null ? undefined : lt('requestCreatedDateTime', isoAt(to)),
      ),
    ),
    // `$search` gives the double quote a meaning; no file name on Windows has one.
    $search: params.search.replaceAll('"', ' ').trim() || undefined,
    $orderby: orderBy(sort.by, sort.descending),
    $top: pageSize,
    $count: true,
  }
}
