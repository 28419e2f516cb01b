import type { FileRuleValues } from '#domain/rules/file-attributes.ts'
import {
  certificateTypes,
  childProcessBehaviors,
  elevationTypes,
  validations,
  type CertificateType,
  type RuleModel,
  type SignatureSource,
} from '#domain/rules/rule-model.ts'

import { fromChoice } from '../forms/choice.ts'

/** The fields of a rule that are one text. */
export type TextFieldName =
  | 'name'
  | 'description'
  | 'fileName'
  | 'filePath'
  | 'fileHash'
  | 'minimumVersion'
  | 'fileDescription'
  | 'productName'
  | 'internalName'

const oneOf = <T extends string>(known: readonly T[], value: string) => {
  const choice = fromChoice(value)
  if (typeof choice === 'object' && choice !== null) return choice
  return known.find((each) => each === value) ?? null
}

/** The rule with another elevation type; what must be asked of the user follows the type (epm-behaviour 4.1). */
export const withElevationType = (rule: RuleModel, value: string): RuleModel => {
  const elevationType = oneOf(elevationTypes, value)
  if (
    elevationType === null ||
    JSON.stringify(elevationType) === JSON.stringify(rule.elevationType)
  )
    return rule
  const validation: RuleModel['validation'] =
    elevationType === 'currentUser'
      ? ['windowsAuthentication']
      : elevationType === 'userConfirmed' && rule.elevationType !== 'userConfirmed'
        ? []
        : rule.validation
  return { ...rule, elevationType, validation }
}

export const withChildProcesses = (rule: RuleModel, value: string): RuleModel => ({
  ...rule,
  childProcessBehavior: oneOf(childProcessBehaviors, value),
})

export const withValidation = (rule: RuleModel, chosen: readonly string[]): RuleModel => ({
  ...rule,
  validation: validations.filter((each) => chosen.includes(each)),
})

const certificateTypeOf = (source: SignatureSource): CertificateType | null =>
  'certificateType' in source ? source.certificateType : null

/** The rule with another signature source; a certificate type that was chosen stays chosen. */
export const withSignatureSource = (rule: RuleModel, kind: string): RuleModel => {
  const { signatureSource: before } = rule
  if (kind === before.kind) return rule
  const certificateType = certificateTypeOf(before)
  switch (kind) {
    case 'reusableSetting':
      return { ...rule, signatureSource: { kind, settingId: '', certificateType } }
    case 'uploadedCertificate':
      return { ...rule, signatureSource: { kind, certificate: '', certificateType } }
    case 'notConfigured':
      return { ...rule, signatureSource: { kind } }
    default:
      return rule
  }
}

export const withCertificateType = (rule: RuleModel, value: string): RuleModel => {
  const { signatureSource: source } = rule
  if (source.kind !== 'reusableSetting' && source.kind !== 'uploadedCertificate') return rule
  return {
    ...rule,
    signatureSource: { ...source, certificateType: oneOf(certificateTypes, value) },
  }
}

/** Does the rule still ask for a certificate that nobody has given? */
const lacksCertificate = ({ signatureSource: source }: RuleModel) =>
  (source.kind === 'reusableSetting' && source.settingId === '') ||
  (source.kind === 'uploadedCertificate' && source.certificate === '')

/** The rule as it would work now: a certificate that nobody has given yet proves nothing. */
export const asGiven = (rule: RuleModel): RuleModel =>
  lacksCertificate(rule) ? { ...rule, signatureSource: { kind: 'notConfigured' } } : rule

/** What is known of a file; a certificate is the base64 of its signer's. */
export type FileFacts = FileRuleValues & { certificate?: string }

/** The rule without the certificate that a file gave it, so that the hash alone finds the file. */
export const withHashOnly = (rule: RuleModel, certificate: string): RuleModel => {
  const { signatureSource: source } = rule
  return source.kind === 'uploadedCertificate' && source.certificate === certificate
    ? { ...rule, signatureSource: { kind: 'notConfigured' } }
    : rule
}

/**
 * The rule with what is known of a file. A text that the file does not give stays as it was; a certificate is only
 * taken when the rule has none yet. With a hash and no certificate at all, the source becomes Not configured.
 */
export const withFile = (rule: RuleModel, { certificate, ...values }: FileFacts): RuleModel => {
  const filled = { ...rule, ...values }
  if (filled.name === '' && filled.fileName !== '')
    filled.name = filled.fileName.replaceAll('/', ' ')
  if (!lacksCertificate(filled)) return filled
  if (certificate !== undefined) {
    return {
      ...filled,
      signatureSource: {
        kind: 'uploadedCertificate',
        certificate,
        certificateType: 'publisher',
      },
    }
  }
  return filled.fileHash === '' ? filled : { ...filled, signatureSource: { kind: 'notConfigured' } }
}
