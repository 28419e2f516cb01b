/**
 * A text as both databases' `lower(column)` gives it: the letters of ASCII only. Parameters are folded here and not by the
 * database, whose language may know more letters than its columns do.
 */
export const foldedAscii = (text: string): string =>
  text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
