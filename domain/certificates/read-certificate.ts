import type { BaseBlock } from 'asn1js'

import {
  type Certificate,
  type Reading,
  type UnreadableReason,
  unreadableMessages,
} from './certificate.ts'
import { type Bytes, decodeInput, fromBase64, pemBlocks } from './decode.ts'
import {
  bitString,
  content,
  explicitMember,
  integer,
  isContext,
  isUniversal,
  Malformed,
  members,
  oid,
  parse,
  tags,
  time,
  toHex,
} from './der.ts'
import { readName } from './distinguished-name.ts'
import { outerLength, whatElse } from './other-objects.ts'
import { describeKey } from './public-key.ts'

const refuse = (reason: UnreadableReason): Reading => ({
  ok: false,
  reason,
  message: unreadableMessages[reason],
})

/**
 * Reads one certificate from DER, PEM or bare base64 (R35): at most 256 KiB, nothing before or behind it. Never
 * throws; the thumbprints are over the bytes as received. No signature is checked.
 */
export const readCertificate = async (input: string | Uint8Array): Promise<Reading> => {
  const decoded = decodeInput(input)
  return decoded.ok ? readDer(decoded.der) : refuse(decoded.reason)
}

/** The most certificates that a chain is read for. */
const longestChain = 20
const largestChainText = 1024 * 1024

/**
 * Reads `publisherCert`: base64 certificates separated by commas or white space, also wrapped in lines, or PEM blocks.
 * Each gets its own reading, in the order of the wire.
 */
export const readCertificates = async (
  publisherCert: string | null | undefined,
): Promise<Reading[]> => {
  const text = publisherCert ?? ''
  if (text.length > largestChainText) return [refuse('tooLarge')]
  const pieces = text.includes('-----BEGIN ') ? pemPieces(text) : base64Pieces(text)
  if (pieces.length > longestChain) return [refuse('tooLarge')]
  return Promise.all(pieces.map((piece) => readCertificate(piece)))
}

const pemPieces = (text: string): string[] =>
  pemBlocks(text).map(
    ({ label, body }) =>
      `-----BEGIN ${label}-----${body ?? ''}${body === null ? '' : `-----END ${label}-----`}`,
  )

/** Lines of one certificate belong together: its first bytes say how much text it needs. */
const base64Pieces = (text: string): string[] =>
  text
    .split(/[,;[\]"']/)
    .flatMap((part) => {
      const pieces: string[] = []
      let piece = ''
      for (const token of part.split(/\s+/)) {
        piece += token
        if (piece.length < textLength(piece)) continue
        pieces.push(piece)
        piece = ''
      }
      return [...pieces, piece]
    })
    .filter((piece) => piece !== '')

/** How many base64 digits, padding included, the object that begins here has; 1 when it is no DER object. */
const textLength = (base64: string): number => {
  const head = fromBase64(base64.slice(0, 16).replaceAll('=', '').slice(0, 12))
  if (base64 === '') return 1
  if (base64.length < 12) return 12
  const length = head ? outerLength(head) : null
  return length === null ? 1 : Math.ceil(length / 3) * 4
}

const readDer = async (der: Bytes): Promise<Reading> => {
  const length = outerLength(der)
  if (length === null) return refuse(der[0] === 0x30 ? 'malformed' : 'notACertificate')
  if (length > der.length) return refuse('truncated')
  if (length < der.length) {
    const behind = outerLength(der.subarray(length))
    return refuse(behind === der.length - length ? 'twoCertificates' : 'trailingBytes')
  }
  let root: BaseBlock | null = null
  try {
    root = parse(der)
    const fields = readFields(root)
    const [sha1, sha256] = await Promise.all([digest('SHA-1', der), digest('SHA-256', der)])
    return { ok: true, certificate: { ...fields, sha1, sha256, der } }
  } catch (error) {
    // Only a missing `crypto.subtle` is our own fault; hostile bytes can make the parser throw anything.
    if (!globalThis.crypto?.subtle) throw error
    return refuse((root && whatElse(root)) ?? 'malformed')
  }
}

const digest = async (algorithm: 'SHA-1' | 'SHA-256', der: Bytes): Promise<string> =>
  toHex(new Uint8Array(await globalThis.crypto.subtle.digest(algorithm, der)))

type Fields = Omit<Certificate, 'sha1' | 'sha256' | 'der'>

const readFields = (root: BaseBlock): Fields => {
  const [tbs, algorithm, signature, more] = members(root, tags.sequence)
  if (more) throw new Malformed()
  oid(members(algorithm, tags.sequence)[0])
  bitString(signature)
  const parts = members(tbs, tags.sequence)
  const version = isContext(parts[0], 0) ? readVersion(explicitMember(parts[0])) : 1
  const [serial, inner, issuerPart, validity, subjectPart, key, ...optional] = isContext(
    parts[0],
    0,
  )
    ? parts.slice(1)
    : parts
  oid(members(inner, tags.sequence)[0])
  const [from, to, third] = members(validity, tags.sequence)
  if (third) throw new Malformed()
  const extensions = readExtensions(optional, version)
  const subject = readName(subjectPart)
  const issuer = readName(issuerPart)
  return {
    subject,
    issuer,
    notBefore: time(from),
    notAfter: time(to),
    serial: serialText(integer(serial)),
    // Certificates older than extensions cannot say it; those that signed themselves are roots.
    isCa: version < 3 ? subject.text === issuer.text : isAuthority(extensions),
    extendedKeyUsage: readKeyUsage(extensions),
    key: describeKey(key),
  }
}

const readVersion = (block: BaseBlock): number => {
  const bytes = integer(block)
  const number = bytes[0] ?? 3
  if (bytes.length !== 1 || number > 2) throw new Malformed()
  return number + 1
}

const serialText = (bytes: Uint8Array): string => {
  const negative = (bytes[0] ?? 0) > 127
  const number = BigInt(`0x${toHex(bytes)}`) - (negative ? 1n << BigInt(bytes.length * 8) : 0n)
  const hex = (negative ? -number : number).toString(16).toUpperCase()
  return `${negative ? '-' : ''}${hex.length % 2 ? '0' : ''}${hex}`
}

const basicConstraints = '2.5.29.19'
const extendedKeyUsage = '2.5.29.37'

/** The extensions that are looked into. The optional parts have an order: two unique ids, then the extensions of version 3. */
const readExtensions = (optional: BaseBlock[], version: number): Map<string, Bytes> => {
  const found = new Map<string, Bytes>()
  let previous = 0
  for (const part of optional) {
    const tag = part.idBlock.tagNumber
    if (part.idBlock.tagClass !== 3 || tag <= previous || tag > 3) throw new Malformed()
    if (version < (tag === 3 ? 3 : 2)) throw new Malformed()
    previous = tag
    if (tag !== 3) continue
    for (const extension of members(explicitMember(part), tags.sequence)) {
      const [id, ...rest] = members(extension, tags.sequence)
      const value = rest.pop()
      if (rest.length > 1 || rest.some((critical) => !isUniversal(critical, tags.boolean))) {
        throw new Malformed()
      }
      const name = oid(id)
      const bytes = content(value, tags.octetString)
      if (name !== basicConstraints && name !== extendedKeyUsage) continue
      // Two answers to one question: which one counts would depend on the reader.
      if (found.has(name)) throw new Malformed()
      found.set(name, bytes)
    }
  }
  return found
}

const isAuthority = (extensions: ReadonlyMap<string, Bytes>): boolean => {
  const value = extensions.get(basicConstraints)
  if (!value) return false
  const [first] = members(parse(value), tags.sequence)
  return isUniversal(first, tags.boolean) && content(first, tags.boolean)[0] !== 0
}

const readKeyUsage = (extensions: ReadonlyMap<string, Bytes>): string[] | null => {
  const value = extensions.get(extendedKeyUsage)
  return value ? members(parse(value), tags.sequence).map(oid) : null
}
