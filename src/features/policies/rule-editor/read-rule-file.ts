import type { FileSignature } from '#domain/file-reading/pe-file.ts'
import { ruleValuesOf, type LeftOut } from '#domain/rules/file-attributes.ts'
import { isOutOfTime } from '#domain/rules/validate.ts'
import { now } from '#src/lib/clock.ts'

import { toBase64, toHex } from './bytes.ts'
import type { FileFacts } from './rule-edits.ts'

/** The whole file is held in memory while its hash is made. */
const mostBytes = 1024 * 1024 * 1024

export type RuleFile = {
  facts: FileFacts
  leftOut: readonly LeftOut[]
  remarks: readonly string[]
  /** The signer's certificate has expired or is not valid yet: a rule with it does not work. */
  outOfTime: boolean
}

/**
 * What a file of this computer gives for a rule, read in the page: name, SHA-256, version resource and signer. Its path
 * is not told to pages. Nothing is verified: only Windows decides whether a signature holds.
 */
export const readRuleFile = async (file: File): Promise<RuleFile> => {
  if (file.size > mostBytes)
    return { facts: {}, leftOut: [], remarks: ['The file is larger than 1 GB.'], outOfTime: false }
  const bytes = new Uint8Array(await file.arrayBuffer())
  const fileHash = toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  const { attributes, signature } = await readInside(file.name, bytes)
  // A file is matched under the name it has now, not under the one it was built with.
  const { values, leftOut } = ruleValuesOf({ ...attributes, fileName: file.name, fileHash })
  const signer = await certificateOf(signature)
  return {
    facts:
      signer.certificate === undefined ? values : { ...values, certificate: signer.certificate },
    leftOut,
    remarks: [...signer.remarks, 'A page is not told where the file lies: give the path yourself.'],
    outOfTime: signer.outOfTime === true,
  }
}

/** The readers are large, so they come only for a file of their kind. */
const readInside = async (name: string, bytes: Uint8Array<ArrayBuffer>) => {
  if (/\.ps1$/i.test(name)) {
    const { readScriptSignature, textOfScript } =
      await import('#domain/file-reading/script-signature.ts')
    return { attributes: {}, signature: readScriptSignature(textOfScript(bytes)) }
  }
  const { readPeFile } = await import('#domain/file-reading/pe-file.ts')
  const program = readPeFile(bytes)
  if (program === null) return { attributes: {}, signature: null }
  const { fileAttributesOf } = await import('#domain/file-reading/version-info.ts')
  return {
    attributes: program.version === null ? {} : fileAttributesOf(program.version),
    signature: program.signature,
  }
}

type Signer = { certificate?: string; remarks: readonly string[]; outOfTime?: boolean }

const certificateOf = async (signature: FileSignature | null): Promise<Signer> => {
  if (signature === null)
    return { remarks: ['Version and signer are only read from .exe and .ps1 files.'] }
  if (signature === 'none') return { remarks: ['The file carries no signature.'] }
  if (signature === 'unreadable' || signature.leaf === null)
    return { remarks: ['The file’s signature cannot be read.'] }
  const { readCertificate } = await import('#domain/certificates/read-certificate.ts')
  const reading = await readCertificate(signature.leaf)
  return reading.ok
    ? {
        certificate: toBase64(reading.certificate.der),
        remarks: ['The signer’s certificate was found. This page does not verify the signature.'],
        outOfTime: isOutOfTime(reading.certificate, new Date(now())),
      }
    : { remarks: [`The signer’s certificate cannot be read. ${reading.message}`] }
}
