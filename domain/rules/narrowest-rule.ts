import type { Elevation } from '#contract/elevations.ts'

import { userWritableFolder } from '../file-name/folders.ts'
import { commonFileName, commonFolder } from './common-pattern.ts'
import { detailsOfElevation, type FileDetails } from './file-details.ts'
import { isSha256, isVersion } from './file-path-value.ts'
import { within } from './from-file.ts'
import { isAtLeast } from './match-rule.ts'

/**
 * What one rule for several elevations can be tied to, each value being the narrowest that all of them fit.
 * `file`: all are the same bytes. `publisher`: all are signed with the same certificate, which the rule needs and which
 * a report does not hold. `none`: no single rule is safe; `reasons` says why, in sentences of ours.
 */
export type RuleBasis =
  | { kind: 'file'; details: FileDetails }
  | { kind: 'publisher'; details: FileDetails; publisher: string }
  | { kind: 'none'; reasons: readonly string[] }

/** The narrowest rule that covers every one of these elevations. A single one is taken as it is told. */
export const narrowestBasis = (elevations: readonly Elevation[]): RuleBasis => {
  const files = elevations.map(detailsOfElevation)
  const [first] = files
  if (first === undefined) return { kind: 'none', reasons: ['No elevation is chosen.'] }
  if (files.length === 1) return { kind: 'file', details: first }
  const fileName = commonFileName(files.map((file) => file.fileName))
  const hash = common(files.map((file) => file.hash))
  const details: FileDetails = {
    fileName: fileName ?? '',
    folder: commonFolder(files.map(({ folder }) => folder)),
    hash: isSha256(hash) ? hash : '',
    version: lowestVersion(files.map(({ version }) => version)),
    fileDescription: common(files.map((file) => file.fileDescription)),
    productName: common(files.map((file) => file.productName)),
    internalName: common(files.map((file) => file.internalName)),
  }
  const reasons = [
    ...(fileName === null ? [noName(files)] : []),
    ...(details.hash === '' ? signatureReasons(elevations, details) : []),
  ]
  if (reasons.length > 0) return { kind: 'none', reasons }
  if (details.hash !== '') return { kind: 'file', details }
  return {
    kind: 'publisher',
    details,
    publisher: common(elevations.map(({ companyName }) => companyName ?? '')),
  }
}

/** The value that all have, whatever its case; `''` when they differ or one has none. */
const common = (values: readonly string[]): string => {
  const [first = ''] = values
  return values.every((value) => value.toLowerCase() === first.toLowerCase()) ? first : ''
}

const noName = (files: readonly FileDetails[]): string =>
  common(files.map(({ fileName }) => fileName)) === ''
    ? 'Their names have too little in common: a rule needs a file name, and wildcards alone would match every file.'
    : 'A rule cannot hold their file name: it must end in .exe, .msi or .ps1 and be no pattern.'

const signatureReasons = (elevations: readonly Elevation[], details: FileDetails): string[] => {
  const certificates = elevations.map((elevation) => elevation.certificatePayload ?? '')
  const companies = elevations.map(({ companyName }) => companyName ?? '')
  if (certificates.includes(''))
    return [
      'The files differ, so only their signature could tie one rule to them, and not every one is reported as signed.',
    ]
  if (common(certificates) === '')
    return [
      common(companies) === ''
        ? 'The files differ and come from different publishers: no certificate covers all of them.'
        : 'The files differ and are signed with different certificates of their publisher.',
    ]
  const signed = [details.fileDescription, details.productName, details.internalName].some(
    (value) => within(value) !== '',
  )
  const placed = details.folder !== '' && userWritableFolder(details.folder) === null
  return signed || placed
    ? []
    : [
        'Beside the publisher they share no product name, internal name or description, and no folder that users cannot write to: any program of the publisher that is given such a name would match.',
      ]
}

/** `''` unless every version is one that a rule can hold. */
const lowestVersion = (versions: readonly string[]): string =>
  versions.every(isVersion)
    ? versions.reduce((lowest, version) => (isAtLeast(version, lowest) ? lowest : version))
    : ''
