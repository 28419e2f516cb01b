import {
  type ConfigurationPolicyBody,
  ConfigurationPolicyBody as PolicyBody,
  elevationRulesTemplateId,
  elevationSettingsTemplateId,
  epmTemplateFamily,
} from '#contract/policies.ts'
import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import { type Setting, SettingInstance } from '#contract/settings.ts'

/**
 * Documents of Graph and of the community's export tools. Kept: what a person chose. Volatile, and so left out of an
 * export and passed over on import: ids and dates of the tenant, counts, assignments, annotations, definitions.
 */
export type PolicyDocument = ConfigurationPolicyBody

export type ReusableSettingDocument = {
  /** Rules name the setting by it; in another tenant it is another one. */
  id?: string
  displayName: string
  description?: string | null
  settingDefinitionId: string
  settingInstance: SettingInstance
}

export type RecognizedDocument =
  | {
      kind: 'policy'
      profile: 'settings' | 'rules'
      document: PolicyDocument
      /** Names of members that were passed over. */
      passedOver: string[]
    }
  | { kind: 'reusableSetting'; document: ReusableSettingDocument; passedOver: string[] }
  | { kind: 'unknown'; reasons: string[] }

type Members = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The normal form of a policy: same members, same order, the same text for the same policy in any tenant. */
export const policyDocument = (
  policy: Readonly<{
    name?: string | null | undefined
    description?: string | null | undefined
    platforms?: string | undefined
    technologies?: string | undefined
    roleScopeTagIds?: readonly string[] | undefined
    templateReference?: { templateId: string } | undefined
  }>,
  settings: readonly Setting[],
): PolicyDocument => ({
  name: policy.name ?? '',
  description: policy.description ?? '',
  platforms: 'windows10',
  technologies: policy.technologies ?? 'endpointPrivilegeManagement',
  roleScopeTagIds: [...(policy.roleScopeTagIds ?? ['0'])],
  templateReference: {
    templateId: policy.templateReference?.templateId ?? '',
    templateFamily: epmTemplateFamily,
  },
  settings: settings.map(normalSetting),
})

/** A setting without what Graph adds on a read; everything else stays, unknown members included. */
const normalSetting = (setting: Setting): Setting => {
  const { settingInstance, ...members } = setting
  const kept = Object.fromEntries(
    Object.entries(members).filter(([key]) => key !== 'id' && !isReadOnlyOfSetting(key)),
  )
  return { ...kept, settingInstance: normalInstance(settingInstance) }
}

const isReadOnlyOfSetting = (key: string): boolean =>
  key === 'settingDefinitions' || isAnnotation(key)

/** Such as `settings@odata.context`; `@odata.type` says what an object is and stays. */
const isAnnotation = (key: string): boolean => key.includes('@odata.') && key !== '@odata.type'

const normalInstance = (instance: SettingInstance): SettingInstance => {
  if (instance['auditRuleInformation'] !== null) return instance
  const { auditRuleInformation: _, ...kept } = instance
  return kept as SettingInstance
}

/** The normal form of a reusable setting; null when it was read without its value. */
export const reusableSettingDocument = (
  setting: Readonly<{
    id: string
    displayName?: string | null | undefined
    description?: string | null | undefined
    settingDefinitionId?: string | null | undefined
    settingInstance?: SettingInstance | undefined
  }>,
): ReusableSettingDocument | null =>
  setting.settingInstance
    ? {
        id: setting.id,
        displayName: setting.displayName ?? '',
        description: setting.description ?? '',
        settingDefinitionId: setting.settingDefinitionId ?? certificateFileDefinitionId,
        settingInstance: normalInstance(setting.settingInstance),
      }
    : null

/** The documents in a parsed file: one, a list, or the answer of a list call. */
export const documentsIn = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value
  if (isObject(value) && Array.isArray(value['value']) && !('settings' in value)) {
    return value['value']
  }
  return [value]
}

/** Says what one parsed document is. Never throws; the reasons are sentences to be shown. */
export const recognizeDocument = (value: unknown): RecognizedDocument => {
  if (!isObject(value)) return { kind: 'unknown', reasons: ['This is not an object.'] }
  if ('templateReference' in value || 'settings' in value) return recognizePolicy(value)
  if ('settingInstance' in value || value['settingDefinitionId'] === certificateFileDefinitionId) {
    return recognizeReusableSetting(value)
  }
  return {
    kind: 'unknown',
    reasons: ['This has neither the settings of a policy nor the value of a reusable setting.'],
  }
}

const policyMembers = new Set([
  '@odata.type',
  'name',
  'description',
  'platforms',
  'technologies',
  'roleScopeTagIds',
  'templateReference',
  'settings',
])

const recognizePolicy = (value: Members): RecognizedDocument => {
  const reference = value['templateReference']
  const templateId = isObject(reference) ? reference['templateId'] : undefined
  const profile = profileOf(templateId)
  if (!profile) {
    return {
      kind: 'unknown',
      reasons: ['This policy is not one of Endpoint Privilege Management.'],
    }
  }
  const kept = Object.entries(value).filter(([key]) => policyMembers.has(key))
  const settings = Array.isArray(value['settings'])
    ? value['settings'].map((each: unknown) => withoutReadOnly(each))
    : value['settings']
  const parsed = PolicyBody.safeParse({ ...Object.fromEntries(kept), settings })
  if (!parsed.success) return { kind: 'unknown', reasons: reasonsOf(parsed.error.issues) }
  return {
    kind: 'policy',
    profile,
    document: parsed.data,
    passedOver: Object.keys(value).filter((key) => !policyMembers.has(key)),
  }
}

/** The template of a newer version begins alike and ends in another number. */
const profileOf = (templateId: unknown): 'settings' | 'rules' | null => {
  if (typeof templateId !== 'string') return null
  const stem = templateId.replace(/_\d{1,4}$/, '')
  if (elevationSettingsTemplateId.startsWith(`${stem}_`)) return 'settings'
  return elevationRulesTemplateId.startsWith(`${stem}_`) ? 'rules' : null
}

const withoutReadOnly = (setting: unknown): unknown =>
  isObject(setting)
    ? Object.fromEntries(Object.entries(setting).filter(([key]) => !isReadOnlyOfSetting(key)))
    : setting

const reusableMembers = new Set([
  '@odata.type',
  'id',
  'displayName',
  'description',
  'settingDefinitionId',
  'settingInstance',
])

const recognizeReusableSetting = (value: Members): RecognizedDocument => {
  const { id, displayName, description, settingDefinitionId } = value
  const reasons: string[] = []
  if (settingDefinitionId !== certificateFileDefinitionId) {
    return { kind: 'unknown', reasons: ['This reusable setting is not a certificate file of EPM.'] }
  }
  if (typeof displayName !== 'string' || displayName.trim() === '') {
    reasons.push('displayName: a name is missing.')
  }
  if (description !== undefined && description !== null && typeof description !== 'string') {
    reasons.push('description: this is not text.')
  }
  const instance = SettingInstance.safeParse(value['settingInstance'])
  if (!instance.success) reasons.push('settingInstance: the certificate is missing.')
  else if (instance.data.settingDefinitionId !== certificateFileDefinitionId) {
    reasons.push('settingInstance: this is not the value of a certificate file.')
  } else if (typeof instance.data.simpleSettingValue?.value !== 'string') {
    reasons.push('settingInstance: the certificate is missing.')
  }
  if (reasons.length > 0 || typeof displayName !== 'string' || !instance.success) {
    return { kind: 'unknown', reasons }
  }
  return {
    kind: 'reusableSetting',
    document: {
      ...(typeof id === 'string' && { id }),
      displayName,
      ...(typeof description === 'string' && { description }),
      settingDefinitionId,
      // As it came: parsing would change the order of members.
      settingInstance: value['settingInstance'] as SettingInstance,
    },
    passedOver: Object.keys(value).filter((key) => !reusableMembers.has(key)),
  }
}

const reasonsOf = (issues: readonly { path: PropertyKey[]; message: string }[]): string[] =>
  issues.slice(0, 20).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
