import { hasDotSegment, isDevicePath } from './folders.ts'
import { programLookedLike } from './program-lookalike.ts'
import { extensionOf } from './shorten.ts'

type PlainKind = 'doubleExtension' | 'padding' | 'trailing' | 'path' | 'stream'
export type ShapeKind = PlainKind | 'program'
export type ShapeWarning = { kind: ShapeKind; message: string }

const documentExtensions = new Set(
  (
    'pdf doc docx docm xls xlsx xlsm ppt pptx txt rtf csv odt ods jpg jpeg png gif bmp svg webp tif tiff mp3 mp4 ' +
    'avi mov mkv wav zip rar 7z htm html xml json eml msg ics one log'
  ).split(' '),
)
const programExtensions = new Set(
  'exe msi ps1 com scr bat cmd pif cpl hta js jse vbs vbe wsf lnk msix appx'.split(' '),
)
/** Fewer spaces in a row occur by mistake. */
const paddingLength = 4

const messages: Record<PlainKind, string> = {
  doubleExtension: 'Has the extension of a document before the extension of a program.',
  padding: 'Has many spaces in a row, which can push the end of the text out of sight.',
  trailing:
    'Begins or ends with a space, or has a part that ends with a dot or space that Windows drops.',
  path: 'Has a path that leads somewhere else than it seems to.',
  stream: 'Has a colon, as names of hidden data streams do.',
}

/** What the order of ordinary characters gives away. `field` is one of `InspectedField`. */
export const shapeWarnings = (value: string, field: string): ShapeWarning[] => {
  const found: PlainKind[] = []
  if (field !== 'text') {
    if (value.includes(' '.repeat(paddingLength))) found.push('padding')
    if (value !== value.trim()) found.push('trailing')
  }
  if (field === 'fileName') found.push(...fileNameShape(value))
  if (field === 'filePath') found.push(...filePathShape(value))
  const warnings = [...new Set(found)].map((kind): ShapeWarning => ({
    kind,
    message: messages[kind],
  }))
  const program = field === 'fileName' ? programLookedLike(value.trim()) : null
  if (program !== null)
    warnings.push({
      kind: 'program',
      message: `Looks like “${program}”, a program of Windows, but is spelt differently.`,
    })
  return warnings
}

const fileNameShape = (name: string): PlainKind[] => {
  const found: PlainKind[] = []
  const extension = extensionOf(name.trimEnd())
  const stem = name.trimEnd().slice(0, -extension.length || undefined)
  const inner = extensionOf(stem.trimEnd()).slice(1).trim().toLowerCase()
  const outer = extension.slice(1).toLowerCase()
  if (programExtensions.has(outer) && documentExtensions.has(inner)) found.push('doubleExtension')
  if (/[. ]$/.test(name)) found.push('trailing')
  if (/[\\/]/.test(name)) found.push('path')
  if (name.includes(':')) found.push('stream')
  return found
}

const filePathShape = (path: string): PlainKind[] => {
  const found: PlainKind[] = []
  const segments = path.split(/[\\/]/)
  if (segments.some((segment) => /[. ]$/.test(segment) && !/^\.{1,2}$/.test(segment))) {
    found.push('trailing')
  }
  if (hasDotSegment(path) || isDevicePath(path)) found.push('path')
  if (path.replace(/^(?:[\\/]{2}[?.][\\/])?[A-Za-z]:/, '').includes(':')) found.push('stream')
  return found
}
