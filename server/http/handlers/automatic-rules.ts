import { readRules } from '#domain/rules/read-rules.ts'
import { newRules } from '#domain/rules/risky-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import { parseStored } from '../../store/parse-stored.ts'
import type { PolicyRow } from '../../store/policy-rows.ts'

type Content = Pick<PolicyRow, 'settings_json' | 'assignments_json'>

const automaticOf = (content: Content): RuleModel[] =>
  readRules(parseStored.settings(content.settings_json)).filter(
    ({ elevationType }) => elevationType === 'automatic',
  )

/** Everything an assignment says; an exclusion that is taken away reaches more devices too. */
const targetsOf = ({ assignments_json: json }: Content) =>
  parseStored.assignments(json).map((assignment) => JSON.stringify(assignment.target))

/**
 * Whether a change makes something elevate with nobody asked (R42): a rule that does so is new or another one than before, or the
 * policy has such rules and is assigned otherwise. Taking such rules away, or their words, does not.
 */
export const elevatesMore = (before: Content | null, after: Content): boolean => {
  const automatic = automaticOf(after)
  if (automatic.length === 0) return false
  if (before === null || newRules(automaticOf(before), automatic).length > 0) return true
  const [was, is] = [targetsOf(before), targetsOf(after)]
  return is.length > 0 && was.toSorted().join() !== is.toSorted().join()
}

/** Whether a policy elevates anything with nobody asked. */
export const hasAutomaticRules = (content: Content): boolean => automaticOf(content).length > 0
