import { useQuery } from '@tanstack/react-query'

import { qAllowing } from '#src/api/queries.ts'

/** Names change rarely, and every row asks for them. */
export const scopeTagsQuery = {
  ...qAllowing(
    'scopeTagList',
    { query: { $top: 200 } },
    { statuses: [403], why: 'reading roles may need a right of its own' },
  ),
  staleTime: 60_000,
}

/** The name of a scope tag; while unread, not allowed or gone it is the id. */
export const useScopeTagNames = (): ((id: string) => string) => {
  const { data } = useQuery(scopeTagsQuery)
  const tags = data?.ok === true ? data.data.value : []
  const names = new Map(tags.map(({ id, displayName }) => [id, displayName]))
  return (id) => names.get(id) || `Scope tag ${id}`
}
