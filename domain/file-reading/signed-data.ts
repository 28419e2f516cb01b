import type { BaseBlock } from 'asn1js'

import {
  childrenOf,
  explicitMember,
  isContext,
  isUniversal,
  Malformed,
  members,
  oid,
  parse,
  tags,
} from '../certificates/der.ts'
import { outerLength } from '../certificates/other-objects.ts'

/**
 * The certificates beside a signature, as DER. Nothing is verified: whoever made the file can put any certificate there,
 * and only Windows decides whether the signature holds.
 */
export type CodeSignature = {
  /** The one that the signer information names; null when it is not among them. */
  leaf: Uint8Array<ArrayBuffer> | null
  /** The leaf first, then its issuers in order, then the rest. */
  certificates: Uint8Array<ArrayBuffer>[]
}

const largestSignature = 1024 * 1024
const mostCertificates = 50
const signedDataId = '1.2.840.113549.1.7.2'

type Entry = { der: Uint8Array<ArrayBuffer>; serial: string; issuer: string; subject: string }

/** Reads a PKCS #7 SignedData; null when it is none, is damaged or is larger than 1 MiB. Padding behind it is passed over. */
export const readSignedData = (bytes: Uint8Array): CodeSignature | null => {
  const length = outerLength(bytes)
  if (length === null || length > bytes.length || length > largestSignature) return null
  try {
    return signatureOf(parse(bytes.subarray(0, length)))
  } catch {
    // Hostile bytes can make the parser throw anything.
    return null
  }
}

const signatureOf = (root: BaseBlock): CodeSignature => {
  const [id, wrapped] = members(root, tags.sequence)
  if (!wrapped || oid(id) !== signedDataId || !isContext(wrapped, 0)) throw new Malformed()
  const parts = members(explicitMember(wrapped), tags.sequence)
  const set = parts.find((part) => isContext(part, 0))
  const entries = (set ? childrenOf(set) : [])
    .filter((part) => isUniversal(part, tags.sequence))
    .slice(0, mostCertificates)
    .map(entryOf)
  const signer = parts.findLast((part) => isUniversal(part, tags.set))
  const leaf = signer ? leafOf(members(signer, tags.set)[0], entries) : undefined
  const ordered = leaf ? chainFrom(leaf, entries) : entries
  return { leaf: leaf?.der ?? null, certificates: ordered.map(({ der }) => der) }
}

const textOf = (block: BaseBlock | undefined): string => {
  if (!block) throw new Malformed()
  return Array.from(block.valueBeforeDecodeView, (byte) => String.fromCharCode(byte)).join('')
}

const entryOf = (certificate: BaseBlock): Entry => {
  const parts = members(members(certificate, tags.sequence)[0], tags.sequence)
  const [serial, , issuer, , subject] = isContext(parts[0], 0) ? parts.slice(1) : parts
  return {
    der: new Uint8Array(certificate.valueBeforeDecodeView),
    serial: textOf(serial),
    issuer: textOf(issuer),
    subject: textOf(subject),
  }
}

const leafOf = (info: BaseBlock | undefined, entries: readonly Entry[]): Entry | undefined => {
  const [, by] = members(info, tags.sequence)
  // A signer named by a key identifier is not looked up: Authenticode names issuer and serial.
  if (!isUniversal(by, tags.sequence)) return undefined
  const [issuer, serial] = members(by, tags.sequence).map(textOf)
  return entries.find((entry) => entry.issuer === issuer && entry.serial === serial)
}

const chainFrom = (leaf: Entry, entries: readonly Entry[]): Entry[] => {
  const chain = [leaf]
  for (let last: Entry | undefined = leaf; last;) {
    const { issuer }: Entry = last
    last = entries.find((entry) => entry.subject === issuer && !chain.includes(entry))
    if (last) chain.push(last)
  }
  return [...chain, ...entries.filter((entry) => !chain.includes(entry))]
}
