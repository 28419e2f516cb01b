import {
  hasDotSegment,
  isDevicePath,
  isNetworkPath,
  isRelativePath,
  userWritableFolder,
} from '../file-name/folders.ts'
import { hasWildcard, isSha256 } from './file-path-value.ts'
import { findsInWords } from './identity-in-words.ts'
import type { RuleModel } from './rule-model.ts'
import { matchesWildcard } from './wildcard.ts'

/**
 * How surely the rule finds only the file it means. The levels are ours, from Microsoft's words (epm-behaviour 17);
 * `invalid` has neither hash nor certificate.
 */
export type StrengthLevel = 'strong' | 'medium' | 'weak' | 'invalid'

/**
 * `attack` says in one sentence what an attacker could do; `serious` when that alone can give someone the computer. Each flag
 * is to be confirmed before saving.
 */
export type RiskFlag = { id: RiskId; title: string; attack: string; serious: boolean }

export type RiskId =
  | 'noHashOrCertificate'
  | 'nameOnlyWithCertificate'
  | 'certificateAuthority'
  | 'authorityAsPublisher'
  | 'expiredCertificate'
  | 'anyFolder'
  | 'networkPath'
  | 'relativePath'
  | 'userWritableFolder'
  | 'wildcardName'
  | 'wildcardPath'
  | 'automatic'
  | 'automaticWithoutHash'
  | 'currentUser'
  | 'allChildProcesses'
  | 'powerfulProgram'
  | 'anyArguments'
  | 'emptyArguments'
  | 'noConfirmation'
  | 'oldVersions'
  | 'unknownChoice'
  | 'denyByName'
  | 'denyByHash'

/** `finds` says in one sentence which files match; `flags` come worst first. */
export type Strength = { level: StrengthLevel; finds: string; flags: RiskFlag[] }

/** The serious ones, worst first; the others follow as they were found. */
const seriousRisks: readonly RiskId[] = [
  'noHashOrCertificate',
  'anyArguments',
  'powerfulProgram',
  'allChildProcesses',
  'networkPath',
  'relativePath',
  'userWritableFolder',
  'authorityAsPublisher',
  'certificateAuthority',
  'nameOnlyWithCertificate',
  'automaticWithoutHash',
  'automatic',
  'wildcardPath',
  'wildcardName',
  'unknownChoice',
  'expiredCertificate',
]

const rankOf = (id: RiskId): number => {
  const rank = seriousRisks.indexOf(id)
  return rank < 0 ? seriousRisks.length : rank
}

const shells = [
  'cmd powershell powershell_ise pwsh wt conhost bash wsl',
  'wscript cscript mshta python python3 pythonw py node perl ruby java javaw dotnet autohotkey autoit3 php lua deno bun',
  'rundll32 regsvr32 msbuild installutil regasm regsvcs msiexec mmc reg regedit sc schtasks wmic forfiles bitsadmin',
  'certutil psexec psexec64 explorer taskmgr msconfig procexp procexp64 processhacker diskpart bcdedit hh control',
  'chrome msedge firefox iexplore brave opera',
]
const powerfulPrograms = new Set(shells.flatMap((group) => group.split(' ')))

const flags: Readonly<Record<RiskId, readonly [title: string, attack: string]>> = {
  noHashOrCertificate: [
    'Neither hash nor certificate',
    'Any program that is given this name runs elevated.',
  ],
  nameOnlyWithCertificate: [
    'Only certificate and file name',
    'A user renames any other program of the same signer and runs that elevated.',
  ],
  certificateAuthority: [
    'Certificate authority instead of publisher',
    'A program of any company with a certificate from this authority can match.',
  ],
  authorityAsPublisher: [
    'Certificate of an authority used as a publisher’s',
    'It is not documented what matches: nothing, or a program of any company under this authority.',
  ],
  expiredCertificate: [
    'Certificate not valid now',
    'The rule does not work, and people look for ways around it.',
  ],
  anyFolder: [
    'Any folder',
    'A user puts a matching file next to a planted library and runs both elevated.',
  ],
  networkPath: ['Network location', 'Whoever can write to the share decides what runs elevated.'],
  relativePath: [
    'Path that does not say where it is',
    'A user makes the path lead to a folder of their own.',
  ],
  userWritableFolder: [
    'Folder that users can write to',
    'A user or malware puts its own file or library in the folder and has it elevated.',
  ],
  wildcardName: ['Wildcard in the file name', 'A user names another file so that it matches.'],
  wildcardPath: ['Wildcard in the path', 'A user creates a folder that matches the wildcard.'],
  automatic: [
    'Elevated without asking',
    'Malware starts the file silently and has it elevated; nobody sees a prompt.',
  ],
  automaticWithoutHash: [
    'Automatic without a hash',
    'Malware that is given matching attributes is elevated silently.',
  ],
  currentUser: [
    'Runs in the user’s own account',
    'What the user’s profile, environment or registry was made to load runs elevated.',
  ],
  allChildProcesses: [
    'All child processes elevated',
    'From an open-file dialog or a plug-in a user starts a shell that is elevated, past all deny rules.',
  ],
  powerfulProgram: [
    'Program that runs other code',
    'A user has this program run any script or command with administrator rights.',
  ],
  anyArguments: [
    'Program that runs other code, with any arguments',
    'A user passes the code to run as an argument.',
  ],
  emptyArguments: [
    'Empty list of arguments',
    'It is not documented whether an empty list blocks all arguments or none.',
  ],
  noConfirmation: [
    'Only a click to confirm',
    'Someone at an unlocked computer, or malware that sends the click, gets elevation.',
  ],
  oldVersions: [
    'Old versions match',
    'A user brings an old version with a known weakness and uses it elevated.',
  ],
  unknownChoice: [
    'Choice that this console does not know',
    'The rule may do more than this page can tell.',
  ],
  denyByName: ['Denied by name only', 'A user renames the file and the rule no longer applies.'],
  denyByHash: [
    'Denied by hash',
    'A user changes one byte of the file, or uses another version, and the rule no longer applies.',
  ],
}

/** What only callers know that parsed the rule's certificate. */
export type ParsedFacts = { certificateExpired?: boolean; certificateIsAuthority?: boolean }

/** Judges one rule. A hash that is none proves nothing. */
export const ruleStrength = (given: RuleModel, facts: ParsedFacts = {}): Strength => {
  const rule = isSha256(given.fileHash) ? given : { ...given, fileHash: '' }
  const found: RiskId[] = rule.elevationType === 'deny' ? denyRisks(rule) : risks(rule)
  if (facts.certificateIsAuthority && isPublisher(rule) && rule.elevationType !== 'deny') {
    found.push('authorityAsPublisher')
  }
  if (facts.certificateExpired && hasCertificate(rule)) found.push('expiredCertificate')
  return {
    level: levelOf(rule),
    finds: findsInWords(rule),
    flags: found
      .toSorted((a, b) => rankOf(a) - rankOf(b))
      .map((id) => ({
        id,
        title: flags[id][0],
        attack: flags[id][1],
        serious: seriousRisks.includes(id),
      })),
  }
}

const isPublisher = ({ signatureSource: source }: RuleModel): boolean =>
  'certificateType' in source && source.certificateType === 'publisher'

const hasCertificate = ({ signatureSource: { kind } }: RuleModel): boolean =>
  kind === 'reusableSetting' || kind === 'uploadedCertificate'

const hasSignedAttribute = (rule: RuleModel): boolean =>
  [rule.fileDescription, rule.productName, rule.internalName].some((value) => value !== '')

const levelOf = (rule: RuleModel): StrengthLevel => {
  if (rule.fileHash !== '') return 'strong'
  if (!hasCertificate(rule)) return 'invalid'
  // A folder that users can write to proves nothing about the file.
  const placed = rule.filePath !== '' && userWritableFolder(rule.filePath) === null
  const signed = hasSignedAttribute(rule)
  if (signed && placed) return 'strong'
  return signed || placed ? 'medium' : 'weak'
}

const denyRisks = (rule: RuleModel): RiskId[] => {
  if (rule.fileHash !== '') return ['denyByHash']
  return hasCertificate(rule) ? [] : ['denyByName']
}

const risks = (rule: RuleModel): RiskId[] => [
  ...identityRisks(rule),
  ...placeRisks(rule),
  ...actionRisks(rule),
  ...programRisks(rule),
]

const identityRisks = (rule: RuleModel): RiskId[] => {
  const { fileHash, signatureSource: source } = rule
  const found: RiskId[] = []
  const certificate = hasCertificate(rule)
  if (fileHash === '') {
    if (!certificate) found.push('noHashOrCertificate')
    else {
      const more = hasSignedAttribute(rule) || rule.filePath !== '' || rule.minimumVersion !== ''
      if (!more) found.push('nameOnlyWithCertificate')
      if (rule.minimumVersion === '') found.push('oldVersions')
    }
    if (hasWildcard(rule.fileName)) found.push('wildcardName')
  }
  if ('certificateType' in source && source.certificateType === 'certificateAuthority') {
    if (fileHash === '') found.push('certificateAuthority')
  }
  return found
}

const placeRisks = ({ filePath, fileHash }: RuleModel): RiskId[] => {
  if (filePath === '') return fileHash === '' ? ['anyFolder'] : []
  if (isNetworkPath(filePath)) return ['networkPath']
  const wildcard: RiskId[] = hasWildcard(filePath) ? ['wildcardPath'] : []
  if (isRelativePath(filePath) || isDevicePath(filePath) || hasDotSegment(filePath)) {
    return [...wildcard, 'relativePath']
  }
  return userWritableFolder(filePath) === null ? wildcard : [...wildcard, 'userWritableFolder']
}

const actionRisks = (rule: RuleModel): RiskId[] => {
  const { elevationType: type, childProcessBehavior: children, signatureSource: source } = rule
  const found: RiskId[] = []
  if (type === 'automatic') found.push('automatic')
  if (type === 'automatic' && rule.fileHash === '') found.push('automaticWithoutHash')
  if (type === 'currentUser') found.push('currentUser')
  if (type === 'userConfirmed' && rule.validation.length === 0) found.push('noConfirmation')
  if (children === 'allowAll') found.push('allChildProcesses')
  const unknown =
    typeof type === 'object' ||
    (typeof children === 'object' && children !== null) ||
    source.kind === 'unknown' ||
    (source.kind !== 'notConfigured' &&
      typeof source.certificateType === 'object' &&
      source.certificateType !== null)
  if (unknown) found.push('unknownChoice')
  return found
}

/** Also a name whose wildcard reaches such a program. */
const isPowerful = (stem: string): boolean =>
  hasWildcard(stem)
    ? [...powerfulPrograms].some((program) => matchesWildcard(stem, program))
    : powerfulPrograms.has(stem)

const programRisks = ({ fileName, restrictArguments }: RuleModel): RiskId[] => {
  const found: RiskId[] = []
  const stem = fileName.toLowerCase().replace(/\.exe$/, '')
  if (isPowerful(stem)) {
    found.push('powerfulProgram')
    if (restrictArguments === null) found.push('anyArguments')
  }
  if (restrictArguments?.length === 0) found.push('emptyArguments')
  return found
}
