import { useQueries, useQuery } from '@tanstack/react-query'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import type { ApiError } from '#src/api/errors.ts'
import { useRights } from '#src/api/rights.ts'

import { isRulesPolicy, policiesQuery, policyQuery } from './rules-policy-queries.ts'

export type RulesPolicies =
  | { state: 'loading' }
  | { state: 'forbidden' }
  | { state: 'failed'; error: ApiError; retry: () => void }
  | {
      state: 'read'
      policies: readonly ConfigurationPolicy[]
      /** Of them, assigned to somebody. */
      assigned: ReadonlySet<string>
      /** Not all of the tenant's policies could be read. */
      incomplete: boolean
    }

/** All elevation rules policies in scope with their rules, as far as this person may read them. */
export const useRulesPolicies = (): RulesPolicies => {
  const may = useRights().can('Microsoft.Intune_EpmPolicy_Read')
  const list = useQuery({ ...policiesQuery, enabled: may, staleTime: 60_000 })
  const found = list.data?.ok ? list.data.data.value.filter(isRulesPolicy) : []
  const wholes = useQueries({
    queries: found.map(({ id }) => ({ ...policyQuery(id), staleTime: 60_000 })),
  })
  if (!may || (list.data !== undefined && !list.data.ok)) return { state: 'forbidden' }
  const retry = () => {
    void list.refetch()
    for (const whole of wholes) if (whole.isError) void whole.refetch()
  }
  const error = list.error ?? wholes.find((whole) => whole.error !== null)?.error ?? null
  if (error !== null) return { state: 'failed', error, retry }
  if (list.data === undefined || wholes.some((whole) => whole.data === undefined))
    return { state: 'loading' }
  const policies = wholes.flatMap(({ data }) => (data?.ok ? [data.data] : []))
  return {
    state: 'read',
    policies,
    assigned: new Set(found.flatMap(({ id, isAssigned }) => (isAssigned === true ? [id] : []))),
    incomplete: list.data.data['@odata.nextLink'] !== undefined,
  }
}
