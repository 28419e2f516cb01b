import { readElevationSettings } from '#domain/rules/elevation-settings.ts'

import { policyKindOf } from '../policy-kind.ts'
import type { SectionChange, Seen } from './section-change.ts'

const removal =
  'Endpoint Privilege Management stops at the next policy sync, and after seven days its components are removed.'

/**
 * What saving does that one could regret, in words (epm-behaviour 16): turning EPM off, or leaving devices without a
 * settings policy. Null when there is nothing of the kind.
 */
export const saveEffect = ({ policy, assignments }: Seen, change: SectionChange): string | null => {
  const kind = policyKindOf(policy)
  if (change.section === 'configuration' && kind === 'settings') {
    const was = readElevationSettings(policy.settings ?? [])?.enabled
    const now = readElevationSettings(change.settings)?.enabled
    return was !== false && now === false ? `On devices with this policy: ${removal}` : null
  }
  if (change.section !== 'assignments' || change.targets.length >= assignments.length) return null
  if (kind === 'settings')
    return `Devices that are left without an elevation settings policy: ${removal}`
  return kind === 'rules'
    ? 'Devices and users that are taken out lose these rules at their next policy sync; it can take seven hours or more.'
    : null
}
