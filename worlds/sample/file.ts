import { fileHashOf } from '../ids.ts'
import { signers, type Signer, type SignerName } from './signers.ts'

/** A file that people of the sample tenant run. `folder` may hold `{user}`, the name of the profile folder. */
export type SampleFile = {
  name: string
  folder: string
  description: string
  product: string
  internalName: string
  version: string
  signer: Signer | null
  hash: string
}

export type FileRow = readonly [
  name: string,
  folder: string,
  description: string,
  product: string,
  version: string,
  signer: SignerName | null,
]

/** One version of one file has one hash, also when several people ask for it. */
export const fileOf = ([
  name,
  folder,
  description,
  product,
  version,
  signer,
]: FileRow): SampleFile => ({
  name,
  folder,
  description,
  product,
  internalName: name.replace(/\.(exe|msi|ps1)$/i, ''),
  version,
  signer: signer === null ? null : signers[signer],
  hash: fileHashOf(`${name} ${version}`),
})

/** The full path on the machine of the user with this alias. */
export const pathOf = (file: SampleFile, alias: string): string =>
  `${file.folder.replace('{user}', alias)}\\${file.name}`
