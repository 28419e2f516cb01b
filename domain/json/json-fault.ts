type Wanted = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'nothing'

// Control characters have to be written as escapes in JSON text.
const text = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const space = /[ \t\r\n]*/y

/** Where JSON text stops being JSON, as an index; null when all of it is. Engines do not say, or each in its own way. */
export const jsonFaultAt = (source: string): number | null => {
  const open: ('{' | '[')[] = []
  let wanted: Wanted = 'value'
  let at = 0
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0] ?? ''
    at += found.length
    return found !== ''
  }
  const afterValue = (): Wanted => (open.length === 0 ? 'nothing' : 'commaOrEnd')
  for (;;) {
    take(space)
    if (at >= source.length) return wanted === 'nothing' ? null : at
    const first = source.charAt(at)
    const inside = open.at(-1)
    if (wanted === 'key' || wanted === 'keyOrEnd') {
      if (wanted === 'keyOrEnd' && first === '}') {
        open.pop()
        at += 1
        wanted = afterValue()
      } else if (take(text)) wanted = 'colon'
      else return at
    } else if (wanted === 'colon') {
      if (first !== ':') return at
      at += 1
      wanted = 'value'
    } else if (wanted === 'commaOrEnd') {
      if (first === ',') wanted = inside === '{' ? 'key' : 'value'
      else if (first === (inside === '{' ? '}' : ']')) {
        open.pop()
        wanted = afterValue()
      } else return at
      at += 1
    } else if (wanted === 'nothing') return at
    else if (first === '{' || first === '[') {
      open.push(first)
      at += 1
      wanted = first === '{' ? 'keyOrEnd' : 'valueOrEnd'
    } else if (wanted === 'valueOrEnd' && first === ']') {
      open.pop()
      at += 1
      wanted = afterValue()
    } else if (take(text) || take(plain)) wanted = afterValue()
    else return at
  }
}

/** "line 3, column 7" of an index, both from 1. */
export const placeInWords = (source: string, at: number): string => {
  const lines = source.slice(0, at).split(/\r\n|\r|\n/)
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`
}
