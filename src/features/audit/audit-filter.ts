import { and, contains, eq, filterText, ge, instant, orderBy } from '#src/lib/odata.ts'

const day = 24 * 60 * 60 * 1000

export const dateRanges = ['day', 'week', 'month', 'all'] as const
export type DateRange = (typeof dateRanges)[number]

export const dateRangeLabels: Record<DateRange, string> = {
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
  all: 'All time',
}
const lengths: Record<Exclude<DateRange, 'all'>, number> = {
  day,
  week: 7 * day,
  month: 30 * day,
}

/** What the address bar says; `''` is "any". */
export type AuditFilter = { range: DateRange; category: string; activity: string; actor: string }

/** Anybody can have written the address, so unknown words fall back. Without a range it is the last month. */
export const readAuditFilter = (params: URLSearchParams): AuditFilter => ({
  range: dateRanges.find((range) => range === params.get('range')) ?? 'month',
  category: params.get('category') ?? '',
  activity: params.get('activity') ?? '',
  actor: (params.get('actor') ?? '').trim(),
})

/** Whether anything but the default range narrows the list. */
export const isNarrowed = ({ range, category, activity, actor }: AuditFilter) =>
  range !== 'all' || category !== '' || activity !== '' || actor !== ''

/**
 * The call that lists audit events, newest first. `now` is in ms; the range begins on a full minute, so that the same
 * filter is the same query for a while.
 */
export const auditListArgs = ({ range, category, activity, actor }: AuditFilter, now: number) => {
  const since = range === 'all' ? null : Math.floor((now - lengths[range]) / 60_000) * 60_000
  const filter = and(
    since === null ? undefined : ge('activityDateTime', instant(new Date(since).toISOString())),
    category === '' ? undefined : eq('category', category),
    activity === '' ? undefined : eq('activityType', activity),
    actor === '' ? undefined : contains('actor/userPrincipalName', actor),
  )
  return {
    query: {
      $filter: filterText(filter),
      $orderby: orderBy('activityDateTime', true),
      $top: 50,
    },
  }
}
