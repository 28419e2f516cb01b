import { DateRangeFilter } from '#src/ui/table/DateRangeFilter.tsx'

import { dayRangeOptions, daysFault } from './days.ts'

type Chosen = { range?: string | undefined; from?: string | undefined; to?: string | undefined }
type Props = { offered: boolean; value: Chosen; onChange: (next: Chosen) => void }

/** Days where the backend adds up days; where it does not, what the figures are of. */
export const DaysFilter = ({ offered, value, onChange }: Props) =>
  offered ? (
    <DateRangeFilter
      label="Days"
      all="All 30 days"
      value={value}
      onChange={({ range, from, to }) => onChange({ range, from, to })}
      presets={dayRangeOptions}
      dayName="UTC days"
      fault={daysFault(value)}
    />
  ) : (
    <span>All 30 days: this backend adds up no others.</span>
  )
