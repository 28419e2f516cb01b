import type { Elevation } from '#contract/elevations.ts'

import type { RuleModel } from '../rules/rule-model.ts'

type ElevationType = Elevation['elevationType']

/** Windows' "access denied": what a stopped file is reported with. */
export const deniedResult = 5

const reported: Readonly<Record<string, ElevationType>> = {
  userConfirmed: 'userConfirmedElevation',
  currentUser: 'userConfirmedElevation',
  automatic: 'zeroTouchElevation',
  supportApproved: 'supportApprovedElevation',
  deny: 'undetermined',
}

/**
 * What an event says of the rule that decided. The wire has no member for deny nor for the current user (graph-contract 2.1):
 * the first is `undetermined` with `deniedResult`, the second counts as confirmed by the user.
 */
export const reportedType = (ruleType: RuleModel['elevationType']): ElevationType =>
  typeof ruleType === 'string' && Object.hasOwn(reported, ruleType)
    ? (reported[ruleType] ?? 'undetermined')
    : 'undetermined'

const managed: ReadonlySet<string> = new Set([
  'zeroTouchElevation',
  'userConfirmedElevation',
  'supportApprovedElevation',
])

/** Elevated by EPM, in any of its ways. What was denied was not elevated and counts as neither managed nor unmanaged. */
export const isManaged = (elevationType: ElevationType): boolean => managed.has(elevationType)
