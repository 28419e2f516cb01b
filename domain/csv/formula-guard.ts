/**
 * What a spreadsheet may take for a formula (R25): `= + - @`, TAB, CR, LF, NUL and the full-width forms, also after white
 * space. A single quote before it makes it text.
 */
const atStart = /^\s*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/
const guardedAtStart = /^'+\s*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/

/**
 * The same inside a cell, behind what separates cells elsewhere: where a semicolon or a TAB does, a comma file's quotes do not
 * stand at the beginning of a field and protect nothing. Quotes are doubled there, and an empty pair of them hides nothing.
 */
const inside = /([;\t\r\n])(?=(?:[^\S\t\r\n]|")*[=+\-@\0\uff1d\uff0b\uff0d\uff20])/g
const insideOrGuarded = /([;\t\r\n])(?='*(?:[^\S\t\r\n]|")*[=+\-@\0\uff1d\uff0b\uff0d\uff20])/g
const guardedInside = /([;\t\r\n])'(?='*(?:[^\S\t\r\n]|")*[=+\-@\0\uff1d\uff0b\uff0d\uff20])/g

/** Most cells have nothing of the kind, and there are many cells. */
const mayHaveInside = /[;\t\r\n]/

/** For cells of anybody's file: a cell that is guarded already stays as it is. */
export const guardCell = (cell: string): string => {
  const inner = mayHaveInside.test(cell) ? cell.replace(inside, "$1'") : cell
  return atStart.test(cell) ? `'${inner}` : inner
}

/**
 * For files of our own: also quotes what looks guarded, so that `unescapeCell` gives back exactly what was written. What it
 * writes passes `guardCell` untouched.
 */
export const escapeCell = (cell: string): string => {
  const inner = mayHaveInside.test(cell) ? cell.replace(insideOrGuarded, "$1'") : cell
  return atStart.test(cell) || guardedAtStart.test(cell) ? `'${inner}` : inner
}

/** The cell as it was before `escapeCell`. */
export const unescapeCell = (cell: string): string => {
  const inner = cell.replace(guardedInside, '$1')
  return guardedAtStart.test(cell) ? inner.slice(1) : inner
}
