/** What a list keeps in its address. Filters are lists of allowed values, or `'text'` for free ones. */
export type ListSpec<F extends string> = {
  filters: Record<F, readonly string[] | 'text'>
  /** Properties one may sort by. */
  sorts: readonly string[]
  defaultSort: Sort
}
export type Sort = { by: string; descending: boolean }

export type ListParams<F extends string> = {
  search: string
  /** Unknown values in the address are left out. */
  filters: Partial<Record<F, string>>
  sort: Sort
  /** Search or a filter narrows the list. */
  isFiltered: boolean
}

const longestSearch = 200

/** Reads an address tolerantly: what is not allowed is as if it were not there. */
export const readListParams = <F extends string>(
  spec: ListSpec<F>,
  address: URLSearchParams,
): ListParams<F> => {
  const filters: Partial<Record<F, string>> = {}
  for (const name of Object.keys(spec.filters) as F[]) {
    const value = address.get(name)
    const allowed = spec.filters[name]
    if (value && (allowed === 'text' || allowed.includes(value))) filters[name] = value
  }
  const search = (address.get('search') ?? '').slice(0, longestSearch)
  const [by = '', direction] = (address.get('sort') ?? '').split(':')
  return {
    search,
    filters,
    sort: spec.sorts.includes(by) ? { by, descending: direction === 'desc' } : spec.defaultSort,
    isFiltered: search !== '' || Object.keys(filters).length > 0,
  }
}

/** The address after a change; an empty value takes the parameter out. */
export const withListParam = (
  address: URLSearchParams,
  name: string,
  value: string | undefined,
) => {
  const next = new URLSearchParams(address)
  if (value === undefined || value === '') next.delete(name)
  else next.set(name, value)
  return next
}
