import { AddRegular } from '@fluentui/react-icons/svg/add'
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark'
import { useState } from 'react'

import type { Group } from '#contract/directory.ts'
import { groupKindOf } from '#domain/assignments/support-matrix.ts'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, mergeClasses, tokens } from '#src/ui/styles.ts'
import { SearchBox } from '#src/ui/table/FilterBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { shownAtOnce, useGroupSearch } from './use-group-search.ts'

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
  name: { flexGrow: 1, minWidth: 0 },
  note: { color: tokens.colorNeutralForeground3, margin: 0 },
  count: {
    padding: '4px 12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
})

/** What a result says of who is in it; of an assigned group the wire does not tell. */
export const membersInWords = (group: Group): string => {
  const { members, dynamic } = groupKindOf(group)
  if (!dynamic) return 'Assigned members'
  return members === 'unknown' ? 'Dynamic members' : `Dynamic ${members}`
}

export type GroupList = 'included' | 'excluded'

type Props = {
  /** "Include" or "Exclude": the word on the button of each group. */
  verb: string
  /** The list that has the group already; null when none has. */
  listOf: (groupId: string) => GroupList | null
  onAdd: (group: Group) => void
}

/** Finds groups by the words of their name, each with a button that adds it. */
export const GroupSearch = ({ verb, listOf, onAdd }: Props) => {
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const found = useGroupSearch(search)
  const { groups } = found
  return (
    <Stack>
      <Stack row>
        <SearchBox
          label={`Search groups to ${verb.toLowerCase()}`}
          placeholder={
            found.onlyBeginnings ? 'Group name begins with…' : 'Words of the group’s name'
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
        ) : groups === undefined ? (
          <div className={styles.inside}>
            <SkeletonLines lines={8} label="Loading groups" />
          </div>
        ) : groups.length === 0 ? (
          <p className={mergeClasses(styles.note, styles.inside)} role="status">
            {found.onlyBeginnings
              ? 'No group’s name begins like this.'
              : 'No group’s name has words that begin like this.'}
          </p>
        ) : (
          <>
            <ul className={styles.list} aria-label="Groups found">
              {groups.slice(0, shownAtOnce).map((group) => (
                <li key={group.id} className={styles.item}>
                  <span className={styles.name}>
                    <DeviceText value={group.displayName} kind="name" flag missing={group.id} />
                    <span className={styles.note}> · {membersInWords(group)}</span>
                  </span>
                  <Add
                    verb={verb}
                    name={visibleText(group.displayName ?? group.id)}
                    list={listOf(group.id)}
                    onAdd={() => onAdd(group)}
                  />
                </li>
              ))}
            </ul>
            <p className={mergeClasses(styles.note, styles.count)} role="status">
              {groups.length > shownAtOnce
                ? 'There are more. Type more of the name.'
                : groups.length === 1
                  ? 'One group.'
                  : `${groups.length} groups.`}
            </p>
          </>
        )}
      </div>
    </Stack>
  )
}

type AddProps = { verb: string; name: string; list: GroupList | null; onAdd: () => void }

const words = { included: 'Included', excluded: 'Excluded' } as const

/** Stays where it is once it has done its work, so that neither pointer nor keyboard lose their place. */
const Add = ({ verb, name, list, onAdd }: AddProps) => (
  <Button
    size="small"
    appearance={list === null ? 'secondary' : 'subtle'}
    icon={list === null ? <AddRegular /> : <CheckmarkRegular />}
    aria-label={list === null ? `${verb} ${name}` : `${name} is ${list}`}
    disabledFocusable={list !== null}
    onClick={() => {
      if (list !== null) return
      onAdd()
      announce(`${name} added`)
    }}
  >
    {list === null ? verb : words[list]}
  </Button>
)
