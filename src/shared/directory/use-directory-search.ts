import { useQuery } from '@tanstack/react-query'

import type { Group, User } from '#contract/directory.ts'
import { groupKindOf } from '#domain/assignments/support-matrix.ts'
import { q, qAllowing } from '#src/api/queries.ts'
import { filterText, startsWith, wordSearch } from '#src/lib/odata.ts'

import { shownAtOnce, type Found } from './DirectorySearch.tsx'

const keepBefore = <T>(before: T | undefined) => before
const noAdvanced = {
  statuses: [400],
  why: 'a directory without advanced queries refuses $search',
} as const

/** One more than is shown tells that there are more. */
const groupColumns = {
  $select: 'id,displayName,description,groupTypes,membershipRule',
  $top: shownAtOnce + 1,
}
const userColumns = {
  $select: 'id,displayName,userPrincipalName,jobTitle,accountEnabled',
  $top: shownAtOnce + 1,
}

/** The query parts of a search by words, and by the beginning where words are refused (graph-contract 7.2). */
const partsOf = (text: string) => {
  const $search = wordSearch('displayName', text)
  const $filter = filterText(startsWith('displayName', text))
  return {
    words: $search === undefined ? {} : { $search },
    beginning: $filter === undefined ? {} : { $filter },
  }
}

/** What a result says of who is in it; of an assigned group the wire does not tell. */
export const membersInWords = (group: Group): string => {
  const { members, dynamic } = groupKindOf(group)
  if (!dynamic) return 'Assigned members'
  return members === 'unknown' ? 'Dynamic members' : `Dynamic ${members}`
}

/** Groups by the words of their name. */
export const useGroupSearch = (text: string): Found<Group> => {
  const { words, beginning } = partsOf(text)
  const byWords = useQuery({
    ...qAllowing('groupList', { query: { ...groupColumns, ...words } }, noAdvanced),
    placeholderData: keepBefore,
  })
  const onlyBeginnings = byWords.data?.ok === false
  const byBeginning = useQuery({
    ...q('groupList', { query: { ...groupColumns, ...beginning } }),
    placeholderData: keepBefore,
    enabled: onlyBeginnings,
  })
  const asked = onlyBeginnings ? byBeginning : byWords
  const groups = byWords.data?.ok === true ? byWords.data.data.value : byBeginning.data?.value
  return {
    entries: groups?.map((entry) => ({
      id: entry.id,
      name: entry.displayName ?? '',
      note: membersInWords(entry),
      entry,
    })),
    error: asked.error,
    retry: () => void asked.refetch(),
    onlyBeginnings,
  }
}

/** What tells people of one name apart. */
const personNote = ({ userPrincipalName, accountEnabled }: User) =>
  [userPrincipalName ?? '', accountEnabled === false ? 'cannot sign in' : '']
    .filter(Boolean)
    .join(' · ')

/** People by the words of their name. */
export const usePersonSearch = (text: string): Found<User> => {
  const { words, beginning } = partsOf(text)
  const byWords = useQuery({
    ...qAllowing('userList', { query: { ...userColumns, ...words } }, noAdvanced),
    placeholderData: keepBefore,
  })
  const onlyBeginnings = byWords.data?.ok === false
  const byBeginning = useQuery({
    ...q('userList', { query: { ...userColumns, ...beginning } }),
    placeholderData: keepBefore,
    enabled: onlyBeginnings,
  })
  const asked = onlyBeginnings ? byBeginning : byWords
  const people = byWords.data?.ok === true ? byWords.data.data.value : byBeginning.data?.value
  return {
    entries: people?.map((entry) => ({
      id: entry.id,
      name: entry.displayName ?? entry.userPrincipalName ?? '',
      note: personNote(entry),
      entry,
    })),
    error: asked.error,
    retry: () => void asked.refetch(),
    onlyBeginnings,
  }
}
