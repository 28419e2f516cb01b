import type { RuleModel } from '#domain/rules/rule-model.ts'
import { ruleStrength, type Strength } from '#domain/rules/strength.ts'
import { parsedFacts, validateRule, type RuleIssue } from '#domain/rules/validate.ts'

import type { KnownCertificates } from '../rule-judgement.ts'
import { asGiven } from './rule-edits.ts'

export type EditedJudgement = {
  issues: RuleIssue[]
  strength: Strength
  /** Save does nothing but show the errors. */
  stops: boolean
}

/** What the editor says about the rule as it is being typed; `now` is in ms. While a certificate is read nothing is saved. */
export const judgeEdited = (
  rule: RuleModel,
  otherNames: readonly string[],
  facts: KnownCertificates,
  now: number,
): EditedJudgement => {
  const certificates = facts === 'reading' ? [] : facts
  const moment = new Date(now)
  const issues = validateRule(rule, { otherNames, certificates, now: moment })
  return {
    issues,
    strength: ruleStrength(asGiven(rule), parsedFacts(certificates, moment)),
    stops: facts === 'reading' || issues.some(({ kind }) => kind === 'error'),
  }
}
