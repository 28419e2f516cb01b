import { X509Certificate } from 'node:crypto'

import type { DeviceCheckIn } from '#contract/device-check-in.ts'
import { elevationRulesTemplateId } from '#contract/policies.ts'
import { evaluate } from '#domain/rules/evaluate.ts'
import type { FileFacts, RuleCandidate } from '#domain/rules/match-rule.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { ruleIdOf } from '#domain/rules/rule-id.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import type { SampleFile } from '#worlds/sample/file.ts'

import { sameTemplate, type ClientBehaviour } from './client-settings.ts'

type User = DeviceCheckIn['users'][number]

/** Which rule made it happen, in the words of the wire; null when it was the default response. */
export type RuleReference = { ruleId: string; policyId: string; policyName: string } | null

/** What a device does with a start, in the order of how much it lets happen. */
export type Verdict =
  | { kind: 'unmanaged' }
  | { kind: 'denied'; rule: RuleReference; because: string }
  | { kind: 'ask'; rule: RuleReference }
  | { kind: 'confirm'; rule: RuleReference; withReason: boolean }
  | { kind: 'automatic'; rule: RuleReference }

/** SHA-1 thumbprint of PEM text or bare base64; null when it cannot be read. */
const thumbprintOf = (text: string): string | null => {
  try {
    const bytes = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64')
    return new X509Certificate(bytes).fingerprint.replaceAll(':', '')
  } catch {
    return null
  }
}

const candidateOf = (rule: RuleModel, id: string, checkIn: DeviceCheckIn): RuleCandidate => {
  const { signatureSource: source } = rule
  const certificate =
    source.kind === 'uploadedCertificate'
      ? source.certificate
      : source.kind === 'reusableSetting'
        ? checkIn.reusableSettings.find((each) => each.id === source.settingId)?.certificate
        : undefined
  return {
    id,
    rule,
    certificateThumbprint: certificate === undefined ? null : thumbprintOf(certificate),
  }
}

const factsOf = (file: SampleFile, path: string, argumentText: string): FileFacts => {
  const [publisher, ...authorities] = (file.signer?.chain ?? []).map(
    (each) => thumbprintOf(each) ?? '',
  )
  return {
    fileName: file.name,
    folder: path.slice(0, path.lastIndexOf('\\')),
    hash: file.hash,
    version: file.version,
    fileDescription: file.description,
    productName: file.product,
    internalName: file.internalName,
    arguments: argumentText,
    signer: publisher === undefined ? null : { publisher, authorities },
  }
}

/** Asks the domain's evaluator, which the console uses too, and says what the device does. */
export const verdictOf = (facts: {
  checkIn: DeviceCheckIn
  user: User
  client: ClientBehaviour
  file: SampleFile
  path: string
  arguments: string
  viaMenu: boolean
}): Verdict => {
  const rules = new Map<string, { rule: RuleModel; reference: RuleReference }>()
  const candidates = { user: [] as RuleCandidate[], device: [] as RuleCandidate[] }
  for (const { targeting, policy } of facts.user.policies) {
    if (!sameTemplate(policy.templateReference.templateId, elevationRulesTemplateId)) continue
    for (const rule of readRules(policy.settings ?? [])) {
      const ruleId = ruleIdOf(policy.id, rule.name)
      const reference = { ruleId, policyId: policy.id, policyName: policy.name ?? '' }
      rules.set(ruleId, { rule, reference })
      candidates[targeting].push(candidateOf(rule, ruleId, facts.checkIn))
    }
  }
  const { outcome } = evaluate({
    file: factsOf(facts.file, facts.path, facts.arguments),
    rulesForUser: candidates.user,
    rulesForDevice: candidates.device,
    defaultResponse: facts.client.defaultResponse,
    viaMenu: facts.viaMenu,
  })
  switch (outcome.kind) {
    case 'rule': {
      const won = rules.get(outcome.id)
      return ruleVerdict(outcome.elevationType, won?.rule ?? null, won?.reference ?? null)
    }
    case 'argumentsBlocked':
      return {
        kind: 'denied',
        rule: rules.get(outcome.id)?.reference ?? null,
        because: `the rule does not list the arguments ${facts.arguments}`,
      }
    case 'defaultResponse':
      return defaultVerdict(outcome.response, facts.client)
    case 'childOfElevatedParent':
    case 'nothing':
      return { kind: 'unmanaged' }
  }
}

const ruleVerdict = (
  type: RuleModel['elevationType'],
  rule: RuleModel | null,
  reference: RuleReference,
): Verdict => {
  switch (type) {
    case 'userConfirmed':
    case 'currentUser':
      return {
        kind: 'confirm',
        rule: reference,
        withReason: rule?.validation.includes('businessJustification') ?? false,
      }
    case 'automatic':
      return { kind: 'automatic', rule: reference }
    case 'supportApproved':
      return { kind: 'ask', rule: reference }
    case 'deny':
      return { kind: 'denied', rule: reference, because: 'a deny rule' }
    default:
      return { kind: 'denied', rule: reference, because: 'an elevation type not known here' }
  }
}

const defaultVerdict = (
  response: NonNullable<ClientBehaviour['defaultResponse']>,
  client: ClientBehaviour,
): Verdict => {
  switch (response) {
    case 'supportApproval':
      return { kind: 'ask', rule: null }
    case 'userConfirmation':
      return { kind: 'confirm', rule: null, withReason: client.withReason }
    case 'deny':
    default:
      // An answer that this version does not know elevates nothing.
      return { kind: 'denied', rule: null, because: 'the default response' }
  }
}
