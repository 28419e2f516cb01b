import { newRule, type RuleModel } from './rule-model.ts'
import type { RiskId } from './strength.ts'
import type { CertificateFacts } from './validate.ts'

/** R12: thirty combinations that elevate more than was meant. Each must be told, none may be saved without a word. */

export const quiet: RuleModel = {
  ...newRule(),
  name: 'Install 7-Zip',
  validation: ['windowsAuthentication'],
  fileName: '7z-setup.exe',
  filePath: 'C:\\Program Files\\Setup',
  fileHash: 'ab'.repeat(32),
}
const by = (certificateType: 'publisher' | 'certificateAuthority'): Partial<RuleModel> => ({
  fileHash: '',
  signatureSource: { kind: 'reusableSetting', settingId: 'x', certificateType },
})
const signed = by('publisher')
export const expired: CertificateFacts = {
  notBefore: new Date('2020-01-01'),
  notAfter: new Date('2021-01-01'),
  isCa: false,
}
export const now = new Date('2026-06-01T00:00:00Z')

export const dangerous: [string, RiskId, Partial<RuleModel>, CertificateFacts?][] = [
  ['name only', 'noHashOrCertificate', { fileHash: '', filePath: '' }],
  ['name and folder', 'noHashOrCertificate', { fileHash: '' }],
  ['certificate and name', 'nameOnlyWithCertificate', { ...signed, filePath: '' }],
  ['certificate without a version', 'oldVersions', { ...signed, productName: '7-Zip' }],
  ['certificate and any folder', 'anyFolder', { ...signed, filePath: '', productName: '7-Zip' }],
  ['issuing authority', 'certificateAuthority', by('certificateAuthority')],
  ['expired certificate', 'expiredCertificate', signed, expired],
  ['wildcard in the name', 'wildcardName', { ...signed, fileName: '7z*.exe' }],
  ['wildcard in the path', 'wildcardPath', { filePath: 'C:\\Program Files\\*\\bin' }],
  ['wildcard that reaches a shell', 'powerfulProgram', { ...signed, fileName: 'power*.exe' }],
  ['Downloads', 'userWritableFolder', { filePath: 'C:\\Users\\*\\Downloads' }],
  ['temporary folder', 'userWritableFolder', { filePath: '%TEMP%' }],
  ['public profile', 'userWritableFolder', { filePath: 'C:\\Users\\Public' }],
  ['ProgramData', 'userWritableFolder', { filePath: 'C:\\ProgramData\\Tools' }],
  ['Windows\\Temp', 'userWritableFolder', { filePath: 'C:\\Windows\\Temp' }],
  ['root of a drive', 'userWritableFolder', { filePath: 'C:\\' }],
  ['network path', 'networkPath', { filePath: '\\\\server\\share' }],
  ['relative path', 'relativePath', { filePath: 'tools\\bin' }],
  ['climbing path', 'relativePath', { filePath: 'C:\\Windows\\..\\Users' }],
  ['device path', 'relativePath', { filePath: '\\\\?\\C:\\Windows' }],
  ['all child processes', 'allChildProcesses', { childProcessBehavior: 'allowAll' }],
  ['shell', 'powerfulProgram', { fileName: 'powershell.exe', restrictArguments: ['-v'] }],
  ['shell with any arguments', 'anyArguments', { fileName: 'cmd.exe' }],
  ['script host', 'powerfulProgram', { fileName: 'WScript.exe', restrictArguments: ['a.vbs'] }],
  ['loader of libraries', 'anyArguments', { fileName: 'rundll32.exe' }],
  ['empty arguments', 'emptyArguments', { restrictArguments: [] }],
  ['current user', 'currentUser', { elevationType: 'currentUser' }],
  ['automatic', 'automatic', { elevationType: 'automatic' }],
  ['automatic by certificate', 'automaticWithoutHash', { ...signed, elevationType: 'automatic' }],
  ['one click', 'noConfirmation', { validation: [] }],
]
