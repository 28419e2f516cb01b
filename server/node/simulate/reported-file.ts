import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { pathOf, type SampleFile } from '#worlds/sample/file.ts'

/** What a report says about the file that ran. */
export type ReportedFile = {
  path: string
  product: string | null
  company: string | null
  version: string | null
  hash: string
  internalName: string | null
  description: string | null
}

export const aliasOf = (upn: string): string => upn.replace(/@.*$/, '')

export const fromSampleFile = (file: SampleFile, upn: string): ReportedFile => ({
  path: pathOf(file, aliasOf(upn)),
  product: file.product,
  company: file.signer?.company ?? null,
  version: file.version,
  hash: file.hash,
  internalName: file.internalName,
  description: file.description,
})

/** The file of an approved request; the approval holds for its hash. */
export const fromRequest = ({ applicationDetail: file }: ElevationRequest): ReportedFile => ({
  path: file?.filePath || file?.fileName || 'unknown',
  product: file?.productName ?? null,
  company: null,
  version: file?.productVersion ?? null,
  hash: file?.fileHash ?? '',
  internalName: file?.productInternalName ?? null,
  description: file?.fileDescription ?? null,
})
