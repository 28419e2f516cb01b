import { extensionOf } from '../file-name/shorten.ts'
import { fileNameFault, filePathFault, hasWildcard } from './file-path-value.ts'
import { matchesFolder, matchesWildcard } from './wildcard.ts'

/** Fewer characters in common say nothing about a file. */
const fewestInCommon = 3

const lowered = (text: string) => text.toLowerCase()
const allSame = (texts: readonly string[]): boolean => new Set(texts.map(lowered)).size <= 1

/** The text as characters that can be compared one by one; some letters become two in lower case. */
const characters = (text: string): { own: string[]; compared: string[] } => {
  const compared = Array.from(lowered(text))
  const own = Array.from(text)
  return own.length === compared.length ? { own, compared } : { own: compared, compared }
}

/**
 * The narrowest pattern of one wildcard kind that all texts fit: `?` where texts of one length differ, else one `*`
 * between what they begin and what they end with. `inCommon` counts the characters that are no wildcard.
 */
const commonPattern = (texts: readonly string[]): { pattern: string; inCommon: number } => {
  const all = texts.map(characters)
  const [first] = all
  if (first === undefined) return { pattern: '', inCommon: 0 }
  const shortest = Math.min(...all.map(({ compared }) => compared.length))
  const same = (at: (compared: string[]) => string | undefined): boolean =>
    all.every(({ compared }) => at(compared) === at(first.compared))
  if (all.every(({ compared }) => compared.length === shortest)) {
    const kept = first.own.map((own, index) => (same((each) => each[index]) ? own : '?'))
    return { pattern: kept.join(''), inCommon: kept.filter((each) => each !== '?').length }
  }
  let before = 0
  while (before < shortest && same((each) => each[before])) before += 1
  let after = 0
  while (before + after < shortest && same((each) => each[each.length - 1 - after])) after += 1
  const end = after === 0 ? [] : first.own.slice(-after)
  return {
    pattern: [...first.own.slice(0, before), '*', ...end].join(''),
    inCommon: before + after,
  }
}

/**
 * The file name, or the narrowest name with wildcards, that all these names fit; null when a rule can hold none that
 * says anything. Names that carry wildcards themselves would match others, so they have none.
 */
export const commonFileName = (names: readonly string[]): string | null => {
  const [first = ''] = names
  const stem = (name: string) => name.slice(0, name.length - extensionOf(name).length)
  if (names.some(hasWildcard) || !allSame(names.map(extensionOf))) return null
  const { pattern, inCommon } = commonPattern(names.map(stem))
  if (!allSame(names) && inCommon < fewestInCommon) return null
  const found = allSame(names) ? first : pattern + extensionOf(first)
  const fits = names.every((name) => matchesWildcard(found, name))
  return fits && fileNameFault(found) === null ? found : null
}

/** The folder, or the narrowest one with wildcards, in which all of these are; `''` when a rule can hold none. */
export const commonFolder = (folders: readonly string[]): string => {
  const [first = ''] = folders
  if (folders.some((folder) => folder === '' || hasWildcard(folder))) return ''
  const split = folders.map((folder) => folder.replace(/[\\/]$/, '').split(/[\\/]/))
  const depth = split[0]?.length ?? 0
  if (split.some(({ length }) => length !== depth)) return ''
  const segments = Array.from({ length: depth }, (_, index) => {
    const { pattern, inCommon } = commonPattern(split.map((each) => each[index] ?? ''))
    return inCommon === 0 ? '*' : pattern
  })
  const found = allSame(folders) ? first : segments.join('\\')
  const fits = folders.every((folder) => matchesFolder(found, folder))
  return fits && filePathFault(found) === null ? found : ''
}
