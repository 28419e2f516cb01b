import { exportJob } from '#domain/audit/activity-words.ts'
import { and, contains, eq, filterText, ge, instant, lt, not, or, orderBy } from '#src/lib/odata.ts'
import { dayAfter } from '#src/ui/charts/utc-days.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

const day = 24 * 60 * 60 * 1000

/** No range in the address is the last 30 days. */
export const dateRanges = [
  { value: 'day', label: 'Last 24 hours', length: day },
  { value: 'week', label: 'Last 7 days', length: 7 * day },
  { value: 'all', label: 'All time', length: null },
] as const
export const usualRange = { label: 'Last 30 days', length: 30 * day }

export const results = [
  { value: 'Success', label: 'Carried out' },
  { value: 'Failure', label: 'Refused or failed' },
] as const

export const readReports = [{ value: 'shown', label: 'Shown' }] as const

export type AuditFilterName =
  'range' | 'from' | 'to' | 'category' | 'activity' | 'result' | 'actor' | 'object' | 'read'

export const auditListSpec: ListSpec<AuditFilterName> = {
  filters: {
    range: dateRanges.map(({ value }) => value),
    from: 'text',
    to: 'text',
    category: 'text',
    activity: 'text',
    result: results.map(({ value }) => value),
    actor: 'text',
    object: 'text',
    read: readReports.map(({ value }) => value),
  },
  sorts: [],
  defaultSort: { by: 'activityDateTime', descending: true },
}

/** What the address says. */
export type AuditFilter = Pick<ListParams<AuditFilterName>, 'filters' | 'search'>

/** A UTC day as the wire writes its beginning; undefined for what is no day. */
const beginOf = (text: string | undefined, later = 0): string | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? '')) return undefined
  const begin = `${dayAfter(text ?? '', later)}T00:00:00.000Z`
  return Number.isNaN(Date.parse(begin)) ? undefined : begin
}

/** What is wrong with the days of an address; null when nothing is. */
export const daysFault = ({ from, to }: AuditFilter['filters']): string | null => {
  for (const text of [from, to])
    if (text !== undefined && beginOf(text) === undefined) return `${text} is no day.`
  return from !== undefined && to !== undefined && from > to
    ? 'The first day is after the last.'
    : null
}

const inTime = ({ range, from, to }: AuditFilter['filters'], now: number) => {
  const [first, after] = [beginOf(from), beginOf(to, 1)]
  if (range === undefined && (from ?? to) !== undefined)
    return and(
      first === undefined ? undefined : ge('activityDateTime', instant(first)),
      after === undefined ? undefined : lt('activityDateTime', instant(after)),
    )
  const { length } = dateRanges.find(({ value }) => value === range) ?? usualRange
  if (length === null) return undefined
  // A range begins on a full minute, so that the same filter is the same query for a while.
  const since = Math.floor((now - length) / 60_000) * 60_000
  return ge('activityDateTime', instant(new Date(since).toISOString()))
}

/**
 * Each visit of a page with figures asks for reports as JSON. All of it is recorded, but would hide what was decided or saved
 * as a file; whoever chooses the activity sees it.
 */
const notMerelyRead = ({ activity, read }: AuditFilter['filters']) => {
  if (read === 'shown' || activity !== undefined) return undefined
  const merelyRead = and(eq('activityType', exportJob), eq('activityOperationType', 'Get'))
  return merelyRead === undefined ? undefined : not(merelyRead)
}

/** `$filter` and `$search` of the list, and of the file that holds the same. `now` is in ms. */
export const auditQuestion = ({ filters, search }: AuditFilter, now: number) => {
  const { category, activity, result, actor, object } = filters
  const filter = and(
    inTime(filters, now),
    category === undefined ? undefined : eq('category', category),
    activity === undefined ? undefined : eq('activityType', activity),
    result === undefined ? undefined : eq('activityResult', result),
    actor === undefined ? undefined : contains('actor/userPrincipalName', actor),
    object === undefined
      ? undefined
      : or(contains('resources/displayName', object), eq('resources/resourceId', object)),
    notMerelyRead(filters),
  )
  return { filter: filterText(filter), search: search === '' ? undefined : search }
}

/** The call that lists audit events, newest first. */
export const auditListArgs = (params: AuditFilter, now: number) => {
  const { filter, search } = auditQuestion(params, now)
  return {
    query: {
      $filter: filter,
      $search: search,
      $orderby: orderBy('activityDateTime', true),
      $top: 50,
    },
  }
}
