import { useQuery } from '@tanstack/react-query'

import type { AssignmentFilter } from '#domain/assignments/read-assignments.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'

import { filtersQuery } from './forms/use-assignment-filters.ts'

/** "only devices that match the filter …": the filter by its name, or by its id where names cannot be read. */
export const FilterName = ({ filter }: { filter: AssignmentFilter }) => {
  const { data } = useQuery(filtersQuery)
  const found = data?.ok === true ? data.data.value.find(({ id }) => id === filter.id) : undefined
  return (
    <>
      {filter.mode === 'include'
        ? 'only devices that match the filter '
        : 'only devices that do not match the filter '}
      {found?.displayName ? (
        <DeviceText value={found.displayName} kind="name" flag />
      ) : (
        <Hash value={filter.id} what="filter id" />
      )}
    </>
  )
}
