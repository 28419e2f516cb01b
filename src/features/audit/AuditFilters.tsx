import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import type { AuditEvent } from '#contract/audit.ts'
import { q } from '#src/api/queries.ts'
import { DateRangeFilter } from '#src/ui/table/DateRangeFilter.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import type { UsedListParams } from '#src/ui/table/use-list-params.ts'

import { activityChoices, categoryChoices } from './audit-choices.ts'
import {
  dateRanges,
  daysFault,
  readReports,
  results,
  usualRange,
  type AuditFilterName,
} from './audit-filter.ts'

type Props = {
  params: UsedListParams<AuditFilterName>
  /** What the list shows: offered as a choice even where the service does not name it. */
  rows: readonly AuditEvent[]
  summary?: string | undefined
  tools?: ReactNode
}

const none: readonly string[] = []

/** What one may choose, as the service says; without an answer what the list shows has to do. */
const useChoices = (category: string | undefined) => {
  const categories = useQuery({ ...q('auditCategories', {}), staleTime: 300_000 }).data?.value
  const activities = useQuery({
    ...q('auditActivityTypes', { path: { category: category ?? '' } }),
    enabled: category !== undefined,
    staleTime: 60_000,
  }).data?.value
  return { categories: categories ?? none, activities: activities ?? none }
}

/** Search and filters of the audit log, all in the address. */
export const AuditFilters = ({ params, rows, summary, tools }: Props) => {
  const { filters, search, setFilter, setFilters } = params
  const known = useChoices(filters.category)
  return (
    <FilterBar
      folds
      isFiltered={params.isFiltered}
      onClear={params.clear}
      summary={summary}
      tools={tools}
    >
      <SearchBox
        label="Search audit logs"
        placeholder="Actor, activity, target, reason"
        value={search}
        onChange={params.setSearch}
      />
      <DateRangeFilter
        label="Date"
        all={usualRange.label}
        value={filters}
        onChange={({ range, from, to }) => setFilters({ range, from, to })}
        presets={dateRanges}
        dayName="UTC days"
        fault={daysFault(filters)}
      />
      <SelectFilter
        label="Category"
        all="All"
        value={filters.category}
        // The activities of one category are not those of another.
        onChange={(category) => setFilters({ category, activity: undefined })}
        options={categoryChoices(known.categories, rows, filters.category)}
      />
      <SelectFilter
        label="Activity"
        all="All"
        value={filters.activity}
        onChange={(activity) => setFilter('activity', activity)}
        options={activityChoices(known.activities, rows, filters)}
      />
      <SelectFilter
        label="Status"
        all="All"
        value={filters.result}
        onChange={(result) => setFilter('result', result)}
        options={results}
      />
      <SelectFilter
        label="Reports that were read"
        all="Left out"
        value={filters.read}
        onChange={(read) => setFilter('read', read)}
        options={readReports}
      />
      <SearchBox
        narrow
        label="Actor"
        value={filters.actor ?? ''}
        onChange={(actor) => setFilter('actor', actor)}
      />
      <SearchBox
        narrow
        label="Target"
        placeholder="Target or its id"
        value={filters.object ?? ''}
        onChange={(object) => setFilter('object', object)}
      />
    </FilterBar>
  )
}
