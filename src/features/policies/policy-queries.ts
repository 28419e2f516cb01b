import type { EndpointName } from '#contract/endpoints.ts'
import type { ResourceAction } from '#contract/rights.ts'
import { q } from '#src/api/queries.ts'
import { rightText, type Rights } from '#src/api/rights.ts'

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

/** Why this person may not do it, or undefined. The service decides; this only says so beforehand. */
export const missingRight = (rights: Rights, action: ResourceAction): string | undefined =>
  rights.can(action) ? undefined : `Your roles lack ${rightText(action).right}.`
