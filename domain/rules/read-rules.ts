import type { GroupSettingValue, Setting, SettingInstance } from '#contract/settings.ts'

import { attributes, ruleGroupId, ruleOptions } from './definition-ids.ts'
import type { CertificateType, RuleModel, SignatureSource, Validation } from './rule-model.ts'
import { choiceOf, choicesOf, findInstance, optionName, textOf } from './setting-instances.ts'

/**
 * The rules of an elevation rules policy, in their order. Elements of `settings` that hold no rules are left to the
 * caller, who passes the same `settings` to `writeRules`. Never throws: what is unknown stays in `original`.
 */
export const readRules = (settings: readonly Setting[]): RuleModel[] =>
  (ruleGroup(settings)?.groupSettingCollectionValue ?? []).map(readRule)

/** The instance that holds the rules, if the policy has one. */
export const ruleGroup = (settings: readonly Setting[]): SettingInstance | undefined =>
  settings.find(({ settingInstance }) => settingInstance.settingDefinitionId === ruleGroupId)
    ?.settingInstance

export const readRule = (original: GroupSettingValue): RuleModel => {
  const { children } = original
  const text = (attribute: { id: string }) => textOf(children, attribute)
  const childProcess = choiceOf(children, attributes.childProcessBehavior)?.value
  return {
    name: text(attributes.name),
    description: text(attributes.description),
    ...readElevationType(children),
    childProcessBehavior:
      childProcess === undefined
        ? null
        : (optionName(ruleOptions.childProcessBehavior, childProcess) ?? { unknown: childProcess }),
    fileName: text(attributes.fileName),
    filePath: text(attributes.filePath),
    signatureSource: readSignatureSource(children),
    fileHash: text(attributes.fileHash),
    minimumVersion: text(attributes.minimumVersion),
    fileDescription: text(attributes.fileDescription),
    productName: text(attributes.productName),
    internalName: text(attributes.internalName),
    restrictArguments: readArguments(children),
    original,
  }
}

const readElevationType = (
  children: SettingInstance[],
): Pick<RuleModel, 'elevationType' | 'validation'> => {
  const choice = choiceOf(children, attributes.elevationType)
  const elevationType = optionName(ruleOptions.elevationType, choice?.value ?? '')
  return {
    elevationType: elevationType ?? { unknown: choice?.value ?? '' },
    validation:
      elevationType === 'userConfirmed'
        ? userConfirmedValidation(choice?.children)
        : elevationType === 'currentUser'
          ? currentUserValidation(choice?.children)
          : [],
  }
}

const userConfirmedValidation = (children: SettingInstance[] | undefined): Validation[] =>
  choicesOf(children, attributes.userConfirmedValidation).flatMap(
    (value) => optionName(ruleOptions.userConfirmedValidation, value) ?? [],
  )

const currentUserValidation = (children: SettingInstance[] | undefined): Validation[] => {
  const justification = choicesOf(children, attributes.currentUserJustification)
  const authentication = choicesOf(children, attributes.currentUserAuthentication)
  return [
    ...(justification.includes(ruleOptions.currentUserJustification)
      ? (['businessJustification'] as const)
      : []),
    ...(authentication.includes(ruleOptions.currentUserAuthentication)
      ? (['windowsAuthentication'] as const)
      : []),
  ]
}

const readSignatureSource = (children: SettingInstance[]): SignatureSource => {
  const choice = choiceOf(children, attributes.signatureSource)
  if (!choice) return { kind: 'notConfigured' }
  const certificateType = readCertificateType(choice.children)
  switch (optionName(ruleOptions.signatureSource, choice.value)) {
    case 'reusableSetting': {
      const settingId = textOf(choice.children, attributes.reusableSetting)
      return { kind: 'reusableSetting', settingId, certificateType }
    }
    case 'uploadedCertificate': {
      const certificate = textOf(choice.children, attributes.certificateUpload)
      return { kind: 'uploadedCertificate', certificate, certificateType }
    }
    case null:
      return { kind: 'unknown', unknown: choice.value }
  }
}

const readCertificateType = (children: SettingInstance[] | undefined): CertificateType | null => {
  const value = choiceOf(children, attributes.certificateType)?.value
  if (value === undefined) return null
  return optionName(ruleOptions.certificateType, value) ?? { unknown: value }
}

/** An arguments setting without a readable list is an empty list, never "not restricted". */
const readArguments = (children: SettingInstance[]): string[] | null => {
  const instance = findInstance(children, attributes.arguments.id)
  if (!instance) return null
  const list = findInstance(instance.choiceSettingValue?.children, attributes.argumentList.id)
  return (list?.simpleSettingCollectionValue ?? []).flatMap(({ value }) =>
    typeof value === 'string' ? [value] : [],
  )
}
