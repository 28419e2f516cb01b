import { useMemo } from 'react'

import { judgedPart, newRiskyRules, newRules } from '#domain/rules/risky-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { parsedFacts } from '#domain/rules/validate.ts'
import type { Risk } from '#src/shared/RiskConfirmation.tsx'
import { useConfirmation } from '#src/shared/use-confirmation.tsx'
import { useNow } from '#src/ui/use-now.ts'

import type { PolicyRule } from './rule-list.ts'
import { knownCertificates, useRuleCertificates } from './use-rule-certificates.ts'

const noSettings: readonly Risk[] = []

/**
 * Asks before risky rules are written that were not there (R12). Lists and map must stay the same between renders. What was
 * confirmed counts only for exactly these rules and risks: when a certificate turns out to be expired, it is asked anew.
 * `given` are certificates of reusable settings that come along with the rules, by the id that the rules name; `settings` are
 * risks of elevation settings that are written with them.
 */
export const useRiskConfirmation = (
  before: readonly RuleModel[],
  after: readonly PolicyRule[],
  given?: ReadonlyMap<string, string>,
  settings = noSettings,
) => {
  const fresh = useMemo(() => {
    const places = newRules(
      before,
      after.map(({ rule }) => rule),
    )
    return places.flatMap((place) => after[place] ?? [])
  }, [before, after])
  const { certificateOf } = useRuleCertificates(fresh, given)
  const now = useNow()
  const known = (rule: RuleModel) => knownCertificates(certificateOf(rule))
  const risky = newRiskyRules(
    before,
    after.map(({ rule }) => rule),
    (rule) => {
      const facts = known(rule)
      return facts === 'reading' ? {} : parsedFacts(facts, new Date(now))
    },
  ).map(({ index, rule, flags }): Risk => ({
    key: JSON.stringify([index, rule.name, judgedPart(rule)]),
    name: rule.name,
    flags,
  }))
  const rules = risky.length === 1 ? 'this rule' : 'these rules'
  const want =
    settings.length === 0 ? rules : risky.length === 0 ? 'these settings' : 'all of these'
  return {
    /** Certificates of the new rules are still being read, so that not every risk is known. */
    reading: fresh.some(({ rule }) => known(rule) === 'reading'),
    ...useConfirmation([...risky, ...settings], want),
  }
}
