import { newRule, type RuleModel, type SignatureSource } from '#domain/rules/rule-model.ts'
import type { IssueKind, RuleField } from '#domain/rules/validate.ts'
import {
  contosoClientEngineering,
  proseware,
} from '#worlds/sample/certificates/fictional-certificates.ts'

/** epm-behaviour 4.6 with one input for each row, and the sentence that everybody says about it. */
export type NamedRow = {
  row: string
  over: Partial<RuleModel>
  kind: IssueKind
  field: RuleField
  sentence: string
}

export const soundRule: RuleModel = {
  ...newRule(),
  name: 'Install the tools',
  validation: ['windowsAuthentication'],
  fileName: 'setup.exe',
  filePath: 'C:\\Program Files\\Contoso',
  fileHash: 'ab'.repeat(32),
}

export const upload = (certificate: string): SignatureSource => ({
  kind: 'uploadedCertificate',
  certificate,
  certificateType: 'publisher',
})
const chosen = (settingId: string): SignatureSource => ({
  kind: 'reusableSetting',
  settingId,
  certificateType: 'publisher',
})
export const damaged = 'A'.repeat(400)
export const expiredCertificate = proseware
export const soundCertificate = contosoClientEngineering

const error = (
  row: string,
  over: Partial<RuleModel>,
  field: RuleField,
  sentence: string,
): NamedRow => ({ row, over, kind: 'error', field, sentence })

const noWildcards = 'An automatic rule cannot use wildcards.'
const hashDigits = 'A SHA-256 hash has 64 digits of 0 to 9 and A to F.'
const version = 'A version is four numbers with dots: 1.2.3.4.'

/** The rows about one rule; "more than 100 rules" is about the policy. */
export const namedRows: readonly NamedRow[] = [
  error('Rule name present', { name: '' }, 'name', 'Enter a rule name.'),
  error('File name present', { fileName: '' }, 'fileName', 'Enter a file name.'),
  error(
    'File name of a type that EPM knows',
    { fileName: 'setup.dll' },
    'fileName',
    'The file name must end in .exe, .msi or .ps1.',
  ),
  error(
    'No wildcard in the extension',
    { fileName: 'setup.ex?' },
    'fileName',
    'The extension cannot contain a wildcard.',
  ),
  error(
    'No wildcard in the name of an automatic rule',
    { elevationType: 'automatic', fileName: 'setup*.exe' },
    'fileName',
    noWildcards,
  ),
  error(
    'No wildcard in the path of an automatic rule',
    { elevationType: 'automatic', filePath: 'C:\\Program Files\\*' },
    'filePath',
    noWildcards,
  ),
  error(
    'Hash present when the signature source is Not configured',
    { fileHash: '' },
    'fileHash',
    'A rule without a certificate needs a file hash.',
  ),
  error(
    'Hash present when the type is Automatic',
    { elevationType: 'automatic', fileHash: '', signatureSource: upload(soundCertificate) },
    'fileHash',
    'A rule that elevates automatically needs a file hash.',
  ),
  error('Hash is 64 hex digits: 63', { fileHash: 'a'.repeat(63) }, 'fileHash', hashDigits),
  error('Hash is 64 hex digits: a letter', { fileHash: 'g'.repeat(64) }, 'fileHash', hashDigits),
  error(
    'Certificate chosen',
    { signatureSource: chosen('') },
    'certificate',
    'Choose a certificate.',
  ),
  error(
    'Certificate uploaded',
    { signatureSource: upload('') },
    'certificate',
    'Upload a certificate file.',
  ),
  error(
    'Certificate type chosen',
    {
      signatureSource: {
        kind: 'uploadedCertificate',
        certificate: soundCertificate,
        certificateType: null,
      },
    },
    'certificateType',
    'Choose a certificate type.',
  ),
  error(
    'Uploaded file parses',
    { signatureSource: upload(damaged) },
    'certificate',
    'The certificate cannot be read.',
  ),
  error('Minimum version: three numbers', { minimumVersion: '1.2.3' }, 'minimumVersion', version),
  error('Minimum version: letters', { minimumVersion: '1.2.3.x' }, 'minimumVersion', version),
  error(
    'File path is not a network path',
    { filePath: '\\\\server\\share' },
    'filePath',
    'Network locations do not work in rules.',
  ),
  error(
    'At least one argument in an allow list',
    { restrictArguments: [] },
    'restrictArguments',
    'Add at least one argument.',
  ),
  {
    row: 'Certificate and file name as the only attributes',
    over: { fileHash: '', filePath: '', signatureSource: upload(soundCertificate) },
    kind: 'warning',
    field: 'signatureSource',
    sentence: 'Certificate and file name alone match any file of this signer that is renamed.',
  },
  {
    row: 'No file path',
    over: { filePath: '' },
    kind: 'advice',
    field: 'filePath',
    sentence: 'Give a folder that users cannot write to.',
  },
  {
    row: 'Short name in the file path',
    over: { filePath: 'C:\\Program Files\\CONTOS~1' },
    kind: 'warning',
    field: 'filePath',
    sentence: 'A short name like USER01~1 can change, and Intune may refuse ~ in a path.',
  },
  {
    row: 'Certificate expired',
    over: { signatureSource: upload(expiredCertificate) },
    kind: 'warning',
    field: 'certificate',
    sentence: 'The certificate has expired: the rule will not work.',
  },
  {
    row: 'Type Automatic',
    over: { elevationType: 'automatic' },
    kind: 'caution',
    field: 'elevationType',
    sentence: 'Every start of this file is elevated, and nobody is asked.',
  },
  {
    row: 'Type Elevate as current user',
    over: { elevationType: 'currentUser' },
    kind: 'caution',
    field: 'elevationType',
    sentence: 'The file runs in the user’s own account, which gives an attacker more to work with.',
  },
  {
    row: 'Type Support approved',
    over: { elevationType: 'supportApproved', validation: [] },
    kind: 'advice',
    field: 'elevationType',
    sentence: 'An administrator with the right to do so reviews each request.',
  },
  {
    row: 'Type Deny',
    over: { elevationType: 'deny', validation: [] },
    kind: 'advice',
    field: 'childProcessBehavior',
    sentence: 'Child process behavior has no effect in a deny rule.',
  },
]
