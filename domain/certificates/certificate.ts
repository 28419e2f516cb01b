/** One attribute of a distinguished name: `type` is a short name such as `CN`, or the dotted id. */
export type NameAttribute = { type: string; value: string }

/** A distinguished name; each inner list is one relative name, in the order of the certificate. */
export type DistinguishedName = {
  rdns: NameAttribute[][]
  /** `C = US, O = "Brave Software, Inc.", CN = …`, as OpenSSL prints it but with letters unescaped. */
  text: string
  commonName: string | null
  organization: string | null
}

export type Certificate = {
  subject: DistinguishedName
  issuer: DistinguishedName
  notBefore: Date
  notAfter: Date
  /** Hex in capitals, with a minus sign for the negative ones that exist. */
  serial: string
  isCa: boolean
  /** Extended key usages as dotted ids; null when the certificate does not limit its use. */
  extendedKeyUsage: string[] | null
  /** Such as `RSA 2048 bits` or `EC P-256`. */
  key: string
  /** Hex in capitals, over the bytes as received. */
  sha1: string
  sha256: string
  der: Uint8Array<ArrayBuffer>
}

export type UnreadableReason =
  | 'empty'
  | 'tooLarge'
  | 'notBase64'
  | 'truncated'
  | 'trailingBytes'
  | 'twoCertificates'
  | 'privateKey'
  | 'revocationList'
  | 'signingRequest'
  | 'pkcs7'
  | 'notACertificate'
  | 'malformed'

/** One plain sentence for each reason, to be shown as it is. */
export const unreadableMessages: Readonly<Record<UnreadableReason, string>> = {
  empty: 'The file is empty.',
  tooLarge: 'A certificate has at most 256 KiB.',
  notBase64: 'The text is not base64.',
  truncated: 'The certificate ends too early.',
  trailingBytes: 'There are bytes behind the certificate.',
  twoCertificates: 'There is more than one certificate. Give one only.',
  privateKey: 'This contains or may contain a private key, which must never leave its owner.',
  revocationList: 'This is a revocation list, not a certificate.',
  signingRequest: 'This is a signing request, not a certificate.',
  pkcs7: 'This is a PKCS #7 container. Export the certificate itself.',
  notACertificate: 'This is not a certificate.',
  malformed: 'The certificate is damaged or not formed as the standard says.',
}

export type Reading =
  { ok: true; certificate: Certificate } | { ok: false; reason: UnreadableReason; message: string }
