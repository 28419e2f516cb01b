import type { UnreadableReason } from './certificate.ts'

export const largestCertificate = 256 * 1024
/** Base64 with line ends and armour, with room for the text that some tools put around. */
const largestText = 2 * largestCertificate

export type Bytes = Uint8Array<ArrayBuffer>
type Decoded = { ok: true; der: Bytes } | { ok: false; reason: UnreadableReason }
const refuse = (reason: UnreadableReason): Decoded => ({ ok: false, reason })

/** DER, PEM or bare base64, given as bytes or text, to the bytes of one object. */
export const decodeInput = (input: string | Uint8Array): Decoded => {
  if (input.length === 0) return refuse('empty')
  if (typeof input === 'string') return decodeText(input)
  if (input[0] === 0x30) {
    return input.length > largestCertificate
      ? refuse('tooLarge')
      : { ok: true, der: new Uint8Array(input) }
  }
  if (input.length > largestText) return refuse('tooLarge')
  const utf16 = input[0] === 0xff && input[1] === 0xfe
  return decodeText(new TextDecoder(utf16 ? 'utf-16le' : 'latin1').decode(input))
}

const decodeText = (text: string): Decoded => {
  if (text.trim() === '') return refuse('empty')
  if (text.length > largestText) return refuse('tooLarge')
  const blocks = pemBlocks(text)
  if (blocks.length === 0) return decodeBase64(text.replace(/^(?:\uFEFF|ï»¿)/, ''))
  const reasons = blocks
    .map(({ label }) => reasonOfLabel(label))
    .filter((reason) => reason !== null)
  // A private key is named first, whatever else is in the file.
  if (reasons.includes('privateKey')) return refuse('privateKey')
  if (reasons[0]) return refuse(reasons[0])
  const [first, second] = blocks.filter(({ label }) => isCertificateLabel(label))
  if (!first) return refuse('notACertificate')
  if (second) return refuse('twoCertificates')
  return first.body === null ? refuse('truncated') : decodeBase64(first.body)
}

const decodeBase64 = (text: string): Decoded => {
  const der = fromBase64(text)
  if (!der) return refuse('notBase64')
  if (der.length === 0) return refuse('empty')
  return der.length > largestCertificate ? refuse('tooLarge') : { ok: true, der }
}

/** The bytes of base64 text with white space anywhere; null when it is none. */
export const fromBase64 = (text: string): Bytes | null => {
  const digits = text.replace(/\s+/g, '')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) return null
  try {
    const raw = atob(digits)
    const bytes = new Uint8Array(raw.length)
    for (let index = 0; index < raw.length; index += 1) bytes[index] = raw.charCodeAt(index)
    return bytes
  } catch {
    return null
  }
}

export type PemBlock = { label: string; body: string | null }

/** All PEM blocks in their order; the body of one that never ends is null. */
export const pemBlocks = (text: string): PemBlock[] => {
  const blocks: PemBlock[] = []
  const begin = '-----BEGIN '
  for (let at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at)) {
    const labelEnd = text.indexOf('-----', at + begin.length)
    if (labelEnd < 0) return [...blocks, { label: '', body: null }]
    const label = text.slice(at + begin.length, labelEnd)
    const end = text.indexOf(`-----END ${label}-----`, labelEnd)
    blocks.push({ label, body: end < 0 ? null : text.slice(labelEnd + 5, end) })
    if (end < 0) return blocks
    at = end + label.length
  }
  return blocks
}

const isCertificateLabel = (label: string): boolean => /^(X509 )?CERTIFICATE$/.test(label)

/** What a label says against the file; blocks of other kinds, such as parameters, are passed over. */
const reasonOfLabel = (label: string): UnreadableReason | null => {
  if (label.includes('PRIVATE KEY')) return 'privateKey'
  if (label.includes('CRL')) return 'revocationList'
  if (label.includes('CERTIFICATE REQUEST')) return 'signingRequest'
  return /^(PKCS7|CMS)$/.test(label) ? 'pkcs7' : null
}
