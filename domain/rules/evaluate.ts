import type { ElevationSettings } from './elevation-settings.ts'
import {
  argumentsAllowed,
  type FileFacts,
  type Mismatch,
  mismatchesOf,
  type RuleCandidate,
} from './match-rule.ts'
import type { RuleModel } from './rule-model.ts'

export type EvaluationInput = {
  file: FileFacts
  rulesForUser: readonly RuleCandidate[]
  rulesForDevice: readonly RuleCandidate[]
  defaultResponse: ElevationSettings['defaultResponse']
  /** Started through "Run with elevated access". */
  viaMenu: boolean
  /** Started by a program whose rule elevates all child processes: no rule is looked at, deny rules neither. */
  parentElevatesChildren?: boolean
}

/** The steps of epm-behaviour 13.2; `order` is no rule of the product but the only thing left. */
export type Step = 'deny' | 'target' | 'hash' | 'attributes' | 'elevationType' | 'order'

export const stepText: Readonly<Record<Step, string>> = {
  deny: 'A deny rule wins over every other rule.',
  target: 'A rule for the user wins over a rule for the device.',
  hash: 'A rule with a file hash wins over one without.',
  attributes: 'The rule with more attributes wins.',
  elevationType:
    'By type: User confirmed, then Elevate as current user, then Support approved, then Automatic.',
  order: 'The rules are equal in all that counts. Which of them a device takes is not documented.',
}

export type Verdict = {
  id: string
  target: 'user' | 'device'
  /** Why the rule does not fit; empty when it does. */
  mismatches: Mismatch[]
  /** For a rule that fits and does not win: the step at which it lost. */
  lostAt: Step | null
}

export type Outcome =
  | { kind: 'rule'; id: string; elevationType: RuleModel['elevationType'] }
  /** The winning rule lists other arguments, so that the start is blocked. */
  | { kind: 'argumentsBlocked'; id: string }
  | { kind: 'defaultResponse'; response: NonNullable<ElevationSettings['defaultResponse']> }
  | { kind: 'childOfElevatedParent' }
  /** No rule fits and nobody asked for elevation: the file starts as any other. */
  | { kind: 'nothing' }

/** The outcome with its proof; `decidedBy` lists the steps that took a rule out, in their order. */
export type Evaluation = { outcome: Outcome; verdicts: Verdict[]; decidedBy: Step[] }

type Contender = RuleCandidate & { target: 'user' | 'device' }

/** Which rule wins for this file, why each other rule does not, and what happens when none fits. */
export const evaluate = (input: EvaluationInput): Evaluation => {
  const { file } = input
  if (input.parentElevatesChildren) {
    return { outcome: { kind: 'childOfElevatedParent' }, verdicts: [], decidedBy: [] }
  }
  const contenders: Contender[] = [
    ...input.rulesForUser.map((each) => ({ ...each, target: 'user' as const })),
    ...input.rulesForDevice.map((each) => ({ ...each, target: 'device' as const })),
  ]
  const mismatches = new Map(contenders.map((each) => [each, mismatchesOf(each, file)]))
  let left = contenders.filter((each) => mismatches.get(each)?.length === 0)
  const lostAt = new Map<Contender, Step>()
  for (const [step, rank] of steps) {
    const best = Math.min(...left.map(rank))
    for (const each of left) if (rank(each) > best) lostAt.set(each, step)
    left = left.filter((each) => rank(each) === best)
  }
  const [winner, ...equals] = left
  for (const each of equals) lostAt.set(each, 'order')
  return {
    outcome: winner ? outcomeOf(winner, file) : withoutRule(input),
    verdicts: contenders.map((each) => ({
      id: each.id,
      target: each.target,
      mismatches: mismatches.get(each) ?? [],
      lostAt: lostAt.get(each) ?? null,
    })),
    decidedBy: [...new Set(lostAt.values())],
  }
}

const typeOrder = ['userConfirmed', 'currentUser', 'supportApproved', 'automatic']

/** Lower is better. An unknown type comes last, because nothing is known in its favour. */
const typeRank = ({ rule: { elevationType: type } }: Contender): number => {
  const rank = typeof type === 'string' ? typeOrder.indexOf(type) : -1
  return rank < 0 ? typeOrder.length : rank
}

/** What "most defined attributes" counts is not documented; the file name is in all (epm-behaviour 13.2). */
export const definedAttributes = (rule: RuleModel): number =>
  [
    rule.filePath,
    rule.minimumVersion,
    rule.fileDescription,
    rule.productName,
    rule.internalName,
  ].filter((value) => value !== '').length +
  (rule.signatureSource.kind === 'notConfigured' ? 0 : 1) +
  (rule.restrictArguments === null ? 0 : 1)

const steps: readonly (readonly [Step, (each: Contender) => number])[] = [
  ['deny', ({ rule }) => (rule.elevationType === 'deny' ? 0 : 1)],
  ['target', ({ target }) => (target === 'user' ? 0 : 1)],
  ['hash', ({ rule }) => (rule.fileHash === '' ? 1 : 0)],
  // Among rules with a hash nothing is more specific: they go on to the type.
  ['attributes', ({ rule }) => (rule.fileHash === '' ? -definedAttributes(rule) : 0)],
  ['elevationType', typeRank],
]

const outcomeOf = ({ id, rule }: Contender, file: FileFacts): Outcome =>
  rule.elevationType === 'deny' || argumentsAllowed(rule, file.arguments)
    ? { kind: 'rule', id, elevationType: rule.elevationType }
    : { kind: 'argumentsBlocked', id }

const withoutRule = ({ viaMenu, defaultResponse }: EvaluationInput): Outcome =>
  // Not configured acts as "Deny all requests" (epm-behaviour 3.3).
  viaMenu ? { kind: 'defaultResponse', response: defaultResponse ?? 'deny' } : { kind: 'nothing' }
