import type { BaseBlock, Constructed, ObjectIdentifier } from 'asn1js'

import type { UnreadableReason } from './certificate.ts'
import { isContext, isUniversal, tags } from './der.ts'

/** Length of the DER sequence that begins here, header included; null when none begins here. */
export const outerLength = (bytes: Uint8Array): number | null => {
  const [tag, first = -1] = bytes
  if (tag !== 0x30 || first < 0) return null
  if (first < 0x80) return 2 + first
  const count = first - 0x80
  if (count < 1 || count > 4 || bytes.length < 2 + count) return null
  let length = 0
  for (const byte of bytes.subarray(2, 2 + count)) length = length * 256 + byte
  return 2 + count + length
}

const partsOf = (block: BaseBlock | undefined): BaseBlock[] => {
  const value = isUniversal(block, tags.sequence) ? (block as Constructed).valueBlock.value : []
  return Array.isArray(value) ? value : []
}

const oidOf = (block: BaseBlock | undefined): string =>
  isUniversal(block, tags.oid) ? (block as ObjectIdentifier).valueBlock.toString() : ''

/** Names what was given instead of a certificate; null when it is none of the usual things. */
export const whatElse = (root: BaseBlock): UnreadableReason | null => {
  const [first, second, third] = partsOf(root)
  if (oidOf(first).startsWith('1.2.840.113549.1.7.')) return 'pkcs7'
  // PFX, PKCS #1, PKCS #8 and SEC 1 begin with a version; an encrypted PKCS #8 is an algorithm and a string.
  if (isUniversal(first, tags.integer)) return 'privateKey'
  if (isUniversal(second, tags.octetString) && !third) return 'privateKey'
  const inner = partsOf(first)
  if (isUniversal(inner[0], tags.integer) && isContext(inner[3], 0)) return 'signingRequest'
  const offset = isUniversal(inner[0], tags.integer) ? 1 : 0
  const date = inner[offset + 2]
  const isList = isUniversal(date, tags.utcTime) || isUniversal(date, tags.generalizedTime)
  return isList ? 'revocationList' : null
}
