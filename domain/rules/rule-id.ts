import { uuidOf } from '../seeded.ts'

/** Rules have no id on the wire, yet elevations name one: a UUID from the policy and the rule's unique name. */
export const ruleIdOf = (policyId: string, ruleName: string): string =>
  uuidOf(`rule ${policyId} ${ruleName}`)
