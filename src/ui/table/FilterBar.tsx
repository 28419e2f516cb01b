import { Button, SearchBox as FluentSearchBox, Select } from '@fluentui/react-components'
import { useEffect, useRef, useState, type ReactNode } from 'react'

import { makeStyles, mergeClasses, tokens } from '../styles.ts'

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', gap: '8px 12px', alignItems: 'center', flexShrink: 0 },
  search: {
    width: 'min(320px, 100%)',
    '@media (max-width: 640px)': { width: '100%', maxWidth: 'none' },
  },
  narrow: {
    width: '180px',
    '@media (max-width: 640px)': { width: 'calc(50% - 6px)' },
  },
  filter: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '6px',
    color: tokens.colorNeutralForeground2,
  },
  select: { minWidth: '0', '& select': { maxWidth: '220px' } },
  end: {
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  },
})

type BarProps = {
  children: ReactNode
  isFiltered: boolean
  onClear: () => void
  /** "128 requests", said to screen readers when it changes. */
  summary?: string
}

/** Search and filters over a list, with one way to clear them all. */
export const FilterBar = ({ children, isFiltered, onClear, summary }: BarProps) => {
  const styles = useStyles()
  return (
    <div role="search" className={styles.bar}>
      {children}
      {isFiltered && (
        <Button appearance="subtle" onClick={onClear}>
          Clear
        </Button>
      )}
      {summary !== undefined && (
        <span role="status" className={styles.end}>
          {summary}
        </span>
      )}
    </div>
  )
}

type SearchProps = {
  label: string
  value: string
  onChange: (text: string) => void
  placeholder?: string
  /** For a filter beside the search. */
  narrow?: boolean
}

const pause = 250

/** Sends what is typed after a short pause, at once on Enter and when cleared. */
export const SearchBox = ({ label, value, onChange, placeholder, narrow }: SearchProps) => {
  const styles = useStyles()
  const [text, setText] = useState(value)
  const sent = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // The address changed from outside (Back, Clear): show that, but never overwrite what is being typed.
    if (value === sent.current) return
    sent.current = value
    setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const send = (next: string) => {
    clearTimeout(timer.current)
    sent.current = next.trim()
    onChange(sent.current)
  }
  return (
    <FluentSearchBox
      className={mergeClasses(styles.search, narrow && styles.narrow)}
      aria-label={label}
      placeholder={placeholder ?? label}
      value={text}
      maxLength={200}
      onChange={(_, data) => {
        setText(data.value)
        clearTimeout(timer.current)
        if (data.value === '') send('')
        else timer.current = setTimeout(() => send(data.value), pause)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') send(text)
      }}
    />
  )
}

type SelectProps = {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  /** What no choice means: "All". */
  all: string
  options: readonly { value: string; label: string }[]
}

/** One filter with a handful of values. */
export const SelectFilter = ({ label, value, onChange, all, options }: SelectProps) => {
  const styles = useStyles()
  return (
    <label className={styles.filter}>
      <span>{label}</span>
      <Select
        className={styles.select}
        value={value ?? ''}
        onChange={(_, data) => onChange(data.value === '' ? undefined : data.value)}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </label>
  )
}
