import { AddRegular } from '@fluentui/react-icons/svg/add'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { q } from '#src/api/queries.ts'
import { filterText, startsWith } from '#src/lib/odata.ts'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { SearchBox } from '#src/ui/table/FilterBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

const shownAtOnce = 8

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '4px 4px 4px 12px',
    '& + &': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  name: { flexGrow: 1, minWidth: 0 },
  note: { color: tokens.colorNeutralForeground3, margin: 0 },
})

type Props = {
  /** "Include" or "Exclude": the word on the button of each group. */
  verb: string
  isTaken: (groupId: string) => boolean
  onAdd: (groupId: string) => void
}

/** Finds groups by the beginning of their name, each with a button that adds it. */
export const GroupSearch = ({ verb, isTaken, onAdd }: Props) => {
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const filter = search === '' ? undefined : filterText(startsWith('displayName', search))
  const found = useQuery({
    ...q('groupList', {
      query: {
        $select: 'id,displayName,description,groupTypes,membershipRule',
        $top: shownAtOnce + 1,
        ...(filter === undefined ? {} : { $filter: filter }),
      },
    }),
    placeholderData: (before) => before,
  })
  const groups = found.data?.value ?? []
  return (
    <Stack>
      <SearchBox
        label={`Search groups to ${verb.toLowerCase()}`}
        placeholder="Group name begins with…"
        value={search}
        onChange={setSearch}
      />
      {found.error !== null ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <SkeletonLines lines={4} label="Loading groups" />
      ) : groups.length === 0 ? (
        <p className={styles.note} role="status">
          No group’s name begins like this.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Groups found">
          {groups.slice(0, shownAtOnce).map(({ id, displayName }) => (
            <li key={id} className={styles.item}>
              <span className={styles.name}>
                <DeviceText value={displayName} kind="name" flag missing={id} />
              </span>
              {isTaken(id) ? (
                <span className={styles.note}>Already in the list</span>
              ) : (
                <Button
                  size="small"
                  icon={<AddRegular />}
                  aria-label={`${verb} ${visibleText(displayName ?? id)}`}
                  onClick={() => {
                    onAdd(id)
                    announce(`${visibleText(displayName ?? id)} added`)
                  }}
                >
                  {verb}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {groups.length > shownAtOnce && (
        <p className={styles.note}>There are more. Type more of the name.</p>
      )}
    </Stack>
  )
}
