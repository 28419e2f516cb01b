import { fileNameFault, filePathFault, isSha256, isVersion } from './file-path-value.ts'
import { folderOfPath } from './file-details.ts'
import type { RuleModel } from './rule-model.ts'

/** Output of `Get-FileAttributes` of the EpmTools module, pasted by a person (epm-behaviour 4.7). */
export type FileAttributeName =
  | 'fileName'
  | 'filePath'
  | 'fileHash'
  | 'hashAlgorithm'
  | 'productName'
  | 'internalName'
  | 'version'
  | 'description'
  | 'companyName'

/** What a file can say for a rule; the rest of the form stays as it is. */
export type FileRuleValues = Partial<
  Pick<
    RuleModel,
    | 'fileName'
    | 'filePath'
    | 'fileHash'
    | 'minimumVersion'
    | 'fileDescription'
    | 'productName'
    | 'internalName'
  >
>

/** A value that no rule can hold, as it came, with the reason in one sentence. */
export type LeftOut = { field: keyof FileRuleValues; value: string; reason: string }

export type ParsedFileAttributes = {
  fields: Partial<Record<FileAttributeName, string>>
  /** Fields put together from several lines: a space may be lost or added. */
  wrapped: FileAttributeName[]
  /** Lines or members that were passed over, as they came. */
  notUnderstood: string[]
}

const names: ReadonlyMap<string, FileAttributeName> = new Map([
  ['filename', 'fileName'],
  ['filepath', 'filePath'],
  ['filehash', 'fileHash'],
  ['hashalgorithm', 'hashAlgorithm'],
  ['productname', 'productName'],
  ['internalname', 'internalName'],
  ['version', 'version'],
  ['fileversion', 'version'],
  ['description', 'description'],
  ['filedescription', 'description'],
  ['companyname', 'companyName'],
])

const nameOf = (text: string): FileAttributeName | undefined =>
  names.get(text.replaceAll(' ', '').toLowerCase())

const longestText = 64 * 1024

/** Reads the list form (`Name : value`) or JSON. Never throws; of several files the first one counts. */
export const parseFileAttributes = (text: string): ParsedFileAttributes => {
  if (text.length > longestText) {
    return { fields: {}, wrapped: [], notUnderstood: ['The text is longer than 64 KiB.'] }
  }
  const trimmed = text.replace(/^\uFEFF/, '').trim()
  return (/^[{[]/.test(trimmed) ? fromJson(trimmed) : null) ?? fromList(trimmed)
}

const fromJson = (text: string): ParsedFileAttributes | null => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const [first, ...more]: unknown[] = Array.isArray(value) ? value : [value]
  const parsed: ParsedFileAttributes = {
    fields: {},
    wrapped: [],
    notUnderstood: more.length > 0 ? ['Another file in the same text'] : [],
  }
  if (typeof first !== 'object' || first === null) return null
  for (const [key, member] of Object.entries(first)) {
    const name = nameOf(key)
    const given = textOfMember(member)
    if (!name || given === null) parsed.notUnderstood.push(key)
    else if (given.trim() !== '') parsed.fields[name] ??= given.trim()
  }
  return parsed
}

/** Windows PowerShell writes a version as its four numbers, and SHA-256 perhaps as a number. */
const textOfMember = (member: unknown): string | null => {
  if (member === null) return ''
  if (typeof member === 'string') return member
  if (typeof member === 'number') return String(member)
  if (typeof member !== 'object') return null
  const parts = new Map(Object.entries(member))
  const numbers = ['Major', 'Minor', 'Build', 'Revision'].map((name) => parts.get(name))
  return numbers.every((part) => typeof part === 'number') ? numbers.join('.') : null
}

const fromList = (text: string): ParsedFileAttributes => {
  const parsed: ParsedFileAttributes = { fields: {}, wrapped: [], notUnderstood: [] }
  const seen = new Set<FileAttributeName>()
  let current: FileAttributeName | null = null
  let indent = 0
  for (const line of text.split(/\r\n|[\r\n]/)) {
    const field = /^\s{0,16}([A-Za-z][A-Za-z ]{0,30}?) {0,24}:(?: (.*)|)$/.exec(line)
    const deeper: boolean = current !== null && line.search(/\S/) >= indent + 8
    const name: FileAttributeName | undefined = deeper ? undefined : nameOf(field?.[1] ?? '')
    if (field && name && !seen.has(name)) {
      seen.add(name)
      current = name
      indent = line.search(/\S/)
      const value = (field[2] ?? '').trim()
      if (value !== '') parsed.fields[name] = value
    } else if (line.trim() === '') {
      current = null
    } else if (current && !name && (/^\s/.test(line) || !field)) {
      addLine(parsed, current, line.trim())
    } else {
      current = null
      if (!/^PS .*>/.test(line)) parsed.notUnderstood.push(line.trim())
    }
  }
  return parsed
}

/** Consoles break at a space and drop it; a value without any space can only have been cut in its middle. */
const addLine = (parsed: ParsedFileAttributes, name: FileAttributeName, more: string): void => {
  const before = parsed.fields[name] ?? ''
  const cut = before === '' || name === 'fileHash' || !/\s/.test(before)
  parsed.fields[name] = cut ? before + more : `${before} ${more}`
  if (!parsed.wrapped.includes(name)) parsed.wrapped.push(name)
}

/** What of it a rule can hold, unchanged; everything else is told in `leftOut`. */
export const ruleValuesOf = (
  fields: ParsedFileAttributes['fields'],
): { values: FileRuleValues; leftOut: LeftOut[] } => {
  const values: FileRuleValues = {}
  const leftOut: LeftOut[] = []
  const take = (
    field: keyof FileRuleValues,
    value: string | undefined,
    fault: (value: string) => string | null,
  ): void => {
    if (value === undefined || value === '') return
    const reason = fault(value)
    if (reason === null) values[field] = value
    else leftOut.push({ field, value, reason })
  }
  const { fileName, filePath, fileHash, hashAlgorithm: algorithm } = fields
  take('fileName', fileName, fileNameFault)
  take(
    'filePath',
    filePath === undefined ? undefined : folderOfPath(filePath, fileName ?? ''),
    filePathFault,
  )
  take('fileHash', fileHash, (hash) =>
    isSha256(hash) && /^(sha-?256|)$/i.test(algorithm ?? '')
      ? null
      : 'A rule needs a SHA-256 hash of 64 digits.',
  )
  take('minimumVersion', fields.version, (version) =>
    isVersion(version) ? null : 'A minimum version is four numbers with dots: 1.2.3.4.',
  )
  take('fileDescription', fields.description, attributeFault)
  take('productName', fields.productName, attributeFault)
  take('internalName', fields.internalName, attributeFault)
  return { values, leftOut }
}

const attributeFault = ({ length }: string): string | null =>
  length >= 3 && length <= 50 ? null : 'A rule holds 3 to 50 characters here.'
