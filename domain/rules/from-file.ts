import type { ElevationRequestApplicationDetail } from '#contract/elevation-requests.ts'

import { splitPath } from '../file-name/shorten.ts'
import { fileTypes, isSha256, isVersion } from './file-path-value.ts'
import { elevationTypeLabel } from './in-words.ts'
import {
  elevationTypes,
  type KnownChildProcessBehavior,
  type KnownElevationType,
  newRule,
  type RuleModel,
} from './rule-model.ts'

/** A deny rule cannot be made from a file (epm-behaviour 6). */
export type OfferedElevationType = Exclude<KnownElevationType, 'deny'>
export const offeredElevationTypes: readonly OfferedElevationType[] = elevationTypes.filter(
  (type) => type !== 'deny',
)

export type FileRuleChoices = {
  name: string
  elevationType: OfferedElevationType
  childProcessBehavior: KnownChildProcessBehavior
  /** Require the same file path as this elevation. */
  sameFilePath: boolean
}

/**
 * A rule that matches this one file by its hash; the signature source stays Not configured. Details that no rule can
 * hold (too short, too long, no four-part version) are left out rather than changed.
 */
export const ruleFromRequest = (
  detail: ElevationRequestApplicationDetail,
  choices: FileRuleChoices,
): RuleModel => {
  const version = detail.productVersion ?? ''
  return {
    ...newRule(),
    name: choices.name,
    elevationType: choices.elevationType,
    // The type asks for a sign-in in any case (epm-behaviour 4.1).
    validation: choices.elevationType === 'currentUser' ? ['windowsAuthentication'] : [],
    childProcessBehavior: choices.childProcessBehavior,
    fileName: fileNameOf(detail),
    filePath: choices.sameFilePath ? folderOf(detail) : '',
    fileHash: isSha256(detail.fileHash ?? '') ? (detail.fileHash ?? '') : '',
    minimumVersion: isVersion(version) ? version : '',
    fileDescription: within(detail.fileDescription),
    productName: within(detail.productName),
    internalName: within(detail.productInternalName),
  }
}

const within = (value: string | null | undefined): string =>
  value && value.length >= 3 && value.length <= 50 ? value : ''

const fileNameOf = ({ fileName, filePath }: ElevationRequestApplicationDetail): string =>
  fileName || splitPath(filePath ?? '').name

/** The wire's path is sometimes the folder and sometimes the whole path. */
const folderOf = (detail: ElevationRequestApplicationDetail): string =>
  folderOfPath(detail.filePath ?? '', fileNameOf(detail))

/** The folder of a path that ends in the file or, as it came, is the folder already. */
export const folderOfPath = (path: string, fileName: string): string => {
  const { folder, name } = splitPath(path)
  const isFile =
    name.toLowerCase() === fileName.toLowerCase() ||
    fileTypes.some((type) => name.toLowerCase().endsWith(type))
  if (isFile || name === '') return folder
  return path
}

/** A name for the new rule that none of `taken` has, whatever their case: "7z.exe, Automatic (2)". */
export const suggestRuleName = (
  detail: ElevationRequestApplicationDetail,
  elevationType: OfferedElevationType,
  taken: readonly string[],
): string => {
  const file = fileNameOf(detail).replaceAll('/', ' ').trim() || 'File'
  const base = `${file}, ${elevationTypeLabel(elevationType)}`
  const used = new Set(taken.map((name) => name.trim().toLowerCase()))
  let name = base
  for (let next = 2; used.has(name.toLowerCase()); next += 1) name = `${base} (${next})`
  return name
}
