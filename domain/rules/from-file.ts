import type { FileDetails } from './file-details.ts'
import { isSha256, isVersion } from './file-path-value.ts'
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
 * hold (too short, too long, no four-part version) are left out rather than changed. The hash fixes the version.
 */
export const ruleFromFile = (details: FileDetails, choices: FileRuleChoices): RuleModel => {
  const hash = isSha256(details.hash) ? details.hash : ''
  return {
    ...newRule(),
    name: choices.name,
    elevationType: choices.elevationType,
    // The type asks for a sign-in in any case (epm-behaviour 4.1).
    validation: choices.elevationType === 'currentUser' ? ['windowsAuthentication'] : [],
    childProcessBehavior: choices.childProcessBehavior,
    fileName: details.fileName,
    filePath: choices.sameFilePath ? details.folder : '',
    fileHash: hash,
    minimumVersion: hash === '' && isVersion(details.version) ? details.version : '',
    fileDescription: within(details.fileDescription),
    productName: within(details.productName),
    internalName: within(details.internalName),
  }
}

/** The value where a rule can hold it, else `''`. */
export const within = (value: string): string =>
  value.length >= 3 && value.length <= 50 ? value : ''

/** A name for the new rule that none of `taken` has, whatever their case: "7z.exe, Automatic (2)". */
export const suggestRuleName = (
  fileName: string,
  elevationType: OfferedElevationType,
  taken: readonly string[],
): string => {
  const file = fileName.replaceAll('/', ' ').trim() || 'File'
  const base = `${file}, ${elevationTypeLabel(elevationType)}`
  const used = new Set(taken.map((name) => name.trim().toLowerCase()))
  let name = base
  for (let next = 2; used.has(name.toLowerCase()); next += 1) name = `${base} (${next})`
  return name
}
