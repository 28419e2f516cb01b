import { hasDotSegment, isDevicePath, isNetworkPath } from '../file-name/folders.ts'

/** Value rules of the settings catalogue, coded by hand: no pattern here can take more than linear time. */

export const hasWildcard = (value: string): boolean => /[*?]/.test(value)

export const fileTypes = ['.exe', '.msi', '.ps1'] as const

/** What is wrong with a file name, null when nothing is. */
export const fileNameFault = (name: string): string | null => {
  if (name === '') return 'Enter a file name.'
  if (name.length < 3 || name.length > 250) return 'A file name has 3 to 250 characters.'
  if (/[<>:"/\\|]/.test(name)) return 'A file name cannot contain < > : " / \\ or |.'
  const dot = name.lastIndexOf('.')
  if (hasWildcard(name.slice(dot + 1))) return 'The extension cannot contain a wildcard.'
  if (!fileTypes.some((type) => name.toLowerCase().endsWith(type))) {
    return 'The file name must end in .exe, .msi or .ps1.'
  }
  if (dot === 0) return 'Enter a name before the extension.'
  if (/^[*?]+$/.test(name.slice(0, dot))) return 'A name of wildcards alone would match every file.'
  return null
}

/** What is wrong with a file path (a folder), null when nothing is. `''` means any folder and is right. */
export const filePathFault = (path: string): string | null => {
  if (path === '') return null
  if (isNetworkPath(path)) return 'Network locations do not work in rules.'
  if (path.length < 3 || path.length > 254) return 'A file path has 3 to 254 characters.'
  if (isDevicePath(path)) return 'Device paths do not work in rules.'
  if (hasDotSegment(path)) return 'A path cannot contain . or .. as a folder.'
  const segments = path.split('\\')
  if (segments[segments.length - 1] === '') segments.pop()
  const [start = '', ...folders] = segments
  const onDrive = /^[A-Za-z]:$/.test(start)
  if (!onDrive && !isVariable(start)) {
    return 'A path starts with a drive, such as C:\\, or a variable, such as %ProgramFiles%.'
  }
  if (onDrive && /^[*?]+$/.test(folders[0] ?? '')) {
    return 'The first folder under the drive cannot be wildcards alone.'
  }
  if (folders.includes('')) return 'A path cannot have two backslashes in a row.'
  if (!folders.every((folder) => /^[ \p{L}\p{N}\p{M}_.(),!#$%&'+\-~*?]+$/u.test(folder))) {
    return "A folder has letters, digits, spaces and . , ( ) ! # $ % & ' + - _ ~ only."
  }
  return null
}

/** The catalogue's pattern knows only ASCII letters; whether Intune takes others is not documented. */
export const hasOtherLetters = (path: string): boolean => /[^\x20-\x7e]/.test(path)

/**
 * `USER01~1`, the 8.3 name of a folder. The catalogue's pattern has no ~, and yet a published policy has such a path: nothing
 * else forbids it.
 */
export const hasShortName = (path: string): boolean => /~\d/.test(path)

const isVariable = (segment: string): boolean => /^%[ \w.(),!#$&'+-]+%$/.test(segment)

export const isSha256 = (hash: string): boolean => /^[0-9a-fA-F]{64}$/.test(hash)

export const isVersion = (version: string): boolean =>
  version.length <= 30 && /^\d+\.\d+\.\d+\.\d+$/.test(version)
