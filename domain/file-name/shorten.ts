/** What always stays of a shortened name (R24), in characters. */
const keptAtEnd = 12
/** A longer "extension" is no extension but a trick; of it only the end stays. */
const longestExtension = 24

/** A full path cut at its last separator. A folder keeps no separator at its end, the root of a drive does. */
export const splitPath = (path: string): { folder: string; name: string } => {
  const cut = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'))
  const folder = path.slice(0, Math.max(cut, 0))
  return {
    folder: /^[A-Za-z]:$/.test(folder) ? path.slice(0, cut + 1) : folder,
    name: path.slice(cut + 1),
  }
}

/** The extension with its dot as Windows sees it, `''` when there is none. */
export const extensionOf = (name: string): string => {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot)
}

/**
 * The name in at most `width` characters, with an ellipsis for what is left out in the middle. The last 12 characters
 * and the extension always stay, even when they alone are wider than `width`.
 */
export const shortenName = (name: string, width: number): string => {
  // By code point, so that no astral character is cut in half.
  const characters = Array.from(name)
  if (characters.length <= width) return name
  const extension = Array.from(extensionOf(name)).length
  const tail = Math.max(keptAtEnd, extension <= longestExtension ? extension : 0)
  const head = Math.max(0, width - tail - 1)
  if (head + 1 + tail >= characters.length) return name
  return `${characters.slice(0, head).join('')}…${characters.slice(-tail).join('')}`
}
