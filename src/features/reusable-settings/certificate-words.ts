import type { Certificate, DistinguishedName } from '#domain/certificates/certificate.ts'
import { relativeAge } from '#src/lib/dates.ts'

const usages: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'Server authentication',
  '1.3.6.1.5.5.7.3.2': 'Client authentication',
  '1.3.6.1.5.5.7.3.3': 'Code signing',
  '1.3.6.1.5.5.7.3.4': 'E-mail protection',
  '1.3.6.1.5.5.7.3.8': 'Time stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP signing',
  '1.3.6.1.4.1.311.10.3.6': 'Windows system component verification',
  '1.3.6.1.4.1.311.10.3.13': 'Lifetime signing',
  '1.3.6.1.4.1.311.61.1.1': 'Kernel mode code signing',
  '2.5.29.37.0': 'Any use',
}

/** What the certificate may be used for; unknown uses keep their id. */
export const usageWords = ({ extendedKeyUsage: uses }: Pick<Certificate, 'extendedKeyUsage'>) =>
  uses === null
    ? 'Not limited by the certificate'
    : uses.map((id) => usages[id] ?? `Use ${id}`).join(', ') || 'Nothing'

/** The name people know. Foreign text: the signer wrote it. */
export const knownName = ({ commonName, organization, text }: DistinguishedName) =>
  commonName || organization || text

export type Validity = 'valid' | 'soon' | 'expired' | 'early'

/** A certificate that ends within this time should be replaced now. */
const soonMs = 60 * 24 * 60 * 60 * 1000

/** Whether rules with it work at this moment; `soon` within 60 days of its end. */
export const validityAt = (
  { notBefore, notAfter }: Pick<Certificate, 'notBefore' | 'notAfter'>,
  now: number,
): Validity => {
  if (now > notAfter.getTime()) return 'expired'
  if (now < notBefore.getTime()) return 'early'
  return notAfter.getTime() - now <= soonMs ? 'soon' : 'valid'
}

/** From two years on nobody counts days. */
const yearsFrom = 2 * 365 * 24 * 60 * 60 * 1000
const yearMs = 365.25 * 24 * 60 * 60 * 1000

const away = (date: Date, now: number) => {
  const span = date.getTime() - now
  if (Math.abs(span) < yearsFrom) return relativeAge(date.toISOString(), now)
  const years = `${Math.floor(Math.abs(span) / yearMs)} years`
  return span > 0 ? `in ${years}` : `${years} ago`
}

/** "Expires in 42 days", "Expired 3 days ago", "Valid in 4 days". */
export const validityWords = (
  certificate: Pick<Certificate, 'notBefore' | 'notAfter'>,
  now: number,
) => {
  const when = (date: Date) => away(date, now)
  switch (validityAt(certificate, now)) {
    case 'expired':
      return `Expired ${when(certificate.notAfter)}`
    case 'early':
      return `Valid ${when(certificate.notBefore)}`
    case 'soon':
    case 'valid':
      return `Expires ${when(certificate.notAfter)}`
  }
}
