import { and, contains, eq, filterText, ge, instant, orderBy } from '#src/lib/odata.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

const day = 24 * 60 * 60 * 1000

/** No range in the address is the last 30 days. */
export const dateRanges = [
  { value: 'day', label: 'Last 24 hours', length: day },
  { value: 'week', label: 'Last 7 days', length: 7 * day },
  { value: 'all', label: 'All time', length: null },
] as const
export const usualRange = { label: 'Last 30 days', length: 30 * day }

export type AuditFilterName = 'range' | 'category' | 'activity'

export const auditListSpec: ListSpec<AuditFilterName> = {
  filters: {
    range: dateRanges.map(({ value }) => value),
    category: 'text',
    activity: 'text',
  },
  sorts: [],
  defaultSort: { by: 'activityDateTime', descending: true },
}

/** What the address says: the search looks in the name of the actor. */
export type AuditFilter = Pick<ListParams<AuditFilterName>, 'filters' | 'search'>

/**
 * The call that lists audit events, newest first. `now` is in ms; the range begins on a full minute, so that the same
 * filter is the same query for a while.
 */
export const auditListArgs = ({ filters, search }: AuditFilter, now: number) => {
  const { length } = dateRanges.find(({ value }) => value === filters.range) ?? usualRange
  const since = length === null ? null : Math.floor((now - length) / 60_000) * 60_000
  const filter = and(
    since === null ? undefined : ge('activityDateTime', instant(new Date(since).toISOString())),
    filters.category === undefined ? undefined : eq('category', filters.category),
    filters.activity === undefined ? undefined : eq('activityType', filters.activity),
    search === '' ? undefined : contains('actor/userPrincipalName', search),
  )
  return {
    query: {
      $filter: filterText(filter),
      $orderby: orderBy('activityDateTime', true),
      $top: 50,
    },
  }
}
