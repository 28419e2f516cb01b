import {
  elevationRulesTemplateId,
  epmTemplateFamily,
  type ConfigurationPolicy,
  type ConfigurationPolicyBody,
} from '#contract/policies.ts'
import { z } from '#contract/zod.ts'
import {
  offeredElevationTypes,
  ruleFromFile,
  suggestRuleName,
  type OfferedElevationType,
} from '#domain/rules/from-file.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { childProcessBehaviors, type RuleModel } from '#domain/rules/rule-model.ts'
import { mostRules, validateRule, type RuleIssue } from '#domain/rules/validate.ts'
import { appendRule, newRulesPolicySettings } from '#domain/rules/write-rules.ts'

import { beginsWithFolder, type RuleSource, type UsableBasis } from './rule-source.ts'

/** The pane's form; its fields are those of "Create a rule" (epm-behaviour 6), and a name. */
export const RuleForm = z
  .object({
    target: z.enum(['new', 'existing']),
    policyName: z.string(),
    policyId: z.string(),
    ruleName: z.string(),
    elevationType: z.enum(offeredElevationTypes as [OfferedElevationType]),
    childProcessBehavior: z.enum(childProcessBehaviors),
    sameFilePath: z.boolean(),
    /** The reusable setting with the publisher's certificate, where no hash ties the rule to its file. */
    certificateId: z.string(),
    /** The second, informed confirmation of a risky rule (R12). */
    confirmed: z.boolean(),
  })
  .superRefine((values, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (values.target === 'new') {
      if (values.policyName.trim() === '') fault('policyName', 'Enter a policy name.')
      else if (values.policyName.length > 200) fault('policyName', 'At most 200 characters.')
    } else if (values.policyId === '') fault('policyId', 'Choose a policy.')
  })
export type RuleForm = z.infer<typeof RuleForm>

/** A new policy is assigned to nobody, so it is the safe one of the two ways, where the person may take it. */
export const ruleFormDefaults = (source: RuleSource, may: { create: boolean }): RuleForm => ({
  target: may.create ? 'new' : 'existing',
  policyName: '',
  policyId: '',
  ruleName: suggestedName({ elevationType: 'userConfirmed' }, source.basis, null),
  elevationType: 'userConfirmed',
  childProcessBehavior: 'requireRule',
  sameFilePath: beginsWithFolder(source),
  certificateId: '',
  confirmed: false,
})

/** The rule that the form describes. */
export const toRule = (values: RuleForm, { kind, details }: UsableBasis): RuleModel => {
  const rule = ruleFromFile(details, {
    name: values.ruleName,
    elevationType: values.elevationType,
    childProcessBehavior: values.childProcessBehavior,
    sameFilePath: values.sameFilePath,
  })
  if (kind === 'file') return rule
  return {
    ...rule,
    signatureSource: {
      kind: 'reusableSetting',
      settingId: values.certificateId,
      certificateType: 'publisher',
    },
  }
}

/** A suggested name follows the type and the policy until somebody types one. */
export const suggestedName = (
  values: Pick<RuleForm, 'elevationType'>,
  { details }: UsableBasis,
  policy: ConfigurationPolicy | null,
) => suggestRuleName(plainly(details.fileName), values.elevationType, ruleNames(policy))

/** The name a rule gets is ours, so what hides or turns text in the file's name stays out of it. */
const plainly = (fileName: string) => fileName.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')

export const ruleNames = (policy: ConfigurationPolicy | null) =>
  policy === null ? [] : readRules(policy.settings ?? []).map(({ name }) => name)

type SameFileRule = { rule: RuleModel; by: 'hash' | 'file name' }

/** Rules of the policy that are about the same file already: by its hash, or by its name. */
export const rulesForSameFile = (
  policy: ConfigurationPolicy | null,
  rule: RuleModel,
): readonly SameFileRule[] => {
  const same = (one: string, other: string) =>
    one !== '' && one.toLowerCase() === other.toLowerCase()
  return readRules(policy?.settings ?? []).flatMap((other): SameFileRule[] => {
    if (same(other.fileHash, rule.fileHash)) return [{ rule: other, by: 'hash' }]
    return same(other.fileName, rule.fileName) ? [{ rule: other, by: 'file name' }] : []
  })
}

/** What is wrong with the rule, alone and beside the rules of the policy it goes to. */
export const ruleIssues = (
  rule: RuleModel,
  policy: ConfigurationPolicy | null,
): readonly RuleIssue[] => {
  const otherNames = ruleNames(policy)
  const issues = validateRule(rule, { otherNames })
  return otherNames.length < mostRules
    ? issues
    : [
        ...issues,
        {
          field: 'rules',
          kind: 'error',
          message: `This policy has ${otherNames.length} rules, and ${mostRules} are the most. Choose another one.`,
        },
      ]
}

export const hasErrors = (issues: readonly RuleIssue[]) =>
  issues.some(({ kind }) => kind === 'error')

/** A new, unassigned elevation rules policy with this one rule. */
export const newPolicyBody = (values: RuleForm, rule: RuleModel): ConfigurationPolicyBody => ({
  name: values.policyName,
  description: '',
  platforms: 'windows10',
  technologies: 'endpointPrivilegeManagement',
  templateReference: {
    templateId: elevationRulesTemplateId,
    templateFamily: epmTemplateFamily,
  },
  settings: newRulesPolicySettings([rule]),
})

/** Graph pages the settings inside a policy; what was not read must not be written back. */
export const isWhole = (policy: ConfigurationPolicy) =>
  policy.settings !== undefined && policy['settings@odata.nextLink'] === undefined

/** The whole policy as it was read, unknown parts included, with one more rule at its end. */
export const extendedPolicyBody = (
  policy: ConfigurationPolicy,
  rule: RuleModel,
): ConfigurationPolicyBody => ({
  name: policy.name ?? '',
  description: policy.description ?? null,
  platforms: 'windows10',
  technologies: policy.technologies,
  roleScopeTagIds: policy.roleScopeTagIds,
  templateReference: policy.templateReference,
  settings: appendRule(policy.settings ?? [], rule),
})

/** How two readings of a policy differ, in words; rule names come from people. Empty when they are the same. */
export const policyChanges = (
  seen: ConfigurationPolicy,
  current: ConfigurationPolicy,
): readonly { text: string; name: string }[] => {
  const before = readRules(seen.settings ?? [])
  const after = readRules(current.settings ?? [])
  const named = (rules: readonly RuleModel[]) => new Map(rules.map((rule) => [rule.name, rule]))
  const was = named(before)
  const is = named(after)
  const same = (one: RuleModel, other: RuleModel) =>
    JSON.stringify(one.original) === JSON.stringify(other.original)
  return [
    ...((seen.name ?? '') === (current.name ?? '')
      ? []
      : [{ text: 'The policy is now called', name: current.name ?? '' }]),
    ...after.flatMap((rule) => {
      const old = was.get(rule.name)
      if (old === undefined) return [{ text: 'Added rule', name: rule.name }]
      return same(old, rule) ? [] : [{ text: 'Changed rule', name: rule.name }]
    }),
    ...before.flatMap((rule) =>
      is.has(rule.name) ? [] : [{ text: 'Removed rule', name: rule.name }],
    ),
  ]
}

/** Does this reading hold the rule, as one that was just sent? */
export const holdsRule = (policy: ConfigurationPolicy, rule: RuleModel) =>
  readRules(policy.settings ?? []).some(
    (other) =>
      other.name === rule.name &&
      other.fileHash.toLowerCase() === rule.fileHash.toLowerCase() &&
      other.filePath === rule.filePath,
  )
