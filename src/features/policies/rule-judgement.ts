import type { RuleModel } from '#domain/rules/rule-model.ts'
import { ruleStrength, type Strength } from '#domain/rules/strength.ts'
import {
  parsedFacts,
  validateRules,
  type CertificateFacts,
  type IssueKind,
  type RuleIssue,
} from '#domain/rules/validate.ts'

/** What is known of a rule's certificates; `reading` until the parser has answered. */
export type KnownCertificates = readonly CertificateFacts[] | 'reading'

export type RuleJudgement = { strength: Strength; issues: RuleIssue[] }

const order: readonly IssueKind[] = ['error', 'warning', 'caution', 'advice']

/** How many of a rule's fields are refused. */
export const errorsOf = (issues: readonly RuleIssue[]): number =>
  issues.filter(({ kind }) => kind === 'error').length

/**
 * Judges all rules of a policy, in their order. `now` is in ms. Issues come gravest first; what the certificate adds
 * comes once it has been read.
 */
export const judgeRules = (
  rules: readonly RuleModel[],
  certificatesOf: (rule: RuleModel) => KnownCertificates,
  now: number,
): RuleJudgement[] => {
  const moment = new Date(now)
  const known = (rule: RuleModel) => {
    const certificates = certificatesOf(rule)
    return certificates === 'reading' ? [] : certificates
  }
  const issues = rules.map((): RuleIssue[] => [])
  const found = validateRules(rules, (rule) => ({ certificates: known(rule), now: moment }))
  for (const { index, issue } of found) if (index !== null) issues[index]?.push(issue)
  return rules.map((rule, index) => ({
    strength: ruleStrength(rule, parsedFacts(known(rule), moment)),
    issues: (issues[index] ?? []).toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
  }))
}
