import { useMemo } from 'react'
import { useSearchParams } from 'react-router-dom'

import {
  readListParams,
  withListParam,
  type ListParams,
  type ListSpec,
  type Sort,
} from './list-params.ts'

export type UsedListParams<F extends string> = ListParams<F> & {
  setSearch: (text: string) => void
  setFilter: (name: F, value: string | undefined) => void
  /** Several at once: one step in the browser's history. */
  setFilters: (values: Partial<Record<F, string | undefined>>) => void
  setSort: (sort: Sort) => void
  /** Takes search and filters out; the sort stays. */
  clear: () => void
}

/** Filter, sort and search of a list live in the address. `spec` stands at module scope. */
export const useListParams = <F extends string>(spec: ListSpec<F>): UsedListParams<F> => {
  const [address, setAddress] = useSearchParams()
  const params = useMemo(() => readListParams(spec, address), [spec, address])
  return {
    ...params,
    // Each letter is not a step back in the browser's history.
    setSearch: (text) => setAddress((now) => withListParam(now, 'search', text), { replace: true }),
    setFilter: (name, value) => setAddress((now) => withListParam(now, name, value)),
    setFilters: (values) =>
      setAddress((now) => {
        let next = now
        for (const name of Object.keys(values) as F[])
          next = withListParam(next, name, values[name])
        return next
      }),
    setSort: ({ by, descending }) =>
      setAddress((now) => withListParam(now, 'sort', `${by}:${descending ? 'desc' : 'asc'}`), {
        replace: true,
      }),
    clear: () =>
      setAddress((now) => {
        let next = withListParam(now, 'search', undefined)
        for (const name of Object.keys(spec.filters)) next = withListParam(next, name, undefined)
        return next
      }),
  }
}
