import { useQuery } from '@tanstack/react-query'

import type { AssignmentFilter } from '#contract/assignment-filters.ts'
import { qAllowing } from '#src/api/queries.ts'

const filtersQuery = {
  ...qAllowing(
    'assignmentFilterList',
    { query: { $top: 200 } },
    { statuses: [403, 404], why: 'filters need a right of their own' },
  ),
  staleTime: 60_000,
}

const fits = ({ platform, assignmentFilterManagementType: kind }: AssignmentFilter) =>
  platform === 'windows10AndLater' && (kind === undefined || kind === 'devices')

/** Assignment filters that an EPM policy can use; none while unread or not permitted. */
export const useAssignmentFilters = (): readonly AssignmentFilter[] => {
  const { data } = useQuery(filtersQuery)
  return data?.ok === true ? data.data.value.filter(fits) : []
}
