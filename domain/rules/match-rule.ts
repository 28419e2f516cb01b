import type { RuleModel } from './rule-model.ts'
import { matchesFolder, matchesWildcard } from './wildcard.ts'

/** A file as the client sees it when it is started. Unknown attributes are `''`. */
export type FileFacts = {
  fileName: string
  /** The folder, without the file name. */
  folder: string
  /** SHA-256 in hex. */
  hash: string
  version: string
  fileDescription: string
  productName: string
  internalName: string
  /** The whole command line after the file name; `''` when it is started without arguments. */
  arguments: string
  /** SHA-1 thumbprints in hex; null for an unsigned file. */
  signer: { publisher: string; authorities: readonly string[] } | null
  /** Values of environment variables beside the usual ones, named without `%`. */
  variables?: Readonly<Record<string, string>>
}

export type RuleCandidate = {
  /** Told back in the proof. */
  id: string
  rule: RuleModel
  /** SHA-1 thumbprint of the rule's certificate; null when it is unknown or the rule has none. */
  certificateThumbprint?: string | null
}

export type Attribute =
  | 'fileName'
  | 'filePath'
  | 'fileHash'
  | 'certificate'
  | 'minimumVersion'
  | 'fileDescription'
  | 'productName'
  | 'internalName'

/** Why one attribute of a rule does not fit: what the rule wants and what the file has. */
export type Mismatch = { attribute: Attribute; wanted: string; found: string }

/** Every attribute that does not fit; an empty list is a match. Arguments are judged after a rule has won. */
export const mismatchesOf = (candidate: RuleCandidate, file: FileFacts): Mismatch[] => {
  const { rule } = candidate
  const found: Mismatch[] = []
  const check = (attribute: Attribute, wanted: string, given: string, fits: boolean): void => {
    if (!fits) found.push({ attribute, wanted, found: given })
  }
  check('fileName', rule.fileName, file.fileName, matchesWildcard(rule.fileName, file.fileName))
  if (rule.filePath !== '') check('filePath', rule.filePath, file.folder, folderFits(rule, file))
  const texts = [
    ['fileHash', file.hash],
    ['fileDescription', file.fileDescription],
    ['productName', file.productName],
    ['internalName', file.internalName],
  ] as const
  for (const [attribute, given] of texts) {
    const wanted = rule[attribute]
    if (wanted !== '') check(attribute, wanted, given, sameText(wanted, given))
  }
  if (rule.minimumVersion !== '') {
    const fits = isAtLeast(file.version, rule.minimumVersion)
    check('minimumVersion', rule.minimumVersion, file.version, fits)
  }
  if (rule.signatureSource.kind !== 'notConfigured') {
    const wanted = candidate.certificateThumbprint ?? ''
    check('certificate', wanted, file.signer?.publisher ?? '', signerFits(candidate, file))
  }
  return found
}

const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const usualVariables: Readonly<Record<string, string>> = {
  systemdrive: 'C:',
  systemroot: 'C:\\Windows',
  windir: 'C:\\Windows',
  programfiles: 'C:\\Program Files',
  programw6432: 'C:\\Program Files',
  'programfiles(x86)': 'C:\\Program Files (x86)',
  commonprogramfiles: 'C:\\Program Files\\Common Files',
  'commonprogramfiles(x86)': 'C:\\Program Files (x86)\\Common Files',
  programdata: 'C:\\ProgramData',
  allusersprofile: 'C:\\ProgramData',
  public: 'C:\\Users\\Public',
}

/** An unknown variable stays as it is and so matches no real folder. */
const expand = (path: string, own: FileFacts['variables'] = {}): string => {
  const variables = new Map(
    Object.entries({ ...usualVariables, ...own }).map(([name, value]) => [
      name.toLowerCase(),
      value,
    ]),
  )
  return path.replace(/%([^%]*)%/g, (all, name: string) => variables.get(name.toLowerCase()) ?? all)
}

/** The path is a folder; real documents also hold whole paths there. */
const folderFits = (
  { filePath }: RuleModel,
  { folder, fileName, variables }: FileFacts,
): boolean => {
  const wanted = expand(filePath, variables)
  const given = folder.replace(/[\\/]$/, '')
  return matchesFolder(wanted, given) || matchesFolder(wanted, `${given}\\${fileName}`)
}

const signerFits = (
  { rule, certificateThumbprint }: RuleCandidate,
  { signer }: FileFacts,
): boolean => {
  if (!certificateThumbprint || !signer || !('certificateType' in rule.signatureSource))
    return false
  const { certificateType } = rule.signatureSource
  if (certificateType === 'publisher') return sameText(certificateThumbprint, signer.publisher)
  return (
    certificateType === 'certificateAuthority' &&
    signer.authorities.some((thumbprint) => sameText(certificateThumbprint, thumbprint))
  )
}

/** The leading numbers of a version, up to four; null when it does not begin with one. */
const numbersOf = (version: string): number[] | null => {
  const parts = /^\s*(\d{1,15})(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?(?:\.(\d{1,15}))?/.exec(version)
  return parts && [1, 2, 3, 4].map((index) => Number(parts[index] ?? 0))
}

export const isAtLeast = (version: string, minimum: string): boolean => {
  const given = numbersOf(version)
  const wanted = numbersOf(minimum)
  if (!given || !wanted) return false
  for (const [index, number] of wanted.entries()) {
    const other = given[index] ?? 0
    if (other !== number) return other > number
  }
  return true
}

/** No arguments are always allowed, others only when listed, letter for letter (epm-behaviour 4.5). */
export const argumentsAllowed = ({ restrictArguments: list }: RuleModel, given: string): boolean =>
  list === null || given === '' || list.includes(given)
