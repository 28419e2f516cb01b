import type { SettingInstance } from '#contract/settings.ts'

import { type Attribute, attributes, ruleOptions } from './definition-ids.ts'
import { put, putChoice, putChoices, rawValue } from './put-instances.ts'
import type { RuleModel, Validation } from './rule-model.ts'
import {
  choiceInstance,
  referenceInstance,
  textInstance,
  textListInstance,
} from './setting-instances.ts'

/** Applies one attribute's change; answers the very same array when there is none. */
type Writer = (
  children: SettingInstance[],
  was: RuleModel,
  rule: RuleModel,
  first: boolean,
) => SettingInstance[]

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const textFields = [
  'name',
  'description',
  'fileName',
  'filePath',
  'fileHash',
  'minimumVersion',
  'fileDescription',
  'productName',
  'internalName',
] as const

const putText = (
  children: SettingInstance[],
  attribute: Attribute,
  value: string,
  first: boolean,
): SettingInstance[] =>
  put(children, attribute, (existing) => {
    if (value === '') return null
    if (!existing?.simpleSettingValue) return textInstance(attribute, value, first)
    return { ...existing, simpleSettingValue: { ...existing.simpleSettingValue, value } }
  })

const textWriter =
  (field: (typeof textFields)[number]): Writer =>
  (children, was, rule, first) =>
    was[field] === rule[field] ? children : putText(children, attributes[field], rule[field], first)

const writeElevationType: Writer = (children, was, rule, first) => {
  const sameValidation = same([...was.validation].sort(), [...rule.validation].sort())
  if (same(was.elevationType, rule.elevationType) && sameValidation) return children
  const value = rawValue(ruleOptions.elevationType, rule.elevationType)
  if (value === '') return put(children, attributes.elevationType, () => null)
  return putChoice(children, attributes.elevationType, value, first, (nested) =>
    rule.elevationType === 'userConfirmed'
      ? putUserConfirmedValidation(nested, rule.validation)
      : rule.elevationType === 'currentUser'
        ? putCurrentUserValidation(nested, rule.validation)
        : nested,
  )
}

const putUserConfirmedValidation = (
  children: SettingInstance[],
  validation: readonly Validation[],
): SettingInstance[] =>
  putChoices(
    children,
    attributes.userConfirmedValidation,
    Object.values(ruleOptions.userConfirmedValidation),
    validation.map((name) => ruleOptions.userConfirmedValidation[name]),
  )

const putCurrentUserValidation = (
  children: SettingInstance[],
  validation: readonly Validation[],
): SettingInstance[] => {
  const authentication = ruleOptions.currentUserAuthentication
  const justification = ruleOptions.currentUserJustification
  return putChoices(
    putChoices(
      children,
      attributes.currentUserAuthentication,
      [authentication],
      validation.includes('windowsAuthentication') ? [authentication] : [],
    ),
    attributes.currentUserJustification,
    [justification],
    validation.includes('businessJustification') ? [justification] : [],
  )
}

const writeChildProcessBehavior: Writer = (children, was, rule, first) => {
  const { childProcessBehavior: behavior } = rule
  if (same(was.childProcessBehavior, behavior)) return children
  const attribute = attributes.childProcessBehavior
  if (behavior === null) return put(children, attribute, () => null)
  const value = rawValue(ruleOptions.childProcessBehavior, behavior)
  return putChoice(children, attribute, value, first)
}

const writeSignatureSource: Writer = (children, was, rule, first) => {
  const { signatureSource: source } = rule
  if (same(was.signatureSource, source)) return children
  const attribute = attributes.signatureSource
  switch (source.kind) {
    case 'notConfigured':
      return put(children, attribute, () => null)
    case 'unknown':
      return putChoice(children, attribute, source.unknown, first)
    case 'reusableSetting':
    case 'uploadedCertificate':
      return putChoice(
        children,
        attribute,
        ruleOptions.signatureSource[source.kind],
        first,
        (nested) => putCertificateType(putCertificate(nested, source, first), source, first),
      )
  }
}

type CertificateSource = Extract<RuleModel['signatureSource'], { certificateType: unknown }>

const putCertificate = (
  children: SettingInstance[],
  source: CertificateSource,
  first: boolean,
): SettingInstance[] => {
  if (source.kind === 'uploadedCertificate') {
    return putText(children, attributes.certificateUpload, source.certificate, first)
  }
  const { settingId } = source
  return put(children, attributes.reusableSetting, (existing) => {
    if (settingId === '') return null
    if (!existing?.simpleSettingValue)
      return referenceInstance(attributes.reusableSetting, settingId)
    return { ...existing, simpleSettingValue: { ...existing.simpleSettingValue, value: settingId } }
  })
}

const putCertificateType = (
  children: SettingInstance[],
  { certificateType }: CertificateSource,
  first: boolean,
): SettingInstance[] => {
  if (certificateType === null) return put(children, attributes.certificateType, () => null)
  const value = rawValue(ruleOptions.certificateType, certificateType)
  return putChoice(children, attributes.certificateType, value, first)
}

const writeArguments: Writer = (children, was, rule, first) => {
  const { restrictArguments: list } = rule
  if (same(was.restrictArguments, list)) return children
  if (list === null) return put(children, attributes.arguments, () => null)
  return putChoice(children, attributes.arguments, ruleOptions.arguments, first, (nested) =>
    put(nested, attributes.argumentList, (existing) => {
      if (list.length === 0) return null
      const fresh = textListInstance(attributes.argumentList, list)
      return existing
        ? { ...existing, simpleSettingCollectionValue: fresh.simpleSettingCollectionValue ?? [] }
        : fresh
    }),
  )
}

const writeAppliesTo = (first: boolean): SettingInstance[] => [
  choiceInstance(attributes.appliesTo, ruleOptions.appliesTo, first),
]

/** One writer per attribute, in the order in which a new rule lists them. */
export const attributeWriters: readonly Writer[] = [
  textWriter('name'),
  textWriter('description'),
  writeElevationType,
  writeChildProcessBehavior,
  textWriter('fileName'),
  textWriter('filePath'),
  writeSignatureSource,
  textWriter('fileHash'),
  textWriter('minimumVersion'),
  textWriter('fileDescription'),
  textWriter('productName'),
  textWriter('internalName'),
  writeArguments,
]

const nothing: RuleModel = {
  name: '',
  description: '',
  elevationType: { unknown: '' },
  validation: [],
  childProcessBehavior: null,
  fileName: '',
  filePath: '',
  signatureSource: { kind: 'notConfigured' },
  fileHash: '',
  minimumVersion: '',
  fileDescription: '',
  productName: '',
  internalName: '',
  restrictArguments: null,
  original: null,
}

export const newRuleChildren = (rule: RuleModel, first: boolean): SettingInstance[] =>
  attributeWriters.reduce(
    (children, write) => write(children, nothing, rule, first),
    writeAppliesTo(first),
  )
