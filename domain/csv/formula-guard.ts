/**
 * What a spreadsheet may take for a formula (R25): `= + - @`, TAB, CR, LF, NUL and the full-width forms, also after white
 * space. A single quote before it makes it text.
 */
const formula = /^\s*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/
const guarded = /^'+\s*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]/

/** For cells of anybody's file: a cell that is guarded already stays as it is. */
export const guardCell = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)

/**
 * For files of our own: also quotes what looks guarded, so that `unescapeCell` gives back exactly what was written. What it
 * writes passes `guardCell` untouched.
 */
export const escapeCell = (cell: string): string =>
  formula.test(cell) || guarded.test(cell) ? `'${cell}` : cell

/** The cell as it was before `escapeCell`. */
export const unescapeCell = (cell: string): string => (guarded.test(cell) ? cell.slice(1) : cell)
