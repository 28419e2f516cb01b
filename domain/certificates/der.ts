import { type BaseBlock, type Constructed, fromBER, type ObjectIdentifier } from 'asn1js'

import type { Bytes } from './decode.ts'

/** Small strict readers over asn1js: each throws `Malformed` where the standard is not kept. */
export class Malformed extends Error {}

export const tags = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  utf8: 12,
  sequence: 16,
  set: 17,
  numeric: 18,
  printable: 19,
  t61: 20,
  ia5: 22,
  utcTime: 23,
  generalizedTime: 24,
  visible: 26,
  universal: 28,
  bmp: 30,
} as const

/** A certificate nests about twelve levels deep. */
const maxDepth = 32

/** One object that fills `bytes` exactly. */
export const parse = (bytes: Uint8Array): BaseBlock => {
  const { offset, result } = fromBER(bytes, { maxDepth, maxNodes: 10_000, parseEmbedded: false })
  if (offset !== bytes.length) throw new Malformed()
  return result
}

export const isUniversal = (block: BaseBlock | undefined, tag: number): block is BaseBlock =>
  block?.idBlock.tagClass === 1 && block.idBlock.tagNumber === tag

export const isContext = (block: BaseBlock | undefined, tag: number): block is BaseBlock =>
  block?.idBlock.tagClass === 3 && block.idBlock.tagNumber === tag

/** The members of a constructed object, whatever its tag. */
export const childrenOf = (block: BaseBlock): BaseBlock[] => {
  if (!block.idBlock.isConstructed || block.lenBlock.isIndefiniteForm) throw new Malformed()
  return (block as Constructed).valueBlock.value
}

/** The members of a constructed object of this tag. */
export const members = (block: BaseBlock | undefined, tag: number): BaseBlock[] => {
  if (!isUniversal(block, tag)) throw new Malformed()
  return childrenOf(block)
}

/** The single member of an explicitly tagged object. */
export const explicitMember = (block: BaseBlock): BaseBlock => {
  const [only, more] = childrenOf(block)
  if (!only || more) throw new Malformed()
  return only
}

/** The content bytes of a primitive object of one of these tags. */
export const content = (block: BaseBlock | undefined, ...wanted: number[]): Bytes => {
  const fits = wanted.some((tag) => isUniversal(block, tag))
  if (!block || !fits || block.idBlock.isConstructed) throw new Malformed()
  const header = block.idBlock.blockLength + block.lenBlock.blockLength
  return new Uint8Array(block.valueBeforeDecodeView.subarray(header))
}

export const oid = (block: BaseBlock | undefined): string => {
  content(block, tags.oid)
  const dotted = (block as ObjectIdentifier).valueBlock.toString()
  if (!/^\d+(\.\d+)+$/.test(dotted)) throw new Malformed()
  return dotted
}

export const integer = (block: BaseBlock | undefined): Bytes => {
  const bytes = content(block, tags.integer)
  if (bytes.length === 0) throw new Malformed()
  return bytes
}

/** The bytes of a bit string that uses whole bytes. */
export const bitString = (block: BaseBlock | undefined): Bytes => {
  const bytes = content(block, tags.bitString)
  if (bytes.length === 0 || (bytes[0] ?? 8) > 7) throw new Malformed()
  return bytes.slice(1)
}

/** UTCTime or GeneralizedTime in the forms that certificates may use: always UTC, always with seconds. */
export const time = (block: BaseBlock | undefined): Date => {
  const text = String.fromCharCode(...content(block, tags.utcTime, tags.generalizedTime))
  const long = isUniversal(block, tags.generalizedTime)
  const parts = (
    long ? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
  )
    .exec(text)
    ?.slice(1)
    .map(Number)
  if (!parts) throw new Malformed()
  const [first = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
  const year = long ? first : first < 50 ? 2000 + first : 1900 + first
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!same || hour > 23 || minute > 59 || second > 59) throw new Malformed()
  return date
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase()
