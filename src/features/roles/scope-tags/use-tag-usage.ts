import { useQuery } from '@tanstack/react-query'

import { qAllowing } from '#src/api/queries.ts'
import { and, eq, filterText, holds } from '#src/lib/odata.ts'
import { epmTemplateFamily } from '#contract/policies.ts'

import { allAssignmentsQuery } from '../role-queries.ts'

const shown = 20
const unread = {
  statuses: [400, 403],
  why: 'another right is needed to see them, and not every backend can filter by a tag',
} as const

const policiesWith = (id: string) =>
  qAllowing(
    'policyList',
    {
      query: {
        $filter: filterText(
          and(
            eq('templateReference/templateFamily', epmTemplateFamily),
            holds('roleScopeTagIds', id),
          ),
        ),
        $select:
          'id,name,templateReference,platforms,technologies,lastModifiedDateTime,settingCount',
        $top: shown + 1,
      },
    },
    unread,
  )
const devicesWith = (id: string) =>
  qAllowing(
    'deviceList',
    { query: { $filter: filterText(holds('roleScopeTagIds', id)), $count: true, $top: 1 } },
    unread,
  )

/** What carries a tag and who is limited by it, each as far as this person may see it. */
export const useTagUsage = (id: string, may: { policies: boolean; devices: boolean }) => {
  const assignments = useQuery(allAssignmentsQuery)
  const policies = useQuery({ ...policiesWith(id), enabled: may.policies })
  const devices = useQuery({ ...devicesWith(id), enabled: may.devices })
  return {
    assignments: {
      ...assignments,
      own: assignments.data?.value.filter(({ roleScopeTagIds = [] }) =>
        roleScopeTagIds.includes(id),
      ),
    },
    /** Undefined while read; null when they cannot be told. */
    policies: !may.policies
      ? null
      : policies.data === undefined
        ? policies.error === null
          ? undefined
          : null
        : policies.data.ok
          ? {
              some: policies.data.data.value.slice(0, shown),
              more: policies.data.data.value.length > shown,
            }
          : null,
    devices: !may.devices
      ? null
      : devices.data === undefined
        ? devices.error === null
          ? undefined
          : null
        : devices.data.ok
          ? (devices.data.data['@odata.count'] ?? null)
          : null,
  }
}
