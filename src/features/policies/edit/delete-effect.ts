import type { ConfigurationPolicy } from '#contract/policies.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import { readRules } from '#domain/rules/read-rules.ts'

import { policyKindOf } from '../policy-kind.ts'

/**
 * What deleting a policy does on devices, in words (epm-behaviour 3.7 and 16). `assigned` is null while that is not
 * known.
 */
export const deleteEffects = (policy: ConfigurationPolicy, assigned: boolean | null): string[] => {
  if (assigned === false) return ['It is not assigned, so nothing changes on any device.']
  const condition = assigned === null ? 'If it is assigned: ' : ''
  const lower = (text: string) =>
    condition === '' ? text : condition + text.charAt(0).toLowerCase() + text.slice(1)
  switch (policyKindOf(policy)) {
    case 'settings': {
      const settings = readElevationSettings(policy.settings ?? [])
      if (settings?.enabled === false)
        return [
          lower(
            'Devices that it turns Endpoint Privilege Management off on stay without it, unless another settings policy turns it on.',
          ),
        ]
      return [
        lower(
          'Devices that have no other elevation settings policy stop elevating at their next policy sync.',
        ),
        'Seven days later the EPM components are removed from them. Assigned a settings policy before that, they need no new installation.',
      ]
    }
    case 'rules': {
      const count = readRules(policy.settings ?? []).length
      const rules = count === 1 ? 'its rule' : `its ${count} rules`
      return [
        lower(
          `Files that ${rules} match are then handled by other rules, or by the default elevation response of the device.`,
        ),
        'Files that a Deny rule of it stops are no longer stopped by it.',
      ]
    }
    case 'unknown':
      return [lower('What it does on devices ends; this console does not know its type.')]
  }
}
