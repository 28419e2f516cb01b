import type { EndpointName } from '#contract/endpoints.ts'

/** What a change of a reusable setting may make out of date. */
export const reusableEndpoints: readonly EndpointName[] = [
  'reusableSettingList',
  'reusableSettingGet',
  'reusableSettingPolicyList',
]
