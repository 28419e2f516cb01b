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

export const statusFilters = [
  'pending',
  'approved',
  'denied',
  'expired',
  'revoked',
  'completed',
  'all',
] as const
export type StatusFilter = (typeof statusFilters)[number]

export const sortKeys = ['file', 'requester', 'device', 'status', 'age', 'timeLeft'] as const
export type SortKey = (typeof sortKeys)[number]
export type Sort = { key: SortKey; descending: boolean }

/** What the address says about the queue. Texts are `''` when not set; `from` and `to` are local days, `2026-11-20`. */
export type QueueView = {
  status: StatusFilter
  search: string
  requester: string
  device: string
  from: string
  to: string
  /** Null: the queue's own order. */
  sort: Sort | null
}

export const pageSize = 50
/** How long decided requests stay in the list, in days (epm-behaviour 7.1). */
export const keptDays = 30

const day = 24 * 60 * 60 * 1000

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find((value) => value === text) ?? null

const dayText = (text: string | null) =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(localMidnight(text))
    ? text
    : ''

/** Milliseconds at which a local day begins; NaN when there is no such day. */
const localMidnight = (text: string): number => {
  const [year = 0, month = 0, date = 0] = text.split('-').map(Number)
  const midnight = new Date(year, month - 1, date)
  return midnight.getMonth() === month - 1 && midnight.getDate() === date
    ? midnight.getTime()
    : Number.NaN
}

const readSort = (text: string | null): Sort | null => {
  const descending = text?.startsWith('-') ?? false
  const key = oneOf(sortKeys, descending ? (text?.slice(1) ?? null) : text)
  return key === null ? null : { key, descending }
}

/** Reads the address; what it does not understand is the default, never an error. */
export const readView = (params: URLSearchParams): QueueView => ({
  status: oneOf(statusFilters, params.get('status')) ?? 'pending',
  search: (params.get('q') ?? '').slice(0, 200),
  requester: (params.get('requester') ?? '').slice(0, 200),
  device: (params.get('device') ?? '').slice(0, 200),
  from: dayText(params.get('from')),
  to: dayText(params.get('to')),
  sort: readSort(params.get('sort')),
})

/** The address of a view. Defaults are left out; parameters that are not ours stay. */
export const writeView = (params: URLSearchParams, change: Partial<QueueView>): URLSearchParams => {
  const view = { ...readView(params), ...change }
  const next = new URLSearchParams(params)
  const set = (name: string, value: string) => {
    if (value === '') next.delete(name)
    else next.set(name, value)
  }
  set('status', view.status === 'pending' ? '' : view.status)
  set('q', view.search)
  set('requester', view.requester)
  set('device', view.device)
  set('from', view.from)
  set('to', view.to)
  set('sort', view.sort === null ? '' : (view.sort.descending ? '-' : '') + view.sort.key)
  return next
}

/** Whether anything beside the status narrows the list. */
export const isNarrowed = (view: QueueView) =>
  [view.search, view.requester, view.device, view.from, view.to].some((text) => text !== '')

const orderProperty: Record<SortKey, string> = {
  file: 'applicationDetail/fileName',
  requester: 'requestedByUserPrincipalName',
  device: 'deviceName',
  status: 'status',
  age: 'requestCreatedDateTime',
  timeLeft: 'requestExpiryDateTime',
}

/** Age grows as the date of creation falls, so that its direction is turned round on the wire. */
const orderOf = (view: QueueView) => {
  if (view.sort !== null) {
    const { key, descending } = view.sort
    return orderBy(orderProperty[key], key === 'age' ? !descending : descending)
  }
  return view.status === 'pending'
    ? `${orderBy('requestExpiryDateTime', false)},${orderBy('requestCreatedDateTime', false)}`
    : orderBy('requestLastModifiedDateTime', true)
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

/** The query of a view. */
export const queueQuery = (view: QueueView, now: number): ODataParams => {
  const from = view.from === '' ? null : localMidnight(view.from)
  return {
    $filter: filterText(
      and(
        listed(view.status, now),
        view.requester === ''
          ? undefined
          : contains('requestedByUserPrincipalName', view.requester.trim()),
        view.device === '' ? undefined : contains('deviceName', view.device.trim()),
        from === null ? undefined : ge('requestCreatedDateTime', isoAt(from)),
        view.to === '' ? undefined : lt('requestCreatedDateTime', isoAt(endOfLocalDay(view.to))),
      ),
    ),
    $search: view.search.trim() === '' ? undefined : searchText(view.search.trim()),
    $orderby: orderOf(view),
    $top: pageSize,
    $count: true,
  }
}

/** The next local midnight: a day is not always 24 hours long. */
const endOfLocalDay = (text: string) => {
  const end = new Date(localMidnight(text))
  end.setDate(end.getDate() + 1)
  return end.getTime()
}

/** `$search` gives the double quote a meaning; no file name on Windows has one. */
const searchText = (text: string) => text.replaceAll('"', ' ').trim() || undefined
