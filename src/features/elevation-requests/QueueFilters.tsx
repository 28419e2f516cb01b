import { KeyboardRegular } from '@fluentui/react-icons'
import { lazy, Suspense } from 'react'

import { Button } from '#src/ui/basics.ts'
import { makeStyles } from '#src/ui/styles.ts'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { ListToolsOnDemand } from '#src/ui/table/ListTools.tsx'
import type { UsedListParams } from '#src/ui/table/use-list-params.ts'

import { queueLists } from './request-columns.tsx'
import {
  daysFault,
  otherStatuses,
  statusOf,
  type QueueFilter,
  type StatusFilter,
} from './request-filters.ts'

// Not what one looks at first, so no part of the first visit; its place is kept.
const DateRangeFilter = lazy(async () => ({
  default: (await import('#src/ui/table/DateRangeFilter.tsx')).DateRangeFilter,
}))
const useStyles = makeStyles({ days: { display: 'inline-block', width: '196px', height: '32px' } })

const labels: Record<StatusFilter, string> = {
  pending: 'Pending',
  approved: 'Approved',
  denied: 'Denied',
  expired: 'Expired',
  revoked: 'Revoked',
  completed: 'Completed',
  all: 'All',
}

const counted = (total: number, status: StatusFilter) =>
  `${total.toLocaleString('en')} ${status === 'all' ? '' : `${labels[status].toLowerCase()} `}${
    total === 1 ? 'request' : 'requests'
  }`

type Props = { params: UsedListParams<QueueFilter>; total: number | null; onKeys: () => void }

/** Search and filters of the queue, all in the address. */
export const QueueFilters = ({ params, total, onKeys }: Props) => {
  const styles = useStyles()
  const { filters } = params
  const status = statusOf(params)
  return (
    <FilterBar
      isFiltered={params.isFiltered}
      onClear={params.clear}
      tools={<ListToolsOnDemand list={queueLists} />}
      {...(total === null ? {} : { summary: counted(total, status) })}
    >
      <SearchBox
        label="Search requests"
        placeholder="File, reason, user, device"
        value={params.search}
        onChange={params.setSearch}
      />
      <SelectFilter
        label="Status"
        value={filters.status}
        onChange={(value) => params.setFilter('status', value)}
        all={labels.pending}
        options={otherStatuses.map((value) => ({ value, label: labels[value] }))}
      />
      <SearchBox
        label="Requested by"
        narrow
        value={filters.requester ?? ''}
        onChange={(value) => params.setFilter('requester', value)}
      />
      <SearchBox
        label="Device"
        narrow
        value={filters.device ?? ''}
        onChange={(value) => params.setFilter('device', value)}
      />
      <Suspense fallback={<span className={styles.days} />}>
        <DateRangeFilter
          label="Requested"
          all="Any day"
          value={filters}
          onChange={({ from, to }) => params.setFilters({ from, to })}
          presets={[]}
          dayName="in your time zone"
          fault={daysFault(filters)}
        />
      </Suspense>
      <Button
        appearance="subtle"
        icon={<KeyboardRegular />}
        aria-label="Keyboard shortcuts"
        title="Keyboard shortcuts"
        onClick={onKeys}
      />
    </FilterBar>
  )
}
