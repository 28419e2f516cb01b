import type { ElevationRequestApplicationDetail } from '#contract/elevation-requests.ts'

import type { Certificate, DistinguishedName } from './certificate.ts'
import { readCertificates } from './read-certificate.ts'

export type SignerIssueKind =
  | 'expired'
  | 'notYetValid'
  | 'ca'
  | 'notForCodeSigning'
  | 'issuerMismatch'
  | 'chainBroken'
  | 'unparsable'

export type SignerIssue = { kind: SignerIssueKind; message: string }

/**
 * Who signed the file, as far as the certificates sent by the device say; nothing here proves a signature. `signedBy`
 * and `issuedBy` are foreign text. Null means that the signer is unknown.
 */
export type Signer = {
  signedBy: string | null
  issuedBy: string | null
  /** The signer's certificate first; empty when none could be read. */
  chain: Certificate[]
  issues: SignerIssue[]
}

const messages: Readonly<Record<SignerIssueKind, string>> = {
  expired: 'The certificate has expired.',
  notYetValid: 'The certificate is not valid yet.',
  ca: 'The certificate belongs to a certificate authority, not to a publisher.',
  notForCodeSigning: 'The certificate is not for code signing.',
  issuerMismatch: 'The publisher name sent with the request is not the issuer of the certificate.',
  chainBroken: 'The certificates sent do not form one chain.',
  unparsable: 'A certificate sent with the request cannot be read.',
}

const issue = (kind: SignerIssueKind): SignerIssue => ({ kind, message: messages[kind] })

/** R15: "Signed by" is the subject of the parsed leaf, never the name on the wire. `now` is the server's clock. */
export const signerOf = async (
  detail: Pick<ElevationRequestApplicationDetail, 'publisherCert' | 'publisherName'>,
  now: Date,
): Promise<Signer> => {
  const readings = await readCertificates(detail.publisherCert)
  const chain = readings.flatMap((reading) => (reading.ok ? [reading.certificate] : []))
  const unreadable = chain.length < readings.length
  const [leaf, next] = chain
  // The leaf comes first: when that one cannot be read, the others say who issued it but not who signed.
  if (!leaf || readings[0]?.ok !== true) {
    return {
      signedBy: null,
      issuedBy: null,
      chain,
      issues: unreadable ? [issue('unparsable')] : [],
    }
  }
  return {
    signedBy: nameOf(leaf.subject),
    issuedBy: nameOf(leaf.issuer),
    chain,
    issues: [
      ...certificateIssues(leaf, now),
      ...(isOther(detail.publisherName, leaf.issuer) ? [issue('issuerMismatch')] : []),
      ...(next && next.subject.text !== leaf.issuer.text ? [issue('chainBroken')] : []),
      ...(unreadable ? [issue('unparsable')] : []),
    ],
  }
}

const codeSigning = '1.3.6.1.5.5.7.3.3'
const anyUse = '2.5.29.37.0'

/** What one certificate says against its use for signing programs (R37). */
export const certificateIssues = (certificate: Certificate, now: Date): SignerIssue[] => {
  const { notBefore, notAfter, isCa, extendedKeyUsage: uses } = certificate
  const forOther = uses !== null && !uses.includes(codeSigning) && !uses.includes(anyUse)
  return [
    ...(now > notAfter ? [issue('expired')] : []),
    ...(now < notBefore ? [issue('notYetValid')] : []),
    ...(isCa ? [issue('ca')] : []),
    ...(forOther ? [issue('notForCodeSigning')] : []),
  ]
}

const nameOf = ({ commonName, organization, text }: DistinguishedName): string =>
  commonName || organization || text

const isOther = (publisherName: string | null | undefined, issuer: DistinguishedName): boolean => {
  const wire = publisherName?.trim().toLowerCase()
  if (!wire) return false
  return ![issuer.commonName, issuer.organization, issuer.text].some(
    (name) => name?.trim().toLowerCase() === wire,
  )
}
