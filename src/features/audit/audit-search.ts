import { activitiesWith } from '#domain/audit/activity-words.ts'
import { and, contains, eq, oneOf, or, type Filter } from '#src/lib/odata.ts'

/** What the service looks through for a search text. */
const searched = [
  'actor/userPrincipalName',
  'activityType',
  'resources/displayName',
  'resources/resourceId',
]

/** More than this is no name of an activity, and the service reads 2048 bytes of filter at most. */
const most = { activities: 14, text: 1_000 }

type Asked = { filter: Filter | undefined; search: string | undefined }

/**
 * The list shows activities in words that the service does not store ("Denied elevation request" is `Deny ElevationRequest`).
 * Words of the search that stand in such words find these activities too; the others are searched for as they are.
 */
export const searchOf = (text: string): Asked => {
  const plain = { filter: undefined, search: text === '' ? undefined : text }
  const phrase = /^"([^"]*)"$/.exec(text.trim())?.[1]
  const terms = phrase === undefined ? text.trim().split(/\s+/) : [phrase]
  if (terms.some((term) => term === '' || term.includes('"'))) return plain
  const isRefused = (term: string) => /^refused:$/i.test(term)
  const refused = terms.some(isRefused) ? eq('activityResult', 'Failure') : undefined
  const sought = terms.filter((term) => !isRefused(term))
  const labelled = sought.filter((term) => activitiesWith([term]).length > 0)
  const others = sought.filter((term) => !labelled.includes(term))
  const activities = labelled.some(({ length }) => length > 2) ? activitiesWith(labelled) : []
  const found =
    activities.length === 0 || activities.length > most.activities
      ? undefined
      : or(
          oneOf('activityType', activities),
          and(...labelled.map((term) => or(...searched.map((name) => contains(name, term))))),
        )
  if (found === undefined || found.text.length > most.text)
    return refused === undefined
      ? plain
      : { filter: refused, search: sought.join(' ') || undefined }
  return {
    filter: and(refused, found),
    search: others.length === 0 ? undefined : others.join(' '),
  }
}
