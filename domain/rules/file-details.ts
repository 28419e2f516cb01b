import type { ElevationRequestApplicationDetail } from '#contract/elevation-requests.ts'
import type { Elevation } from '#contract/elevations.ts'

import { splitPath } from '../file-name/shorten.ts'
import { fileTypes } from './file-path-value.ts'

/** What a record tells of a file, for a rule to match. Texts that it does not tell are `''`. */
export type FileDetails = {
  fileName: string
  /** The folder, without the file name. */
  folder: string
  /** SHA-256 in hex. */
  hash: string
  /** The version of the file, not of the product. */
  version: string
  fileDescription: string
  productName: string
  internalName: string
}

/** The details in an elevation request. It carries the version of the product and not that of the file. */
export const detailsOfRequest = (detail: ElevationRequestApplicationDetail): FileDetails => {
  const path = detail.filePath ?? ''
  const fileName = detail.fileName || splitPath(path).name
  return {
    fileName,
    // The wire's path is sometimes the folder and sometimes the whole path.
    folder: folderOfPath(path, fileName),
    hash: detail.fileHash ?? '',
    version: '',
    fileDescription: detail.fileDescription ?? '',
    productName: detail.productName ?? '',
    internalName: detail.productInternalName ?? '',
  }
}

/** The details in a reported elevation, whose path always ends in the file (graph-contract 2.1). */
export const detailsOfElevation = (elevation: Elevation): FileDetails => {
  const { folder, name } = splitPath(elevation.filePath ?? '')
  return {
    fileName: name,
    folder,
    hash: elevation.hash ?? '',
    version: elevation.fileVersion ?? '',
    fileDescription: elevation.fileDescription ?? '',
    productName: elevation.productName ?? '',
    internalName: elevation.internalName ?? '',
  }
}

/** The folder of a path that ends in the file or, as it came, is the folder already. */
export const folderOfPath = (path: string, fileName: string): string => {
  const { folder, name } = splitPath(path)
  const isFile =
    name.toLowerCase() === fileName.toLowerCase() ||
    fileTypes.some((type) => name.toLowerCase().endsWith(type))
  if (isFile || name === '') return folder
  return path
}
