import { useQuery } from '@tanstack/react-query'

import { elevationSettingsTemplateId } from '#contract/policies.ts'
import { q, qAllowing } from '#src/api/queries.ts'
import { and, eq, filterText } from '#src/lib/odata.ts'

import { summaryOf } from '#src/shared/policy-status.ts'
import { ofPolicy } from '#src/shared/status-parts.ts'
import type { Reached } from './delete-effect.ts'

const settingsPolicies = qAllowing(
  'policyList',
  {
    query: {
      $filter: filterText(and(eq('templateReference/templateId', elevationSettingsTemplateId))),
      $select: 'id,name,isAssigned,templateReference',
      $top: 100,
    },
  },
  { statuses: [403], why: 'the effect can be said without it' },
)

/** Whom a policy reaches now; everything in it is null until it is read. `reading`: an answer is still to come. */
export const useReached = (id: string): Reached & { reading: boolean } => {
  const assignments = useQuery({ ...q('policyAssignmentList', { path: { id } }), staleTime: 0 })
  const summary = useQuery(
    qAllowing(
      'policyDeviceSummaryReport',
      { body: { filter: `(${ofPolicy(id)})` } },
      { statuses: [403], why: 'the effect can be said without a number' },
    ),
  )
  const policies = useQuery({ ...settingsPolicies, staleTime: 0 })
  const counts = summary.data?.ok === true ? summaryOf(summary.data.data) : null
  const others =
    policies.data?.ok === true ? policies.data.data.value.filter((each) => each.id !== id) : null
  return {
    assigned: assignments.data === undefined ? null : assignments.data.value.length > 0,
    devices:
      counts === null ? null : counts.succeeded + counts.error + counts.conflict + counts.pending,
    others:
      others === null
        ? null
        : others.length === 0
          ? 'none'
          : others.some(({ isAssigned }) => isAssigned !== false)
            ? 'assigned'
            : 'unassigned',
    reading: [assignments, summary, policies].some(({ isPending }) => isPending),
  }
}
