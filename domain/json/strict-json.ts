import { jsonFaultAt, placeInWords } from './json-fault.ts'

/** Deeper documents are refused; a policy's rules need about a dozen levels. */
export const depthLimit = 64

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])

/** Says in one sentence why JSON is refused; `subject` is the name that is meant, if any. */
export class RefusedJson extends Error {
  readonly subject: string | undefined

  constructor(message: string, subject?: string) {
    super(message)
    this.subject = subject
  }
}

/**
 * JSON from bytes a stranger sent (R26, R34). Throws `RefusedJson` for what `JSON.parse` would accept and change in
 * silence: invalid UTF-8, lone surrogates, duplicate keys, numbers that are not finite; and for what is only ever sent
 * to do harm. `what` begins the sentences: "The body".
 */
export const parseStrictJson = (bytes: Uint8Array, what: string): unknown => {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new RefusedJson(`${what} is not valid UTF-8.`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const at = jsonFaultAt(text)
    const place = at === null ? '' : `: ${placeInWords(text, at)}`
    throw new RefusedJson(`${what} is not valid JSON${place}.`)
  }
  checkJson(text, what)
  return value
}

/** One pass over text that is known to be valid JSON, so tokens can be told by their first character. */
const checkJson = (text: string, what: string): void => {
  /** One entry per open bracket: the keys seen in an object, or null in an array. */
  const open: (Set<string> | null)[] = []
  let at = 0
  while (at < text.length) {
    const first = text.charAt(at)
    if (first === '"') {
      const end = endOfText(text, at)
      checkText(text.slice(at, end), isKey(text, end) ? (open.at(-1) ?? null) : null, what)
      at = end
      continue
    }
    if (first === '{' || first === '[') {
      open.push(first === '{' ? new Set() : null)
      if (open.length > depthLimit) {
        throw new RefusedJson(`${what} is nested deeper than ${depthLimit} levels.`)
      }
    } else if (first === '}' || first === ']') open.pop()
    else if (first === '-' || (first >= '0' && first <= '9')) {
      number.lastIndex = at
      const found = number.exec(text)?.[0] ?? first
      if (!Number.isFinite(Number(found))) throw new RefusedJson(`${what} has a number too large.`)
      at += found.length
      continue
    }
    at += 1
  }
}

const number = /-?[\d.eE+-]+/y

/** Index behind the closing quote of the text that opens at `start`. */
const endOfText = (text: string, start: number): number => {
  let at = start + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

const isKey = (text: string, end: number): boolean => {
  let at = end
  while (' \t\r\n'.includes(text[at] ?? '!')) at += 1
  return text[at] === ':'
}

const checkText = (quoted: string, keys: Set<string> | null, what: string): void => {
  const value = quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
  if (/\p{Surrogate}/u.test(value)) {
    throw new RefusedJson(`${what} has text that is not valid Unicode (a lone surrogate).`)
  }
  if (!keys) return
  if (forbiddenKeys.has(value)) throw new RefusedJson(`The name '${value}' is not allowed.`, value)
  if (keys.has(value))
    throw new RefusedJson(`The name '${value}' appears twice in one object.`, value)
  keys.add(value)
}
