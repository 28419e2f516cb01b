import { fromBase64 } from '../certificates/decode.ts'
import type { FileSignature } from './pe-file.ts'
import { readSignedData } from './signed-data.ts'

const begin = '# SIG # Begin signature block'
const end = '# SIG # End signature block'
const largestBlock = 2 * 1024 * 1024

/** The text of a script file: UTF-16 with its mark, else UTF-8 with every damaged byte replaced. */
export const textOfScript = (bytes: Uint8Array): string => {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

/** Reads the signature block at the end of a .ps1 file. Never throws and verifies nothing. */
export const readScriptSignature = (text: string): FileSignature => {
  const start = text.lastIndexOf(begin)
  if (start < 0) return 'none'
  const stop = text.indexOf(end, start)
  if (stop < 0 || stop - start > largestBlock) return 'unreadable'
  const digits = text
    .slice(start + begin.length, stop)
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim().replace(/^#/, '').trim())
    .join('')
  const bytes = fromBase64(digits)
  return (bytes && readSignedData(bytes)) ?? 'unreadable'
}
