import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { Group, User } from '#contract/directory.ts'
import { q } from '#src/api/queries.ts'
import { filterText, oneOf } from '#src/lib/odata.ts'

/** Ids asked for at once, well below the longest filter. */
const atOnce = 15
const staleTime = 60_000

const chunks = (ids: readonly string[]) =>
  Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, place) =>
    ids.slice(place * atOnce, (place + 1) * atOnce),
  )

export type Member =
  | { kind: 'group'; id: string; name: string; group: Group }
  | { kind: 'person'; id: string; name: string; user: User }
  /** Neither a group nor a person that can be read. */
  | { kind: 'gone'; id: string; name: string }

type Read = {
  data: { value: { id: string }[] } | undefined
  isPending: boolean
  error: unknown
}
const together = <T extends { id: string }>(
  reads: readonly { data: { value: T[] } | undefined; isPending: boolean; error: unknown }[],
) => ({
  values: reads.flatMap(({ data }) => data?.value ?? []),
  pending: reads.some((read: Read) => read.isPending),
  failed: reads.some((read: Read) => read.error !== null),
})

/** The members of assignments by name: groups, and people who stand in them by themselves. `ids` stays the same array. */
export const useMembers = (ids: readonly string[]) => {
  const parts = useMemo(() => chunks(ids), [ids])
  const groups = useQueries({
    queries: parts.map((part) => ({
      ...q('groupList', { query: { $filter: filterText(oneOf('id', part)), $top: atOnce } }),
      staleTime,
    })),
    combine: together<Group>,
  })
  const users = useQueries({
    queries: parts.map((part) => ({
      ...q('userList', { query: { $filter: filterText(oneOf('id', part)), $top: atOnce } }),
      staleTime,
    })),
    combine: together<User>,
  })
  const reading = groups.pending || users.pending
  const failed = groups.failed || users.failed
  const members = useMemo(
    () =>
      ids.map((id): Member => {
        const group = groups.values.find((each) => each.id === id)
        if (group) return { kind: 'group', id, name: group.displayName || id, group }
        const user = users.values.find((each) => each.id === id)
        return user
          ? { kind: 'person', id, name: user.displayName || user.userPrincipalName || id, user }
          : { kind: 'gone', id, name: id }
      }),
    [ids, groups.values, users.values],
  )
  return { members, reading, failed }
}

/** People of one group that are looked at. */
const mostOfGroup = 50

/** The first people of one group. */
export const groupPeopleQuery = (id: string) => ({
  ...q('groupUserList', { path: { id }, query: { $top: mostOfGroup } }),
  staleTime,
})

/** Everybody whom these members mean, each once; groups in groups are not told by the wire. */
export const usePeople = (memberIds: readonly string[]) => {
  const { members, reading, failed } = useMembers(memberIds)
  const groupIds = useMemo(
    () => members.filter(({ kind }) => kind === 'group').map(({ id }) => id),
    [members],
  )
  const inGroups = useQueries({
    queries: groupIds.map(groupPeopleQuery),
    combine: (reads) => ({
      values: reads.flatMap(({ data }) => data?.value ?? []),
      pending: reads.some(({ isPending }) => isPending),
      failed: reads.some(({ error }) => error !== null),
      more: reads.some(({ data }) => data?.['@odata.nextLink'] !== undefined),
    }),
  })
  const people = useMemo(() => {
    const all = [
      ...members.flatMap((each) => (each.kind === 'person' ? [each.user] : [])),
      ...inGroups.values,
    ]
    return [...new Map(all.map((user) => [user.id, user])).values()].toSorted((one, other) =>
      (one.displayName ?? '').localeCompare(other.displayName ?? ''),
    )
  }, [members, inGroups.values])
  return {
    people,
    reading: reading || inGroups.pending,
    failed: failed || inGroups.failed,
    /** A group has more people than were read. */
    more: inGroups.more,
  }
}
