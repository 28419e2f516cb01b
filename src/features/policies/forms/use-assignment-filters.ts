import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { AssignmentFilter } from '#contract/assignment-filters.ts'
import { qAllowing } from '#src/api/queries.ts'

export const filtersQuery = {
  ...qAllowing(
    'assignmentFilterList',
    { query: { $top: 200 } },
    { statuses: [403, 404], why: 'filters need a right of their own' },
  ),
  staleTime: 60_000,
}

const fits = ({ platform, assignmentFilterManagementType: kind }: AssignmentFilter) =>
  platform === 'windows10AndLater' && (kind === undefined || kind === 'devices')

const none: readonly AssignmentFilter[] = []

/** Assignment filters that an EPM policy can use; `read` once there is an answer, be it that they cannot be read. */
export const useAssignmentFilters = (): { filters: readonly AssignmentFilter[]; read: boolean } => {
  const { data, isError } = useQuery(filtersQuery)
  const filters = useMemo(() => (data?.ok === true ? data.data.value.filter(fits) : none), [data])
  return { filters, read: data !== undefined || isError }
}
