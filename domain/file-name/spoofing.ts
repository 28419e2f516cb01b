import { lookalikeLetters } from './lookalike-letters.ts'
import { type ShapeKind, shapeWarnings } from './name-shape.ts'

export type MarkKind =
  | 'bidi'
  | 'invisible'
  | 'control'
  | 'lineBreak'
  | 'space'
  | 'lookalike'
  | 'mixedScript'
  | 'combining'

/** One character that must be seen. `index` counts UTF-16 units, as slicing does. */
export type Mark = { index: number; length: number; codePoint: string; kind: MarkKind }

export type SpoofWarning = { kind: MarkKind | ShapeKind; message: string }

/** A stretch of the value; `mark` is the text to show in its place, like `U+202E`. */
export type Segment = { text: string; mark: string | null }

export type Inspection = { marks: Mark[]; warnings: SpoofWarning[]; segments: Segment[] }

/** Which rules apply: names and paths have more of them than free text. */
export type InspectedField = 'fileName' | 'filePath' | 'name' | 'text'

/**
 * Finds what could make a value look like something else: R23. Nothing is normalised or removed; the segments joined
 * give the value back.
 */
export const inspectText = (value: string, field: InspectedField): Inspection => {
  const marks = findMarks(value, field)
  const kinds = new Set(marks.map(({ kind }) => kind))
  const warnings = [...kinds].map((kind): SpoofWarning => ({ kind, message: markMessages[kind] }))
  return {
    marks,
    warnings: [...warnings, ...shapeWarnings(value, field)],
    segments: toSegments(value, marks),
  }
}

/** How a wire property is inspected. */
export const inspectedFieldOf = (property: string): InspectedField => {
  if (property === 'fileName' || property === 'filePath') return property
  return /justification|description/i.test(property) ? 'text' : 'name'
}

export const codePointName = (codePoint: number): string =>
  `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`

const bidi = /\p{Bidi_Control}/u
const lineBreak = /[\n\r\v\f\u0085\u2028\u2029]/u
/** Control characters, private use and halves of a pair: none has a shape that two screens agree on. */
const control = /[\p{Cc}\p{Co}\p{Cs}]/u
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\u{1D159}]/u
const oddSpace = /(?! )\p{Zs}/u
/** Characters that pass for a dot, a separator or a colon, which have a meaning in file names. */
const signLookalike =
  /[\u2024-\u2026\u0701\u0702\u06D4\u2044\u2215\u2216\u29F5\u29F8\u29F9\u2571\u2572\u3002\u3033\uFE68\uFF61\u2236\uA4F8\uA60E\uA789\u02D0\u02F8]/u
/** Letters in circles, in mathematical, phonetic or small-capital dress, and ligatures; trade marks and № aside. */
const dressedLetter =
  /(?![\u2116\u2117\u2120\u2122])[\u0250-\u02B8\u1D00-\u1DBF\u2070-\u209F\u2100-\u2188\u2460-\u24E9\u{1D400}-\u{1D7FF}\u{1F130}-\u{1F189}\uFB00-\uFB06]/u
const fullWidth = /[\uFF01-\uFF5E]/u
const eastAsian =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u
/** Scripts in which joiners between letters are ordinary spelling. */
const joining =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Mongolian}\p{Script=Syriac}\p{M}]/u
const pictograph = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]/u
/** So many marks on one letter paint over the neighbouring rows. */
const mostCombining = 4

const markMessages: Record<MarkKind, string> = {
  bidi: 'Contains characters that change the reading direction, so the text can look different from what it is.',
  invisible: 'Contains invisible characters.',
  control: 'Contains control or private-use characters.',
  lineBreak: 'Contains line breaks.',
  space: 'Contains spaces that are not the ordinary space.',
  lookalike: 'Contains characters that look like other characters.',
  mixedScript: 'Contains letters of another script that look like Latin letters.',
  combining: 'Piles up many marks on one letter.',
}

const findMarks = (value: string, field: InspectedField): Mark[] => {
  const characters = Array.from(value)
  const odd = lookalikeLetters(characters, field === 'fileName')
  const hasEastAsian = eastAsian.test(value)
  const marks: Mark[] = []
  let index = 0
  let combining = 0
  characters.forEach((character, position) => {
    combining = /\p{M}/u.test(character) ? combining + 1 : 0
    const kind =
      kindOf(characters, position, field, hasEastAsian) ??
      (odd.has(position) ? 'mixedScript' : combining > mostCombining ? 'combining' : null)
    if (kind) {
      const codePoint = codePointName(character.codePointAt(0) ?? 0)
      marks.push({ index, length: character.length, codePoint, kind })
    }
    index += character.length
  })
  return marks
}

const kindOf = (
  characters: string[],
  position: number,
  field: InspectedField,
  hasEastAsian: boolean,
): MarkKind | null => {
  const character = characters[position] ?? ''
  if (character >= ' ' && character <= '~') return null
  if (bidi.test(character)) return 'bidi'
  if (lineBreak.test(character)) return isTextBreak(character, field) ? null : 'lineBreak'
  if (control.test(character)) return 'control'
  if (invisible.test(character)) {
    return ordinaryJoiner(characters, position) ? null : 'invisible'
  }
  // The ideographic space belongs to East Asian text, as full-width signs do.
  if (oddSpace.test(character)) return hasEastAsian && character === '\u3000' ? null : 'space'
  if (field === 'text') return null
  if (dressedLetter.test(character)) return 'lookalike'
  if (fullWidth.test(character))
    return hasEastAsian && !/[．：／＼]/u.test(character) ? null : 'lookalike'
  return field !== 'name' && signLookalike.test(character) ? 'lookalike' : null
}

/** A person may write several lines of free text; the rarer separators have no honest use there either. */
const isTextBreak = (character: string, field: InspectedField): boolean =>
  field === 'text' && (character === '\n' || character === '\r')

/** ZWNJ and ZWJ between letters of scripts that need them, and joiners and selectors inside emoji. */
const ordinaryJoiner = (characters: string[], position: number): boolean => {
  const character = characters[position]
  const before = characters[position - 1] ?? ''
  const after = characters[position + 1] ?? ''
  if (character === '\u200C') return joining.test(before) && joining.test(after)
  if (character === '\u200D') {
    const emoji = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u.test(before)
    return (joining.test(before) && joining.test(after)) || (emoji && pictograph.test(after))
  }
  return character === '\uFE0F' && pictograph.test(before)
}

const toSegments = (value: string, marks: readonly Mark[]): Segment[] => {
  const segments: Segment[] = []
  let end = 0
  for (const mark of marks) {
    if (mark.index > end) segments.push({ text: value.slice(end, mark.index), mark: null })
    end = mark.index + mark.length
    segments.push({ text: value.slice(mark.index, end), mark: mark.codePoint })
  }
  if (end < value.length) segments.push({ text: value.slice(end), mark: null })
  return segments
}
