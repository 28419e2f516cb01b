import {
  elevationRulesTemplateId,
  elevationSettingsTemplateId,
  epmTemplateFamily,
  type AssignmentTarget,
  type ConfigurationPolicy,
  type ConfigurationPolicyBody,
} from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'
import { readElevationSettings, type ElevationSettings } from '#domain/rules/elevation-settings.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { newElevationSettingsPolicySettings } from '#domain/rules/write-elevation-settings.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'

import type { Basics } from '#src/ui/form/basics.ts'

/** What a wizard of either kind ends with. */
export type Configuration =
  { kind: 'settings'; settings: ElevationSettings } | { kind: 'rules'; rules: readonly RuleModel[] }

/** The new policy as the wire has it. `tags` null leaves them out: the service then gives all of the author's own. */
export const policyBody = (
  basics: Basics,
  configuration: Configuration,
  tags: readonly string[] | null,
): ConfigurationPolicyBody => ({
  name: basics.name.trim(),
  description: basics.description,
  platforms: 'windows10',
  // The two profiles differ here in every published document (graph-contract 3, 4.1).
  technologies:
    configuration.kind === 'settings'
      ? 'mdm,endpointPrivilegeManagement'
      : 'endpointPrivilegeManagement',
  ...(tags === null ? {} : { roleScopeTagIds: [...tags] }),
  templateReference: {
    templateId:
      configuration.kind === 'settings' ? elevationSettingsTemplateId : elevationRulesTemplateId,
    templateFamily: epmTemplateFamily,
  },
  settings:
    configuration.kind === 'settings'
      ? newElevationSettingsPolicySettings(configuration.settings)
      : newRulesPolicySettings(configuration.rules),
})

const meaning = (settings: readonly Setting[]) =>
  JSON.stringify([
    readElevationSettings(settings),
    readRules(settings).map((rule) => ({ ...rule, original: null })),
  ])

/** Does this policy hold what was sent? Ids and the order inside the document are the service's own. */
export const holdsBody = (policy: ConfigurationPolicy, body: ConfigurationPolicyBody): boolean =>
  policy.name === body.name &&
  policy.templateReference.templateId === body.templateReference.templateId &&
  meaning(policy.settings ?? []) === meaning(body.settings)

const targetKey = (target: AssignmentTarget) =>
  [
    target['@odata.type'],
    target.groupId ?? '',
    target.deviceAndAppManagementAssignmentFilterId ?? '',
  ].join(' ')

/** Are these the targets that were sent, in whatever order? */
export const sameTargets = (
  one: readonly AssignmentTarget[],
  other: readonly AssignmentTarget[],
): boolean =>
  JSON.stringify(one.map(targetKey).sort()) === JSON.stringify(other.map(targetKey).sort())
