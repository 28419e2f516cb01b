import { listQuery, q } from '#src/api/queries.ts'

export const settingsQuery = q('pamSettingsGet', {})
export const groupsQuery = q('pamGroupList', {})
/** At most 30, so one page has them all. */
export const policiesQuery = listQuery('pamPolicyList', { query: { $top: 50, $count: true } })
export const requestQuery = (id: string) => q('pamRequestGet', { path: { id } })
export const usesQuery = (id: string) => q('pamRequestExecutions', { path: { id } })

export const requestEndpoints = ['pamRequestList', 'pamRequestGet', 'pamRequestExecutions'] as const
export const policyEndpoints = [
  'pamPolicyList',
  'pamSettingsGet',
  'pamRequestList',
  'pamRequestGet',
] as const
export const settingsEndpoints = ['pamSettingsGet', 'pamGroupList', 'pamPolicyList'] as const
