import { and, eq, filterText, ge, instant, lt, not, or, orderBy } from '#src/lib/odata.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

export const statuses = [
  { value: 'active', label: 'Active' },
  { value: 'expired', label: 'Expired' },
  { value: 'revoked', label: 'Revoked' },
] as const
export const purposeValues = ['read', 'decide', 'use', 'device', 'user'] as const

export type TokenFilterName = 'status' | 'purpose'
export const tokenListSpec: ListSpec<TokenFilterName> = {
  filters: { status: statuses.map(({ value }) => value), purpose: purposeValues },
  sorts: ['displayName', 'createdDateTime', 'expirationDateTime', 'lastUsedDateTime'],
  defaultSort: { by: 'createdDateTime', descending: true },
}

const ofStatus = (status: string | undefined, now: number) => {
  // On a full minute, so that the same filter is the same query for a while.
  const moment = instant(new Date(Math.floor(now / 60_000) * 60_000).toISOString())
  const revoked = not(eq('revokedDateTime', null))
  const open = eq('revokedDateTime', null)
  switch (status) {
    case 'active':
      return and(open, or(eq('expirationDateTime', null), ge('expirationDateTime', moment)))
    case 'expired':
      return and(open, lt('expirationDateTime', moment))
    case 'revoked':
      return revoked
    case undefined:
    default:
      return undefined
  }
}

export const tokenListArgs = (
  { filters, search, sort }: Pick<ListParams<TokenFilterName>, 'filters' | 'search' | 'sort'>,
  now: number,
) => ({
  query: {
    $filter: filterText(
      and(
        ofStatus(filters.status, now),
        filters.purpose === undefined ? undefined : eq('purpose', filters.purpose),
      ),
    ),
    $search: search === '' ? undefined : search,
    $orderby: orderBy(sort.by, sort.descending),
    $top: 50,
  },
})
