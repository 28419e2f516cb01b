import { type ByteView, viewOf } from './byte-view.ts'
import { type CodeSignature, readSignedData } from './signed-data.ts'
import { readVersionInfo, type VersionInfo } from './version-info.ts'

/** `none` means that the file carries no signature of its own; Windows also knows signatures kept beside files. */
export type FileSignature = 'none' | 'unreadable' | CodeSignature

export type PeFile = { version: VersionInfo | null; signature: FileSignature }

type Section = { address: number; size: number; offset: number }
type Layout = {
  sections: Section[]
  resources: number
  certificates: { offset: number; size: number }
}

const mostSections = 96
const mostEntries = 4096

/**
 * Reads version and signature of a Windows program (.exe, .dll). Null when it is no such file. Never throws, looks at a
 * bounded number of places whatever the bytes say, and verifies nothing.
 */
export const readPeFile = (bytes: Uint8Array): PeFile | null => {
  const view = viewOf(bytes)
  const layout = readLayout(view)
  return layout && { version: versionOf(view, layout), signature: signatureOf(view, layout) }
}

const readLayout = (view: ByteView): Layout | null => {
  const header = view.u16(0) === 0x5a4d ? view.u32(0x3c) : null
  if (header === null || view.u32(header) !== 0x4550) return null
  const optional = header + 24
  const magic = view.u16(optional)
  const optionalSize = view.u16(header + 20)
  if ((magic !== 0x10b && magic !== 0x20b) || optionalSize === null) return null
  const directories = optional + (magic === 0x20b ? 112 : 96)
  const known = view.u32(directories - 4) ?? 0
  const number = (index: number, at: number): number =>
    index < known ? (view.u32(directories + index * 8 + at) ?? 0) : 0
  const count = Math.min(view.u16(header + 6) ?? 0, mostSections)
  const sections = Array.from({ length: count }, (_, index): Section => {
    const at = optional + optionalSize + index * 40
    const field = (offset: number): number => view.u32(at + offset) ?? 0
    return { size: field(16), address: field(12), offset: field(20) }
  })
  return {
    sections,
    resources: number(2, 0),
    // The one directory that holds a place in the file instead of an address in memory.
    certificates: { offset: number(4, 0), size: number(4, 4) },
  }
}

const placeOf = (sections: readonly Section[], address: number): number | null => {
  const section = sections.find(
    (each) => address >= each.address && address - each.address < each.size,
  )
  return section ? address - section.address + section.offset : null
}

const versionResource = 16

const versionOf = (view: ByteView, { sections, resources }: Layout): VersionInfo | null => {
  const root = resources === 0 ? null : placeOf(sections, resources)
  if (root === null) return null
  const byName = directoryEntry(view, root, 0, versionResource)
  const byLanguage = byName === null ? null : directoryEntry(view, root, byName, null)
  const leaf = byLanguage === null ? null : directoryEntry(view, root, byLanguage, null, true)
  if (leaf === null) return null
  const address = view.u32(root + leaf)
  const size = view.u32(root + leaf + 4)
  const start = address === null ? null : placeOf(sections, address)
  return start === null || size === null ? null : readVersionInfo(view, start, start + size)
}

/**
 * Where the entry of a resource directory leads, from the start of the resources: a directory or, with `leaf`, the
 * description of the data. `id` null takes the first entry.
 */
const directoryEntry = (
  view: ByteView,
  root: number,
  directory: number,
  id: number | null,
  leaf = false,
): number | null => {
  const at = root + directory
  const count = (view.u16(at + 12) ?? 0) + (view.u16(at + 14) ?? 0)
  for (let index = 0; index < Math.min(count, mostEntries); index += 1) {
    const entry = at + 16 + index * 8
    if (id !== null && view.u32(entry) !== id) continue
    const to = view.u32(entry + 4)
    if (to === null) return null
    const isDirectory = to >= 0x8000_0000
    return isDirectory === leaf ? null : to % 0x8000_0000
  }
  return null
}

const signedDataType = 2
const mostCertificateEntries = 16

const signatureOf = (view: ByteView, { certificates }: Layout): FileSignature => {
  const { offset, size } = certificates
  if (offset === 0 || size === 0) return 'none'
  const end = Math.min(offset + size, view.length)
  let at = offset
  for (let tries = 0; tries < mostCertificateEntries && at + 8 < end; tries += 1) {
    const length = view.u32(at) ?? 0
    if (length < 8) break
    if (view.u16(at + 6) === signedDataType) {
      return readSignedData(view.bytes(at + 8, Math.min(at + length, end))) ?? 'unreadable'
    }
    at += Math.ceil(length / 8) * 8
  }
  return 'unreadable'
}
