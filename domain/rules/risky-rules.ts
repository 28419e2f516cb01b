import type { RuleModel } from './rule-model.ts'
import { ruleStrength, type ParsedFacts, type RiskFlag } from './strength.ts'

/** A rule that has to be confirmed, with what an attacker could do. `index` is its place in the policy, from 0. */
export type RiskyRule = { index: number; rule: RuleModel; flags: RiskFlag[] }

/** What the risks of a rule depend on: a confirmation holds as long as only name and description change. */
export const judgedPart = (rule: RuleModel): string =>
  JSON.stringify({ ...rule, name: '', description: '', original: null })

/** Places of the rules in `after` that `before` had not; a second rule like an old one is new: it was not there. */
export const newRules = (before: readonly RuleModel[], after: readonly RuleModel[]): number[] => {
  const had = new Map<string, number>()
  for (const rule of before) {
    const part = judgedPart(rule)
    had.set(part, (had.get(part) ?? 0) + 1)
  }
  return after.flatMap((rule, index) => {
    const part = judgedPart(rule)
    const left = had.get(part) ?? 0
    had.set(part, left - 1)
    return left > 0 ? [] : index
  })
}

/**
 * The risky ones among the new rules of a policy (R12). `factsOf` tells of a rule's certificate where the caller has parsed
 * it.
 */
export const newRiskyRules = (
  before: readonly RuleModel[],
  after: readonly RuleModel[],
  factsOf: (rule: RuleModel) => ParsedFacts = () => ({}),
): RiskyRule[] => {
  const fresh = new Set(newRules(before, after))
  return after.flatMap((rule, index) => {
    if (!fresh.has(index)) return []
    const { flags } = ruleStrength(rule, factsOf(rule))
    return flags.length === 0 ? [] : { index, rule, flags }
  })
}
