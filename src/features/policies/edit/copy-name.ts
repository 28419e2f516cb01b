/** Characters that a policy's name may have. */
export const longest = 200

const copied = / \(copy(?: (\d{1,6}))?\)$/

/** "… (copy)", and the copy of that "… (copy 2)"; cut so that it still fits. */
export const copyName = (name: string): string => {
  const found = copied.exec(name)
  const end = found ? ` (copy ${Number(found[1] ?? 1) + 1})` : ' (copy)'
  return `${name.slice(0, found?.index).slice(0, longest - end.length)}${end}`
}
