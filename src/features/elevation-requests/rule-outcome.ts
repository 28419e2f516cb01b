import type { ElevationRequest } from '#contract/elevation-requests.ts'
import type { ConfigurationPolicy } from '#contract/policies.ts'
import { evaluate, stepText } from '#domain/rules/evaluate.ts'
import type { FileFacts, RuleCandidate } from '#domain/rules/match-rule.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import { text } from './request-text.ts'
import { folderOf } from './rule-form.ts'

export type PolicyRule = { policyId: string; policyName: string; rule: RuleModel }

/** What the readable rules say about the file of a request. */
export type RuleOutcome = {
  /** The rule that wins among those that match, if all of their policies reach this user and device. */
  winner: PolicyRule | null
  /** Other rules that match, in the order of their policies. */
  alsoMatching: readonly PolicyRule[]
  /** Rules that match in all that a request tells; certificate or file version are not compared. */
  undetermined: readonly PolicyRule[]
  /** Why the winner won over the others, one sentence for each step. */
  because: readonly string[]
  rulesRead: number
}

/** A request carries neither the file's version nor a verified signature, so these two cannot be judged from it. */
const notTold: readonly string[] = ['certificate', 'minimumVersion']

const factsOf = (request: ElevationRequest): FileFacts => {
  const detail = request.applicationDetail
  return {
    fileName: text(detail?.fileName),
    folder: folderOf(request),
    hash: text(detail?.fileHash),
    version: '',
    fileDescription: text(detail?.fileDescription),
    productName: text(detail?.productName),
    internalName: text(detail?.productInternalName),
    arguments: '',
    signer: null,
  }
}

/**
 * Evaluates the file against the rules of these policies, all taken as if they reached the device: who is in which
 * group cannot be read here.
 */
export const ruleOutcome = (
  request: ElevationRequest,
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
    file: factsOf(request),
    rulesForUser: [],
    rulesForDevice: candidates,
    defaultResponse: null,
    viaMenu: true,
  })
  const winnerId = 'id' in outcome ? outcome.id : null
  const pick = (wanted: (verdict: (typeof verdicts)[number]) => boolean) =>
    verdicts.filter(wanted).flatMap(({ id }) => rules.get(id) ?? [])
  return {
    winner: winnerId === null ? null : (rules.get(winnerId) ?? null),
    alsoMatching: pick(({ id, mismatches }) => mismatches.length === 0 && id !== winnerId),
    undetermined: pick(
      ({ mismatches }) =>
        mismatches.length > 0 && mismatches.every(({ attribute }) => notTold.includes(attribute)),
    ),
    because: decidedBy.map((step) => stepText[step]),
    rulesRead: rules.size,
  }
}
