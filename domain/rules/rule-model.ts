import type { GroupSettingValue } from '#contract/settings.ts'

export const elevationTypes = [
  'userConfirmed',
  'automatic',
  'supportApproved',
  'deny',
  'currentUser',
] as const
export type KnownElevationType = (typeof elevationTypes)[number]
export const childProcessBehaviors = ['requireRule', 'allowAll', 'denyAll'] as const
export type KnownChildProcessBehavior = (typeof childProcessBehaviors)[number]
export const validations = ['businessJustification', 'windowsAuthentication'] as const
export type Validation = (typeof validations)[number]

/** A choice that this version does not know; its raw value is kept and written back. */
export type Unknown = { unknown: string }

export const certificateTypes = ['publisher', 'certificateAuthority'] as const
export type CertificateType = (typeof certificateTypes)[number] | Unknown

/** `certificateType` is null when the document leaves it out, which a valid rule does not. */
export type SignatureSource =
  | { kind: 'notConfigured' }
  | { kind: 'reusableSetting'; settingId: string; certificateType: CertificateType | null }
  /** `certificate` is the base64 text of the uploaded `.cer` file. */
  | { kind: 'uploadedCertificate'; certificate: string; certificateType: CertificateType | null }
  | { kind: 'unknown'; unknown: string }

/**
 * One elevation rule in the words of the product. Texts that are not configured are `''`. `original` is the rule as
 * read, null for a new one: writing keeps all of it that the model does not say otherwise.
 */
export type RuleModel = {
  name: string
  description: string
  elevationType: KnownElevationType | Unknown
  /** What the user must give; only read and written for userConfirmed and currentUser. */
  validation: Validation[]
  /** Null when the document does not say. */
  childProcessBehavior: KnownChildProcessBehavior | Unknown | null
  fileName: string
  /** The folder; `''` means any. */
  filePath: string
  signatureSource: SignatureSource
  /** SHA-256, 64 hex digits. */
  fileHash: string
  minimumVersion: string
  fileDescription: string
  productName: string
  internalName: string
  /** The allow list; null when arguments are not restricted. */
  restrictArguments: string[] | null
  original: GroupSettingValue | null
}

export const newRule = (): RuleModel => ({
  name: '',
  description: '',
  elevationType: 'userConfirmed',
  validation: [],
  childProcessBehavior: 'requireRule',
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
})
