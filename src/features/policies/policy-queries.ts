import type { EndpointName } from '#contract/endpoints.ts'
import { q } from '#src/api/queries.ts'

/** A policy with its settings: what the page shows and what an edit begins from. */
export const policyQuery = (id: string) =>
  q('policyGet', { path: { id }, query: { $expand: 'settings' } })

/** What a change of a policy may make out of date. */
export const policyEndpoints: readonly EndpointName[] = [
  'policyList',
  'policyGet',
  'policySettingList',
  'policyAssignmentList',
  'policyVersionList',
  'policyDeviceSummaryReport',
  'policyDevicesReport',
  'reusableSettingList',
  'reusableSettingGet',
  'reusableSettingPolicyList',
]
