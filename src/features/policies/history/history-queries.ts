import { useQuery } from '@tanstack/react-query'

import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import type { PolicyVersion } from '#contract/policy-versions.ts'
import type { DifferenceNames } from '#domain/policies/difference.ts'
import { q, qAllowing } from '#src/api/queries.ts'
import { eq, filterText } from '#src/lib/odata.ts'

import { useScopeTagNames } from '#src/shared/scope-tags/scope-tag-query.ts'

export const versionsQuery = (id: string) => q('policyVersionList', { path: { id } })
export const versionQuery = (id: string, version: number) =>
  q('policyVersionGet', { path: { id, version: String(version) } })

const reusableNames = {
  ...qAllowing(
    'reusableSettingList',
    {
      query: {
        $filter: filterText(eq('settingDefinitionId', certificateFileDefinitionId)),
        $select: 'id,displayName',
        $top: 100,
      },
    },
    { statuses: [403], why: 'names only make a difference easier to read' },
  ),
  staleTime: 60_000,
}

/** Names for the ids in a difference; an id without a name is shown itself. */
export const useDifferenceNames = (): DifferenceNames => {
  const scopeTag = useScopeTagNames()
  const { data } = useQuery(reusableNames)
  const names = new Map(
    (data?.ok === true ? data.data.value : []).map(({ id, displayName }) => [id, displayName]),
  )
  return { scopeTag, reusableSetting: (id) => names.get(id) ?? undefined }
}

const activities: Readonly<Record<string, string>> = {
  load: 'As it was when its history began',
  create: 'Created',
  copy: 'Created as a copy',
  import: 'Imported',
  update: 'Changed',
  assign: 'Assignments changed',
  restore: 'Restored',
}

/** What made a version, in words. */
export const activityWords = ({ activity, restoredVersion }: PolicyVersion): string => {
  const words = activities[activity] ?? 'Changed'
  return typeof restoredVersion === 'number' ? `${words} from version ${restoredVersion}` : words
}
