import type { EndpointName } from '#contract/endpoints.ts'
import type { ResourceAction } from '#contract/rights.ts'
import { rightText, type Rights } from '#src/api/rights.ts'

/** What a change of a reusable setting may make out of date. */
export const reusableEndpoints: readonly EndpointName[] = [
  'reusableSettingList',
  'reusableSettingGet',
  'reusableSettingPolicyList',
]

/** Why this person may not do it, or undefined. */
export const missingRight = (rights: Rights, action: ResourceAction): string | undefined =>
  rights.can(action) ? undefined : `Your roles lack ${rightText(action).right}.`
