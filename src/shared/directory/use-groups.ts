import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

import type { Group } from '#contract/directory.ts'
import { qAllowing, type Allowed } from '#src/api/queries.ts'

import { answerParts, toLookup, type Lookup } from './lookup.ts'

export const groupQuery = (id: string) => ({
  ...qAllowing(
    'groupGet',
    { path: { id } },
    { statuses: [403, 404], why: 'the group is deleted, or not for this person to see' },
  ),
  staleTime: 60_000,
})

/** `ids` must stay the same array between renders. */
export const useGroups = (ids: readonly string[]): Lookup<Group> => {
  const answers = useQueries({ queries: ids.map(groupQuery), combine: answerParts<Group> })
  return useMemo(() => toLookup(ids, answers), [ids, answers])
}

/** Remembers a group that a search has read, so that nobody waits for its name. */
export const useRememberGroup = () => {
  const client = useQueryClient()
  return useCallback(
    (group: Group) =>
      client.setQueryData(groupQuery(group.id).queryKey, (): Allowed<Group> => ({
        ok: true,
        data: group,
      })),
    [client],
  )
}
