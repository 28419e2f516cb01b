import { userWritableFolder } from '../file-name/folders.ts'
import { extensionOf } from '../file-name/shorten.ts'
import { inspectText } from '../file-name/spoofing.ts'
import {
  fileNameFault,
  filePathFault,
  fileTypes,
  hasOtherLetters,
  hasShortName,
  hasWildcard,
  isSha256,
  isVersion,
} from './file-path-value.ts'
import type { RuleModel } from './rule-model.ts'

/** An error stops saving; a warning and a caution are to be read and confirmed; advice is only shown. */
export type IssueKind = 'error' | 'warning' | 'caution' | 'advice'

export type RuleField =
  | Exclude<keyof RuleModel, 'original'>
  /** Inside the signature source. */
  | 'certificate'
  | 'certificateType'
  /** The policy's list of rules as a whole. */
  | 'rules'

export type RuleIssue = { field: RuleField; kind: IssueKind; message: string }

/** What is known of the rule's certificate, from `domain/certificates`; `unreadable` when it does not parse. */
export type CertificateFacts = { notBefore: Date; notAfter: Date; isCa: boolean } | 'unreadable'

/** Expired, or not valid yet. */
export const isOutOfTime = (facts: CertificateFacts, now: Date): boolean =>
  facts !== 'unreadable' && (now > facts.notAfter || now < facts.notBefore)

/** What the strength of a rule takes from its certificates. */
export const parsedFacts = (
  certificates: readonly CertificateFacts[],
  now: Date,
): { certificateExpired: boolean; certificateIsAuthority: boolean } => ({
  certificateExpired: certificates.some((facts) => isOutOfTime(facts, now)),
  certificateIsAuthority: certificates.some((facts) => facts !== 'unreadable' && facts.isCa),
})

export type RuleContext = {
  /** Names of the policy's other rules. */
  otherNames?: readonly string[]
  certificates?: readonly CertificateFacts[]
  now?: Date
}

export const mostRules = 100
export const sameNameMessage = 'Another rule of this policy has the same name.'

const issue = (field: RuleField, kind: IssueKind, message: string): RuleIssue => ({
  field,
  kind,
  message,
})

/** Everything that is wrong or risky about one rule (epm-behaviour 4.6, graph-contract 4.4). */
export const validateRule = (rule: RuleModel, context: RuleContext = {}): RuleIssue[] => [
  ...nameIssues(rule, context.otherNames ?? []),
  ...typeIssues(rule),
  ...fileIssues(rule),
  ...certificateIssues(rule, context),
  ...hashIssues(rule),
  ...attributeIssues(rule),
  ...argumentIssues(rule),
  ...spoofingIssues(rule),
]

/** The rules of one policy together; `index` is null for what concerns the policy. */
export const validateRules = (
  rules: readonly RuleModel[],
  contextOf: (rule: RuleModel) => Omit<RuleContext, 'otherNames'> = () => ({}),
): { index: number | null; issue: RuleIssue }[] => {
  const policy: RuleIssue[] = []
  if (rules.length === 0) policy.push(issue('rules', 'error', 'Add at least one rule.'))
  if (rules.length > mostRules) {
    policy.push(issue('rules', 'error', `A policy can have at most ${mostRules} rules.`))
  }
  return [
    ...policy.map((each) => ({ index: null, issue: each })),
    ...rules.flatMap((rule, index) => {
      const otherNames = rules.filter((_, other) => other !== index).map(({ name }) => name)
      return validateRule(rule, { ...contextOf(rule), otherNames }).map((each) => ({
        index,
        issue: each,
      }))
    }),
  ]
}

/** Said once, because the live product may be more lenient (epm-behaviour 20, C7). */
export const needsHash = ({ elevationType, signatureSource }: RuleModel): string | null => {
  if (elevationType === 'automatic') return 'A rule that elevates automatically needs a file hash.'
  return signatureSource.kind === 'notConfigured'
    ? 'A rule without a certificate needs a file hash.'
    : null
}

const nameIssues = ({ name, description }: RuleModel, others: readonly string[]): RuleIssue[] => {
  const found: RuleIssue[] = []
  const add = (kind: IssueKind, message: string) => found.push(issue('name', kind, message))
  if (name.trim() === '') add('error', 'Enter a rule name.')
  else if (name.length < 3 || name.length > 1024) add('error', 'A name has 3 to 1024 characters.')
  if (name.includes('/')) add('error', 'A name cannot contain /.')
  if (name !== '' && others.includes(name)) {
    add('error', sameNameMessage)
  } else if (others.some((other) => other.trim().toLowerCase() === name.trim().toLowerCase())) {
    if (name.trim() !== '') add('warning', 'Another rule’s name differs only in case or spaces.')
  }
  if (description.length > 175_032) {
    found.push(issue('description', 'error', 'A description has at most 175,032 characters.'))
  }
  return found
}

const typeIssues = (rule: RuleModel): RuleIssue[] => {
  const field = 'elevationType'
  switch (rule.elevationType) {
    case 'userConfirmed':
      return []
    case 'automatic':
      return [issue(field, 'caution', 'Every start of this file is elevated, and nobody is asked.')]
    case 'supportApproved':
      return [
        issue(field, 'advice', 'An administrator with the right to do so reviews each request.'),
      ]
    case 'deny':
      return [
        issue(
          'childProcessBehavior',
          'advice',
          'Child process behavior has no effect in a deny rule.',
        ),
      ]
    case 'currentUser': {
      const caution = issue(
        field,
        'caution',
        'The file runs in the user’s own account, which gives an attacker more to work with.',
      )
      return rule.validation.includes('windowsAuthentication')
        ? [caution]
        : [caution, issue('validation', 'warning', 'This type asks for Windows authentication.')]
    }
    default:
      return [issue(field, 'warning', 'This console does not know the rule’s elevation type.')]
  }
}

const fileIssues = (rule: RuleModel): RuleIssue[] => {
  const { fileName, filePath, fileHash, elevationType } = rule
  const found: RuleIssue[] = []
  const nameFault = fileNameFault(fileName)
  const pathFault = filePathFault(filePath)
  if (nameFault) found.push(issue('fileName', 'error', nameFault))
  if (pathFault) found.push(issue('filePath', 'error', pathFault))
  for (const [field, value] of [
    ['fileName', fileName],
    ['filePath', filePath],
  ] as const) {
    if (!hasWildcard(value)) continue
    if (elevationType === 'automatic') {
      found.push(issue(field, 'error', 'An automatic rule cannot use wildcards.'))
    } else found.push(issue(field, 'warning', 'The wildcard lets more files match.'))
  }
  if (hasWildcard(fileName) && fileHash !== '') {
    found.push(
      issue('fileName', 'advice', 'With a hash only one file matches: no wildcard is needed.'),
    )
  }
  return pathFault ? found : [...found, ...folderIssues(rule)]
}

const folderIssues = ({ filePath, fileHash, elevationType }: RuleModel): RuleIssue[] => {
  const field = 'filePath'
  if (filePath === '') {
    return [issue(field, 'advice', 'Give a folder that users cannot write to.')]
  }
  const found: RuleIssue[] = []
  if (fileTypes.some((type) => extensionOf(filePath).toLowerCase() === type)) {
    found.push(issue(field, 'warning', 'The path is a folder; the file has a field of its own.'))
  }
  if (hasOtherLetters(filePath)) {
    found.push(issue(field, 'warning', 'Intune may refuse letters other than A to Z in a path.'))
  }
  if (filePath.includes('~')) {
    const change = hasShortName(filePath) ? 'A short name like USER01~1 can change, and ' : ''
    const message = `${change}Intune may refuse ~ in a path.`
    found.push(issue(field, 'warning', message))
  }
  const place = userWritableFolder(filePath)
  if (place !== null && elevationType !== 'deny') {
    const kind = fileHash === '' ? 'warning' : 'advice'
    found.push(issue(field, kind, `Users can probably write here: ${place}.`))
  }
  return found
}

const certificateIssues = (rule: RuleModel, { certificates, now }: RuleContext): RuleIssue[] => {
  const { signatureSource: source } = rule
  if (source.kind === 'notConfigured') return []
  if (source.kind === 'unknown') {
    return [issue('signatureSource', 'warning', 'This console does not know the signature source.')]
  }
  const found: RuleIssue[] = []
  if (source.certificateType === null) {
    found.push(issue('certificateType', 'error', 'Choose a certificate type.'))
  }
  const given = source.kind === 'reusableSetting' ? source.settingId : source.certificate
  if (given.trim() === '') {
    const message =
      source.kind === 'reusableSetting' ? 'Choose a certificate.' : 'Upload a certificate file.'
    return [...found, issue('certificate', 'error', message)]
  }
  if (source.kind === 'uploadedCertificate' && (given.length < 15 || given.length > 800_000)) {
    found.push(issue('certificate', 'error', 'The certificate has 15 to 800,000 characters.'))
  }
  return [...found, ...(certificates ?? []).flatMap((facts) => validityIssues(rule, facts, now))]
}

const validityIssues = (
  { signatureSource: source }: RuleModel,
  facts: CertificateFacts,
  now: Date | undefined,
): RuleIssue[] => {
  const field = 'certificate'
  if (facts === 'unreadable') {
    return [issue(field, 'error', 'The certificate cannot be read.')]
  }
  if (now && now > facts.notAfter) {
    return [issue(field, 'warning', 'The certificate has expired: the rule will not work.')]
  }
  if (now && now < facts.notBefore) {
    return [issue(field, 'warning', 'The certificate is not valid yet: the rule will not work.')]
  }
  if (facts.isCa && 'certificateType' in source && source.certificateType === 'publisher') {
    return [issue(field, 'warning', 'This is a certificate authority, not a publisher.')]
  }
  return []
}

const signedAttributes = ['fileDescription', 'productName', 'internalName'] as const

const hashIssues = (rule: RuleModel): RuleIssue[] => {
  const missing = rule.fileHash === '' ? needsHash(rule) : null
  if (missing) return [issue('fileHash', 'error', missing)]
  if (rule.fileHash !== '') {
    return isSha256(rule.fileHash)
      ? []
      : [issue('fileHash', 'error', 'A SHA-256 hash has 64 digits of 0 to 9 and A to F.')]
  }
  const more = [rule.filePath, rule.minimumVersion, ...signedAttributes.map((name) => rule[name])]
  return more.some((value) => value !== '')
    ? []
    : [
        issue(
          'signatureSource',
          'warning',
          'Certificate and file name alone match any file of this signer that is renamed.',
        ),
      ]
}

const attributeIssues = (rule: RuleModel): RuleIssue[] => {
  const found: RuleIssue[] = []
  if (rule.minimumVersion !== '' && !isVersion(rule.minimumVersion)) {
    found.push(issue('minimumVersion', 'error', 'A version is four numbers with dots: 1.2.3.4.'))
  }
  for (const field of signedAttributes) {
    const { length } = rule[field]
    if (length > 0 && (length < 3 || length > 50)) {
      found.push(issue(field, 'error', 'This value has 3 to 50 characters.'))
    }
  }
  if (rule.childProcessBehavior === 'allowAll' && rule.elevationType !== 'deny') {
    const message = 'Everything this file starts is elevated too, even what a deny rule forbids.'
    found.push(issue('childProcessBehavior', 'warning', message))
  }
  return found
}

/** What is wrong with one line of the allow list. */
export const argumentFault = (value: string): string | undefined =>
  value.length < 1 || value.length > 251 ? 'An argument has 1 to 251 characters.' : undefined

const argumentIssues = ({ restrictArguments: list }: RuleModel): RuleIssue[] => {
  if (list === null) return []
  const field = 'restrictArguments'
  if (list.length === 0) return [issue(field, 'error', 'Add at least one argument.')]
  const found: RuleIssue[] = []
  const fault = list.map(argumentFault).find((each) => each !== undefined)
  if (fault !== undefined) found.push(issue(field, 'error', fault))
  const given = list.filter((value) => value !== '')
  if (new Set(given).size < given.length) {
    found.push(issue(field, 'warning', 'An argument is listed twice.'))
  }
  if (list.some((value) => /passw|pwd|secret|token|api-?key/i.test(value))) {
    found.push(issue(field, 'warning', 'Never put a password or another secret in an argument.'))
  }
  return found
}

/** A rule made from what a device sent can carry characters that nobody sees. */
const spoofingIssues = (rule: RuleModel): RuleIssue[] =>
  (['name', 'fileName', 'filePath', ...signedAttributes] as const).flatMap((field) => {
    const as = field === 'fileName' || field === 'filePath' ? field : 'name'
    return inspectText(rule[field], as).warnings.map(({ message }) =>
      issue(field, 'warning', message),
    )
  })
