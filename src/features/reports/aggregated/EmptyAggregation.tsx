import { paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { EmptyState } from '#src/ui/states/states.tsx'
import { longDay } from '#src/ui/charts/utc-days.ts'
import { TextLink } from '#src/ui/TextLink.tsx'

import { areReversed, daysInWords, type Days } from './days.ts'

type Props = { days: Days; onClear: () => void }

/** The whole report has no row: over which days, and why that may be so. */
export const EmptyAggregation = ({ days, onClear }: Props) =>
  areReversed(days) ? (
    <EmptyState
      title="These days are the wrong way round"
      actions={<Button onClick={onClear}>Clear</Button>}
    >
      The last day, {longDay(days.to ?? '')}, is before the first, {longDay(days.from ?? '')} (UTC).
    </EmptyState>
  ) : (
    <EmptyState
      title="No elevation is reported"
      actions={<TextLink to={paths.policies()}>Look at the policies</TextLink>}
    >
      <p>The report adds up {daysInWords(days)}, and has no row. Why that may be so:</p>
      <ul>
        <li>
          No elevation settings policy reaches the devices, or it sends no elevation data: reporting
          is off, or its scope is “Diagnostic data only”.
        </li>
        <li>
          The reporting scope is “managed elevations only”, and no rule has been used in these days.
        </li>
        <li>Elevations of the last 24 hours may not be processed yet.</li>
      </ul>
    </EmptyState>
  )
