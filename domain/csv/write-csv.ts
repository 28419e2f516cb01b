/** One record of RFC 4180 with its line end: every field quoted, a quote inside doubled. Guards nothing. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${cell.includes('"') ? cell.replaceAll('"', '""') : cell}"`).join(',')}\r\n`
