import { useState } from 'react'

import { makeStyles, tokens } from '../styles.ts'
import { SelectFilter } from './FilterBar.tsx'

const useStyles = makeStyles({
  days: { display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: '6px' },
  day: {
    height: '32px',
    boxSizing: 'border-box',
    padding: '0 8px',
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderBottomColor: tokens.colorNeutralStrokeAccessible,
    borderRadius: tokens.borderRadiusMedium,
    colorScheme: 'inherit',
    ':focus-visible': {
      outline: `2px solid ${tokens.colorCompoundBrandStroke}`,
      outlineOffset: '-1px',
    },
  },
  fault: { color: tokens.colorStatusDangerForeground1 },
})

const own = 'own'

/** A stretch of time in an address: a preset by name, or days (`2026-11-20`), both included. */
export type DateRange = {
  range?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

type Props = {
  label: string
  value: DateRange
  onChange: (next: DateRange) => void
  /** What no range means: "All 30 days". */
  all: string
  presets: readonly { value: string; label: string }[]
  /** Whose days they are: "UTC days". */
  dayName: string
  /** What is wrong with the days; null when nothing is. */
  fault: string | null
}

/** A time filter: presets, or days of one's own. */
export const DateRangeFilter = ({
  label,
  value,
  onChange,
  all,
  presets,
  dayName,
  fault,
}: Props) => {
  const styles = useStyles()
  const hasDays = value.range === undefined && (value.from ?? value.to) !== undefined
  // Own days begin empty, which the address cannot say.
  const [choosing, setChoosing] = useState(false)
  const days = hasDays || (choosing && value.range === undefined)
  const set = (next: DateRange) =>
    onChange({ range: undefined, from: undefined, to: undefined, ...next })
  return (
    <>
      <SelectFilter
        label={label}
        value={days ? own : value.range}
        all={all}
        options={[...presets, { value: own, label: 'Choose days' }]}
        onChange={(chosen) => {
          setChoosing(chosen === own)
          set(chosen === own ? {} : { range: chosen })
        }}
      />
      {days && (
        <span className={styles.days} role="group" aria-label={`${label}, ${dayName}`}>
          <input
            type="date"
            className={styles.day}
            aria-label="First day"
            value={value.from ?? ''}
            max={value.to}
            onChange={({ target }) => set({ to: value.to, from: target.value || undefined })}
          />
          <span aria-hidden>to</span>
          <input
            type="date"
            className={styles.day}
            aria-label="Last day"
            value={value.to ?? ''}
            min={value.from}
            onChange={({ target }) => set({ from: value.from, to: target.value || undefined })}
          />
          <span>{dayName}</span>
          {fault !== null && (
            <span role="alert" className={styles.fault}>
              {fault}
            </span>
          )}
        </span>
      )}
    </>
  )
}
