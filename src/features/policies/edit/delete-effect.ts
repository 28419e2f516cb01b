import type { ConfigurationPolicy } from '#contract/policies.ts'
import { readElevationSettings } from '#domain/rules/elevation-settings.ts'
import { readRules } from '#domain/rules/read-rules.ts'

import { policyKindOf } from '../policy-kind.ts'

/** What is known of whom the policy reaches; null while unread, or where it cannot be read. */
export type Reached = {
  assigned: boolean | null
  /** Devices in its check-in status, without those that it does not apply to. */
  devices: number | null
  /** Other elevation settings policies in scope that turn EPM on somewhere: `none` exist, or `unassigned` ones only. */
  others: 'none' | 'unassigned' | 'assigned' | null
}

const devicesOf = (count: number | null) =>
  count === null ? 'Devices' : count === 1 ? '1 device' : `${count.toLocaleString('en')} devices`

const lose = ({ devices, others }: Reached) => {
  const lost = `${devicesOf(devices)} ${devices === 1 ? 'loses' : 'lose'} Endpoint Privilege Management.`
  return others === 'none'
    ? `This is the last elevation settings policy in your scope: ${lost.replace(/^D/, 'd')}`
    : `No other elevation settings policy in your scope is assigned: ${lost.replace(/^D/, 'd')}`
}

const reach = ({ devices }: Reached) =>
  devices === null
    ? []
    : [`It reaches ${devicesOf(devices)}, by the check-in status of your scope.`]

/** Only the last one takes EPM from every device that it reaches. */
export const isLast = (policy: ConfigurationPolicy, { assigned, others }: Reached): boolean =>
  policyKindOf(policy) === 'settings' &&
  assigned !== false &&
  (others === 'none' || others === 'unassigned') &&
  readElevationSettings(policy.settings ?? [])?.enabled !== false

/** What deleting a policy does on devices, in words (epm-behaviour 3.7 and 16). */
export const deleteEffects = (policy: ConfigurationPolicy, reached: Reached): string[] => {
  const { assigned } = reached
  if (assigned === false) return ['It is not assigned, so nothing changes on any device.']
  const condition = assigned === null ? 'If it is assigned: ' : ''
  const lower = (text: string) =>
    condition === '' ? text : condition + text.charAt(0).toLowerCase() + text.slice(1)
  switch (policyKindOf(policy)) {
    case 'settings': {
      const settings = readElevationSettings(policy.settings ?? [])
      if (settings?.enabled === false)
        return [
          ...reach(reached),
          lower(
            'Devices that it turns Endpoint Privilege Management off on stay without it, unless another settings policy turns it on.',
          ),
        ]
      if (isLast(policy, reached))
        return [
          lower(lose(reached)),
          'Nothing can be elevated on them from their next policy sync on, and after seven days the EPM components are removed. Assigned a settings policy before that, they need no new installation.',
        ]
      return [
        ...reach(reached),
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
        ...reach(reached),
        lower(
          `Files that ${rules} match are then handled by other rules, or by the default elevation response of the device.`,
        ),
        'Files that a Deny rule of it stops are no longer stopped by it.',
      ]
    }
    case 'unknown':
      return [
        ...reach(reached),
        lower('What it does on devices ends; this console does not know its type.'),
      ]
  }
}
