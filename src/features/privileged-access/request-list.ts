import type { ODataParams } from '#contract/odata.ts'
import { and, eq, filterText, orderBy } from '#src/lib/odata.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

/** The views of the list (epm-behaviour 19.7); the address says nothing for `pending`, on which it opens. */
export const otherViews = ['approved', 'denied', 'lockbox', 'expired', 'revoked', 'all'] as const
export type View = 'pending' | (typeof otherViews)[number]
export type RequestFilter = 'view'

export const requestSpec: ListSpec<RequestFilter> = {
  filters: { view: otherViews },
  sorts: ['requestedAccess', 'requestedByUserPrincipalName', 'status', 'createdDateTime'],
  defaultSort: { by: 'createdDateTime', descending: true },
}

export const viewWords: Readonly<Record<View, string>> = {
  pending: 'Pending',
  approved: 'Approved',
  denied: 'Denied',
  lockbox: 'Customer Lockbox',
  expired: 'Expired',
  revoked: 'Revoked',
  all: 'All requests',
}

export const viewOf = ({ filters }: ListParams<RequestFilter>): View =>
  otherViews.find((view) => view === filters.view) ?? 'pending'

const narrowed = (view: View) => {
  if (view === 'all') return undefined
  if (view === 'lockbox') return eq('kind', 'customerLockbox')
  return and(eq('status', view), view === 'pending' ? undefined : eq('kind', 'privilegedAccess'))
}

export const requestListArgs = (params: ListParams<RequestFilter>): { query: ODataParams } => ({
  query: {
    $filter: filterText(narrowed(viewOf(params))),
    $search: params.search.replaceAll('"', ' ').trim() || undefined,
    $orderby: orderBy(params.sort.by, params.sort.descending),
    $top: 50,
    $count: true,
  },
})

/** The same list for a file: fewer and larger pages, and nothing that only the table needs. */
export const requestExportArgs = (params: ListParams<RequestFilter>): { query: ODataParams } => {
  const { $count: _count, ...query } = requestListArgs(params).query
  return { query: { ...query, $top: 500 } }
}
