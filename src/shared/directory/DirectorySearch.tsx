import { AddRegular } from '@fluentui/react-icons/svg/add'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { useState } from 'react'

import type { ApiError } from '#src/api/errors.ts'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'
import { SearchBox } from '#src/ui/table/FilterBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

export const shownAtOnce = 8
const rowHeight = 36

const useStyles = makeStyles({
  // As high as all it can hold: what is found moves nothing below it.
  box: {
    minHeight: `${shownAtOnce * rowHeight + 30}px`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    boxSizing: 'border-box',
  },
  inside: { padding: '8px 12px' },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minHeight: `${rowHeight}px`,
    boxSizing: 'border-box',
    padding: '2px 4px 2px 12px',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  note: { color: tokens.colorNeutralForeground3, margin: 0 },
  count: {
    padding: '4px 12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

/** One result: `note` tells it from others of the same name. */
export type FoundEntry<T> = { id: string; name: string; note: string; entry: T }

export type Found<T> = {
  /** Undefined before the first answer; at most one more than is shown. */
  entries: readonly FoundEntry<T>[] | undefined
  error: ApiError | null
  retry: () => void
  /** The directory has no advanced queries: only the beginning of a name is found. */
  onlyBeginnings: boolean
}

type Props<T> = {
  /** "group", "person": what is looked for, and several of them. */
  noun: { one: string; many: string }
  /** "Include": the word on the button of each result. */
  verb: string
  useSearch: (text: string) => Found<T>
  /** "Included": that, and how, a result is taken already; null when it is not. */
  takenAs: (id: string) => string | null
  onAdd: (entry: T) => void
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Finds entries of the directory by the words of their name, each with a button that adds it. */
export const DirectorySearch = <T,>({ noun, verb, useSearch, takenAs, onAdd }: Props<T>) => {
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const found = useSearch(search)
  const { entries } = found
  return (
    <Stack>
      <Stack row>
        <SearchBox
          label={`Search ${noun.many} to ${verb.toLowerCase()}`}
          placeholder={
            found.onlyBeginnings
              ? `${capital(noun.one)} name begins with…`
              : `Words of the ${noun.one}’s name`
          }
          value={search}
          onChange={setSearch}
        />
      </Stack>
      <div className={styles.box}>
        {found.error !== null ? (
          <div className={styles.inside}>
            <Failed error={found.error} onRetry={found.retry} />
          </div>
        ) : entries === undefined ? (
          <div className={styles.inside}>
            <SkeletonLines lines={8} label={`Loading ${noun.many}`} />
          </div>
        ) : entries.length === 0 ? (
          <p className={mergeClasses(styles.note, styles.inside)} role="status">
            {found.onlyBeginnings
              ? `No ${noun.one}’s name begins like this.`
              : `No ${noun.one}’s name has words that begin like this.`}
          </p>
        ) : (
          <>
            <ul className={styles.list} aria-label={`${capital(noun.many)} found`}>
              {entries.slice(0, shownAtOnce).map(({ id, name, note, entry }) => (
                <li key={id} className={styles.item}>
                  <span className={styles.name}>
                    <DeviceText value={name} kind="name" flag missing={id} />
                    {note !== '' && (
                      <span className={styles.note}>
                        {' · '}
                        <DeviceText value={note} kind="name" />
                      </span>
                    )}
                  </span>
                  <Add
                    verb={verb}
                    name={visibleText(name) || id}
                    taken={takenAs(id)}
                    onAdd={() => onAdd(entry)}
                  />
                </li>
              ))}
            </ul>
            <p className={mergeClasses(styles.note, styles.count)} role="status">
              {entries.length > shownAtOnce
                ? 'There are more. Type more of the name.'
                : entries.length === 1
                  ? `One ${noun.one}.`
                  : `${entries.length} ${noun.many}.`}
            </p>
          </>
        )}
      </div>
    </Stack>
  )
}

type AddProps = { verb: string; name: string; taken: string | null; onAdd: () => void }

/** Stays where it is once it has done its work, so that neither pointer nor keyboard lose their place. */
const Add = ({ verb, name, taken, onAdd }: AddProps) => (
  <Button
    size="small"
    appearance={taken === null ? 'secondary' : 'subtle'}
    icon={taken === null ? <AddRegular /> : <CheckmarkRegular />}
    aria-label={taken === null ? `${verb} ${name}` : `${name} is ${taken.toLowerCase()}`}
    disabledFocusable={taken !== null}
    onClick={() => {
      if (taken !== null) return
      onAdd()
      announce(`${name} added`)
    }}
  >
    {taken ?? verb}
  </Button>
)
