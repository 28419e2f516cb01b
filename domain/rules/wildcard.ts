/**
 * Does the whole text fit the pattern, where `?` is one character and `*` any number? Case does not matter, as in
 * Windows. Takes at most pattern length times text length steps, whatever the pattern.
 */
export const matchesWildcard = (pattern: string, text: string): boolean => {
  const wanted = Array.from(pattern.toLowerCase())
  const given = Array.from(text.toLowerCase())
  let at = 0
  let star = -1
  let resume = 0
  for (let position = 0; position < given.length;) {
    if (wanted[at] === '*') {
      star = at
      resume = position
      at += 1
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[position])) {
      at += 1
      position += 1
    } else if (star >= 0) {
      // Let the last star take one character more; earlier stars never need another try.
      resume += 1
      position = resume
      at = star + 1
    } else return false
  }
  return wanted.slice(at).every((character) => character === '*')
}

/** Folder against folder, segment by segment: a wildcard never reaches over a backslash. */
export const matchesFolder = (pattern: string, folder: string): boolean => {
  const wanted = segmentsOf(pattern)
  const given = segmentsOf(folder)
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => matchesWildcard(segment, given[index] ?? ''))
  )
}

const segmentsOf = (path: string): string[] => path.replace(/[\\/]$/, '').split(/[\\/]/)
