import type { ConfigurationPolicy } from '#contract/policies.ts'
import { evaluate, stepText } from '#domain/rules/evaluate.ts'
import type { FileFacts, RuleCandidate } from '#domain/rules/match-rule.ts'
import type { FileDetails } from '#domain/rules/file-details.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

export type PolicyRule = { policyId: string; policyName: string; rule: RuleModel }

/** What the readable rules say about a file. */
export type RuleOutcome = {
  /** The rule that wins among those that match, if all of their policies reach this user and device. */
  winner: PolicyRule | null
  /** Other rules that match, in the order of their policies. */
  alsoMatching: readonly PolicyRule[]
  /** Rules that match in all that the record tells; certificate or file version are not compared. */
  undetermined: readonly PolicyRule[]
  /** Why the winner won over the others, one sentence for each step. */
  because: readonly string[]
  rulesRead: number
}

/** No record carries a verified signature, and not every one the file's version: these cannot be judged from it. */
const notTold = ({ version }: FileDetails): readonly string[] =>
  version === '' ? ['certificate', 'minimumVersion'] : ['certificate']

const factsOf = (details: FileDetails): FileFacts => ({ ...details, arguments: '', signer: null })

/**
 * Evaluates the file against the rules of these policies, all taken as if they reached the device: who is in which
 * group cannot be read here.
 */
export const ruleOutcome = (
  details: FileDetails,
  policies: readonly ConfigurationPolicy[],
): RuleOutcome => {
  const rules = new Map<string, PolicyRule>()
  for (const policy of policies)
    for (const [index, rule] of readRules(policy.settings ?? []).entries())
      rules.set(`${policy.id}#${index}`, {
        policyId: policy.id,
        policyName: policy.name ?? '',
        rule,
      })
  const candidates: RuleCandidate[] = [...rules].map(([id, { rule }]) => ({ id, rule }))
  const { outcome, verdicts, decidedBy } = evaluate({
    file: factsOf(details),
    rulesForUser: [],
    rulesForDevice: candidates,
    defaultResponse: null,
    viaMenu: true,
  })
  const untold = notTold(details)
  const winnerId = 'id' in outcome ? outcome.id : null
  const pick = (wanted: (verdict: (typeof verdicts)[number]) => boolean) =>
    verdicts.filter(wanted).flatMap(({ id }) => rules.get(id) ?? [])
  return {
    winner: winnerId === null ? null : (rules.get(winnerId) ?? null),
    alsoMatching: pick(({ id, mismatches }) => mismatches.length === 0 && id !== winnerId),
    undetermined: pick(
      ({ mismatches }) =>
        mismatches.length > 0 && mismatches.every(({ attribute }) => untold.includes(attribute)),
    ),
    because: decidedBy.map((step) => stepText[step]),
    rulesRead: rules.size,
  }
}

/** What follows when no rule matches for certain. While one may match, nothing is known of the default response. */
export const noneMatches = ({
  rulesRead,
  undetermined,
}: Pick<RuleOutcome, 'rulesRead' | 'undetermined'>) => {
  const maybe = undetermined.length
  if (maybe === 0)
    return `None of the ${rulesRead} rules in assigned policies matches this file. The default elevation response of the device then applies.`
  const others = rulesRead - maybe
  if (others === 0) return 'Assigned policies hold no other rule.'
  return others === 1
    ? 'The only other rule in assigned policies does not match this file.'
    : `None of the ${others} other rules in assigned policies matches this file.`
}
