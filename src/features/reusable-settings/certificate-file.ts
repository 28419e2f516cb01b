import { largestCertificate } from '#domain/certificates/decode.ts'

import { readInPage } from './certificate-query.ts'

const lineLength = 64

/** PEM, which writers send (graph-contract 5). */
export const pemOf = (der: Uint8Array): string => {
  const base64 = btoa(Array.from(der, (byte) => String.fromCharCode(byte)).join(''))
  const lines = base64.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

type Answer = { ok: true; text: string } | { ok: false; message: string }

/** Text with room for what tools write around a certificate; a larger file is not even read. */
const largestFile = 2 * largestCertificate

/** A chosen file as PEM; anything that is not exactly one certificate is refused in words and not kept (R35). */
export const readCertificateFile = async (file: Blob): Promise<Answer> => {
  if (file.size > largestFile) return { ok: false, message: 'A certificate has at most 256 KiB.' }
  const { reading } = await readInPage(new Uint8Array(await file.arrayBuffer()))
  return reading.ok
    ? { ok: true, text: pemOf(reading.certificate.der) }
    : { ok: false, message: reading.message }
}

/** Pasted or stored text as PEM; null when it is not exactly one certificate. */
export const pemFrom = async (text: string): Promise<Answer> => {
  const { reading } = await readInPage(text)
  return reading.ok
    ? { ok: true, text: pemOf(reading.certificate.der) }
    : { ok: false, message: reading.message }
}
