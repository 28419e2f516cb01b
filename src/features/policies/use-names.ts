import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'

import type { Group } from '#contract/directory.ts'
import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import { qAllowing, type Allowed } from '#src/api/queries.ts'

/** Names change rarely, and every rule and row asks for them. */
const staleTime = 60_000

const scopeTags = {
  ...qAllowing(
    'scopeTagList',
    { query: { $top: 200 } },
    { statuses: [403], why: 'reading roles may need a right of its own' },
  ),
  staleTime,
}

/** The name of a scope tag; while unread, not allowed or gone it is the id. */
export const useScopeTagNames = (): ((id: string) => string) => {
  const { data } = useQuery(scopeTags)
  const tags = data?.ok === true ? data.data.value : []
  const names = new Map(tags.map(({ id, displayName }) => [id, displayName]))
  return (id) => names.get(id) || `Scope tag ${id}`
}

export type Lookup<T> = {
  found: ReadonlyMap<string, T>
  /** Ids still being read. */
  loading: ReadonlySet<string>
  /** Ids that do not exist, or that this person may not see. */
  missing: ReadonlySet<string>
}

type Answer<T> = { data: { ok: true; data: T } | { ok: false } | undefined; isError: boolean }

const toLookup = <T>(ids: readonly string[], answers: readonly Answer<T>[]): Lookup<T> => {
  const found = new Map<string, T>()
  const loading = new Set<string>()
  const missing = new Set<string>()
  ids.forEach((id, index) => {
    const answer = answers[index]
    if (answer?.data?.ok === true) found.set(id, answer.data.data)
    else if (answer?.isError === true || answer?.data?.ok === false) missing.add(id)
    else loading.add(id)
  })
  return { found, loading, missing }
}

/** Plain parts only, which the query cache keeps the same as long as nothing changes. */
const parts = <T>(results: readonly Answer<T>[]): Answer<T>[] =>
  results.map(({ data, isError }) => ({ data, isError }))

export const groupQuery = (id: string) => ({
  ...qAllowing(
    'groupGet',
    { path: { id } },
    { statuses: [403, 404], why: 'the group is deleted, or not for this person to see' },
  ),
  staleTime,
})

/** `ids` must stay the same array between renders. */
export const useGroups = (ids: readonly string[]): Lookup<Group> => {
  const answers = useQueries({ queries: ids.map(groupQuery), combine: parts<Group> })
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

/** The reusable settings that rules refer to. `ids` must stay the same array between renders. */
export const useReusableSettings = (ids: readonly string[]): Lookup<ReusablePolicySetting> => {
  const answers = useQueries({
    queries: ids.map((id) => ({
      ...qAllowing(
        'reusableSettingGet',
        { path: { id } },
        { statuses: [403, 404], why: 'the reusable setting is deleted, or not for this person' },
      ),
      staleTime,
    })),
    combine: parts<ReusablePolicySetting>,
  })
  return useMemo(() => toLookup(ids, answers), [ids, answers])
}
