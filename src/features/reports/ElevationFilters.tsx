import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { FilterRegular } from '@fluentui/react-icons/svg/filter'
import { useState, type ReactNode } from 'react'

import { outcomeWords } from '#domain/elevations/elevation-words.ts'
import type { ElevationReport } from '#src/lib/paths.ts'
import { elevationTypeName, knownElevationTypes } from '#src/shared/elevation-types.ts'
import { Button } from '#src/ui/basics.ts'
import { makeStyles } from '#src/ui/styles.ts'
import { DateRangeFilter } from '#src/ui/table/DateRangeFilter.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import type { UsedListParams } from '#src/ui/table/use-list-params.ts'

import { outcomes, presets, rangeFault, type ElevationFilter } from './elevation-filters.ts'
import { PolicyFilter } from './PolicyFilter.tsx'
import { TextFilter } from './TextFilter.tsx'

const useStyles = makeStyles({
  more: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', flexBasis: '100%' },
  check: { display: 'inline-flex', alignItems: 'center', gap: '6px', minHeight: '32px' },
})

const presetLabels: Record<(typeof presets)[number], string> = {
  day: 'Last 24 hours',
  week: 'Last 7 days',
  month: 'Last 30 days',
}
const presetOptions = presets.map((value) => ({ value, label: presetLabels[value] }))
const typeOptions = (report: ElevationReport) =>
  knownElevationTypes
    .filter((value) => report === 'elevations' || value !== 'unmanagedElevation')
    .map((value) => ({ value, label: elevationTypeName(value) }))
const outcomeOptions = outcomes.map((value) => ({ value, label: outcomeWords[value] }))

/** Filters that stand behind "More filters". */
const rarer = [
  'file',
  'hash',
  'name',
  'version',
  'internal',
  'publisher',
  'user',
  'device',
  'policy',
] as const

type Props = {
  report: ElevationReport
  params: UsedListParams<ElevationFilter>
  total: number | null
  tools?: ReactNode
}

/** Search and filters of the report, all in the address. */
export const ElevationFilters = ({ report, params, total, tools }: Props) => {
  const styles = useStyles()
  const { filters, setFilter } = params
  const narrowed = rarer.filter((name) => filters[name] !== undefined).length
  const [open, setOpen] = useState(narrowed > 0)
  const text = (name: ElevationFilter, label: string, placeholder?: string) => (
    <TextFilter
      label={label}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={filters[name] ?? ''}
      onChange={(value) => setFilter(name, value)}
    />
  )
  return (
    <FilterBar
      folds
      isFiltered={params.isFiltered}
      onClear={params.clear}
      {...(total === null
        ? {}
        : { summary: `${total.toLocaleString('en')} ${total === 1 ? 'elevation' : 'elevations'}` })}
      {...(tools === undefined ? {} : { tools })}
    >
      <SearchBox
        label="Search elevations"
        placeholder="File, publisher, user, device"
        value={params.search}
        onChange={params.setSearch}
      />
      <SelectFilter
        label="Type"
        all="All"
        value={filters.type}
        onChange={(value) => setFilter('type', value)}
        options={typeOptions(report)}
      />
      <SelectFilter
        label="Result"
        all="All"
        value={filters.result}
        onChange={(value) => setFilter('result', value)}
        options={outcomeOptions}
      />
      <DateRangeFilter
        label="Date"
        all="All that is kept"
        value={filters}
        onChange={({ range, from, to }) => params.setFilters({ range, from, to })}
        presets={presetOptions}
        dayName="UTC days"
        fault={rangeFault(filters)}
      />
      {report === 'elevations' && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={filters.system === 'hide'}
            onChange={({ target }) => setFilter('system', target.checked ? 'hide' : undefined)}
          />
          Hide system-initiated
        </label>
      )}
      {filters.system === 'only' && (
        <Button icon={<DismissRegular />} onClick={() => setFilter('system', undefined)}>
          Only system-initiated
        </Button>
      )}
      <Button
        appearance="subtle"
        icon={<FilterRegular />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {narrowed === 0 ? 'More filters' : `More filters (${narrowed})`}
      </Button>
      {open && (
        <div className={styles.more} role="group" aria-label="More filters">
          {text('file', 'File or folder')}
          {text('publisher', 'Publisher')}
          {text('user', 'User')}
          {text('device', 'Device', 'Device name or id')}
          {text('hash', 'Hash', 'Hash (SHA-256)')}
          {filters.name !== undefined && text('name', 'File name')}
          {filters.version !== undefined && text('version', 'File version')}
          {filters.internal !== undefined && text('internal', 'Internal file name')}
          <PolicyFilter value={filters.policy} onChange={(value) => setFilter('policy', value)} />
        </div>
      )}
    </FilterBar>
  )
}
