import {
  elevationRulesTemplateId,
  elevationSettingsTemplateId,
  type ConfigurationPolicyListItem,
} from '#contract/policies.ts'

export type PolicyKind = 'settings' | 'rules' | 'unknown'

/** Template ids end in `_<version>`; the part before it says which template it is. */
const bare = (templateId: string) => templateId.replace(/_\d+$/, '')

export const policyKindOf = ({
  templateReference,
}: Pick<ConfigurationPolicyListItem, 'templateReference'>): PolicyKind => {
  const template = bare(templateReference?.templateId ?? '')
  if (template === bare(elevationSettingsTemplateId)) return 'settings'
  if (template === bare(elevationRulesTemplateId)) return 'rules'
  return 'unknown'
}

/** What each kind of policy is for, in one line. */
export const policyTypeLines: Record<PolicyKind, string> = {
  settings:
    'Elevation settings policy: whether Endpoint Privilege Management is on, and what happens to files that no rule matches.',
  rules: 'Elevation rules policy: which files run elevated, and how.',
  unknown: 'A policy of a type that this console does not know. It is shown as far as possible.',
}

/** As Intune calls the two profiles (epm-behaviour 3.1). */
export const policyTypeLabels: Record<PolicyKind, string> = {
  settings: 'Elevation settings policy',
  rules: 'Elevation rules policy',
  unknown: 'Unknown policy type',
}
