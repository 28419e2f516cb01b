import { toBase64 } from './bytes.ts'

type Answer = { ok: true; base64: string } | { ok: false; message: string }

/** More than the parser takes in any form; a file of this size is not even read. */
const mostBytes = 1024 * 1024

/** Reads a chosen `.cer` file. The answer holds the certificate alone, never what else is in the file. */
export const readCertificateFile = async (file: File): Promise<Answer> => {
  if (!/\.cer$/i.test(file.name)) return { ok: false, message: 'Choose a file that ends in .cer.' }
  if (file.size > mostBytes) return { ok: false, message: 'A certificate has at most 256 KiB.' }
  const { readCertificate } = await import('#domain/certificates/read-certificate.ts')
  const reading = await readCertificate(new Uint8Array(await file.arrayBuffer()))
  return reading.ok
    ? { ok: true, base64: toBase64(reading.certificate.der) }
    : { ok: false, message: reading.message }
}
