import type { ElevationRequestApplicationDetail } from '#contract/elevation-requests.ts'

import { pathOf, type SampleFile } from './sample/file.ts'

/** The file of a request as the device describes it: issuer's name beside the chain, leaf first. */
export const applicationDetail = (
  file: SampleFile,
  alias: string,
): ElevationRequestApplicationDetail => ({
  fileHash: file.hash,
  fileName: file.name,
  filePath: pathOf(file, alias),
  fileDescription: file.description,
  publisherName: file.signer?.issuer ?? null,
  publisherCert: file.signer?.chain.join(',') ?? null,
  productName: file.product,
  productInternalName: file.internalName,
  productVersion: file.version,
})
