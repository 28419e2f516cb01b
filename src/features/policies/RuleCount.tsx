import { useQuery } from '@tanstack/react-query'

import type { ConfigurationPolicyListItem } from '#contract/policies.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { readBatched } from '#src/api/batched.ts'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'

import { policyKindOf } from './policy-kind.ts'
import { policyQuery } from './policy-queries.ts'

/**
 * `settingCount` counts roots, and all rules stand under one (graph-contract 4), so the rules have to be read. Only rows in
 * sight ask, up to 20 in one call, and the answer is the one that the policy's page needs.
 */
const rulesQuery = (id: string) => ({
  ...policyQuery(id),
  queryFn: () => readBatched('policyGet', { path: { id }, query: { $expand: 'settings' } }),
  staleTime: 60_000,
  refetchOnWindowFocus: false,
})

/** How many rules a rules policy holds. */
export const RuleCount = ({ policy }: { policy: ConfigurationPolicyListItem }) => {
  const isRules = policyKindOf(policy) === 'rules'
  const { data, isError } = useQuery({ ...rulesQuery(policy.id), enabled: isRules })
  if (!isRules) return <span title="Not a rules policy">–</span>
  if (data !== undefined) return <>{readRules(data.settings ?? []).length}</>
  return isError ? <>Not known</> : <SkeletonBar width="2ch" />
}
