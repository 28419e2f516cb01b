import { useQuery } from '@tanstack/react-query'

import type { Group } from '#contract/directory.ts'
import type { ApiError } from '#src/api/errors.ts'
import { q, qAllowing } from '#src/api/queries.ts'
import { filterText, startsWith, wordSearch } from '#src/lib/odata.ts'

export const shownAtOnce = 8

/** One more than is shown tells that there are more. */
const common = {
  $select: 'id,displayName,description,groupTypes,membershipRule',
  $top: shownAtOnce + 1,
}
const keepBefore = <T>(before: T | undefined) => before

type Found = {
  /** Undefined before the first answer. */
  groups: readonly Group[] | undefined
  error: ApiError | null
  retry: () => void
  /** The directory has no advanced queries: only the beginning of a name is found. */
  onlyBeginnings: boolean
}

/** Groups by the words of their name; where `$search` is refused, by its beginning (graph-contract 7.2). */
export const useGroupSearch = (text: string): Found => {
  const $search = wordSearch('displayName', text)
  const byWords = useQuery({
    ...qAllowing(
      'groupList',
      { query: { ...common, ...($search === undefined ? {} : { $search }) } },
      { statuses: [400], why: 'a directory without advanced queries refuses $search' },
    ),
    placeholderData: keepBefore,
  })
  const onlyBeginnings = byWords.data?.ok === false
  const $filter = filterText(startsWith('displayName', text))
  const byBeginning = useQuery({
    ...q('groupList', { query: { ...common, ...($filter === undefined ? {} : { $filter }) } }),
    placeholderData: keepBefore,
    enabled: onlyBeginnings,
  })
  const asked = onlyBeginnings ? byBeginning : byWords
  return {
    groups: byWords.data?.ok === true ? byWords.data.data.value : byBeginning.data?.value,
    error: asked.error,
    retry: () => void asked.refetch(),
    onlyBeginnings,
  }
}
