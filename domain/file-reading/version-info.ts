import type { ByteView } from './byte-view.ts'

/** The version resource of a program. Everything but the numbers is text that the program's maker chose. */
export type VersionInfo = {
  /** Four numbers with dots, as Windows compares them; null when the resource has none. */
  fixedFileVersion: string | null
  /** As text, in whatever form; `''` when it is left out, as the others. */
  fileVersion: string
  productVersion: string
  productName: string
  companyName: string
  fileDescription: string
  internalName: string
  originalFilename: string
}

const textNames = new Map<string, Exclude<keyof VersionInfo, 'fixedFileVersion'>>([
  ['FileVersion', 'fileVersion'],
  ['ProductVersion', 'productVersion'],
  ['ProductName', 'productName'],
  ['CompanyName', 'companyName'],
  ['FileDescription', 'fileDescription'],
  ['InternalName', 'internalName'],
  ['OriginalFilename', 'originalFilename'],
])

const mostBlocks = 2000
const fixedSignature = 0xfeef04bd

/** A block of the resource: a header of six bytes, a key, then a value and blocks, each begun at a multiple of four. */
type Block = { key: string; value: number; valueEnd: number; children: number; end: number }

const aligned = (at: number, base: number): number => at + ((4 - ((at - base) % 4)) % 4)

const readBlock = (view: ByteView, at: number, limit: number, base: number): Block | null => {
  const length = view.u16(at)
  const valueLength = view.u16(at + 2)
  const isText = view.u16(at + 4) === 1
  if (length === null || valueLength === null || length < 6) return null
  const end = Math.min(at + length, limit)
  const key = view.text(at + 6, end)
  const value = aligned(at + 6 + key.length * 2 + 2, base)
  // Text is counted in characters by some tools and in bytes by others: its zero ends it.
  const valueEnd = Math.min(end, value + (isText ? valueLength * 2 : valueLength))
  return { key, value, valueEnd: isText ? end : valueEnd, children: aligned(valueEnd, base), end }
}

/** Reads the resource that stands from `start` to `end`; null when none begins there. */
export const readVersionInfo = (view: ByteView, start: number, end: number): VersionInfo | null => {
  const root = readBlock(view, start, Math.min(end, view.length), start)
  if (!root || root.key !== 'VS_VERSION_INFO') return null
  const info: VersionInfo = {
    fixedFileVersion: fixedVersion(view, root),
    fileVersion: '',
    productVersion: '',
    productName: '',
    companyName: '',
    fileDescription: '',
    internalName: '',
    originalFilename: '',
  }
  const budget = { left: mostBlocks }
  for (const part of blocksIn(view, root, start, budget)) {
    if (part.key !== 'StringFileInfo') continue
    for (const table of blocksIn(view, part, start, budget)) {
      for (const text of blocksIn(view, table, start, budget)) {
        const name = textNames.get(text.key)
        // Of several languages the first one that says it.
        if (name && info[name] === '') info[name] = view.text(text.value, text.valueEnd).trim()
      }
    }
  }
  return info
}

const blocksIn = (
  view: ByteView,
  parent: Block,
  base: number,
  budget: { left: number },
): Block[] => {
  const found: Block[] = []
  for (let at = parent.children; at + 6 <= parent.end && budget.left > 0; budget.left -= 1) {
    const block = readBlock(view, at, parent.end, base)
    if (!block) break
    found.push(block)
    at = aligned(block.end, base)
  }
  return found
}

const fixedVersion = (view: ByteView, { value, valueEnd }: Block): string | null => {
  const high = view.u32(value + 8)
  const low = view.u32(value + 12)
  if (valueEnd - value < 16 || view.u32(value) !== fixedSignature) return null
  if (high === null || low === null) return null
  return [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff].join('.')
}

/** What the resource says in the terms of `ruleValuesOf`. EPM compares the numbers, not the text of the version. */
export const fileAttributesOf = (
  version: VersionInfo,
): { version?: string; description: string; productName: string; internalName: string } => ({
  ...(version.fixedFileVersion !== null && { version: version.fixedFileVersion }),
  description: version.fileDescription,
  productName: version.productName,
  internalName: version.internalName,
})
