import { Button } from '@fluentui/react-components'
import { ChevronDownRegular, ChevronUpRegular, SearchRegular } from '@fluentui/react-icons'
import { useEffect, useRef, useState, type ReactNode } from 'react'

import { mergeClasses } from '../styles.ts'
import { useFilterStyles } from './filter-styles.ts'

type BarProps = {
  children: ReactNode
  isFiltered: boolean
  onClear: () => void
  /** "128 requests", said to screen readers when it changes. */
  summary?: string | undefined
  /** `<ListTools>` */
  tools?: ReactNode
  /** On a phone all but the first stand behind one button; for bars of many filters. */
  folds?: boolean
}

/** Search and filters over a list, with one way to clear them all. */
export const FilterBar = ({ children, isFiltered, onClear, summary, tools, folds }: BarProps) => {
  const styles = useFilterStyles()
  const [open, setOpen] = useState(false)
  return (
    <div
      role="search"
      className={mergeClasses(styles.bar, folds === true && !open && styles.folded)}
    >
      {children}
      {folds === true && (
        <span data-stays className={styles.fold}>
          <Button
            icon={open ? <ChevronUpRegular /> : <ChevronDownRegular />}
            iconPosition="after"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {isFiltered ? 'Filters (in use)' : 'Filters'}
          </Button>
        </span>
      )}
      <span data-stays className={styles.end}>
        {/* Its place is kept, so that nothing moves when a filter is chosen. */}
        <span style={{ visibility: isFiltered ? 'visible' : 'hidden' }}>
          <Button appearance="subtle" className={styles.clear} onClick={onClear}>
            Clear
          </Button>
        </span>
        <span role="status" className={styles.summary}>
          {summary}
        </span>
        {tools}
      </span>
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
  const styles = useFilterStyles()
  const [text, setText] = useState(value)
  const sent = useRef(value)
  const latest = useRef(onChange)
  // The pause outlives a render, and the address may have changed meanwhile.
  useEffect(() => {
    latest.current = onChange
  })
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
    latest.current(sent.current)
  }
  return (
    <span className={mergeClasses(styles.box, styles.search, narrow && styles.narrow)}>
      <SearchRegular aria-hidden className={styles.icon} />
      <input
        type="search"
        className={mergeClasses(styles.input, styles.searchInput)}
        aria-label={label}
        placeholder={placeholder ?? label}
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => {
          setText(target.value)
          clearTimeout(timer.current)
          if (target.value === '') send('')
          else timer.current = setTimeout(() => send(target.value), pause)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          // In a form it would send the form.
          event.preventDefault()
          send(text)
        }}
      />
    </span>
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
  const styles = useFilterStyles()
  return (
    <label className={styles.filter}>
      <span>{label}</span>
      <span className={styles.box}>
        <select
          className={mergeClasses(styles.input, styles.select)}
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        >
          <option value="">{all}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDownRegular aria-hidden className={styles.chevron} />
      </span>
    </label>
  )
}
