import type { Literal } from './filter.ts'

export type Token =
  | { kind: 'open' | 'close' | 'comma' | 'colon' | 'end'; at: number }
  | { kind: 'word'; text: string; at: number }
  | { kind: 'literal'; literal: Literal; at: number }

/** What is wrong, and at which character (counted from 1) of the option. */
export class SyntaxFailure extends Error {
  constructor(message: string, at: number) {
    super(`${message} at character ${at + 1}`)
  }
}

// Sticky, each alternative starts differently and none can match the same text in two ways: linear time (R29).
const patterns = {
  space: /[ \t\r\n]+/y,
  guid: /[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}(?![\w-])/y,
  date: /\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2})?)?(?![\w-])/y,
  number: /-?\d{1,15}(?:\.\d{1,15})?(?![\w.])/y,
  word: /[A-Za-z_][A-Za-z0-9_]*(?:\/[A-Za-z_][A-Za-z0-9_]*)*/y,
}

const match = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

/** A date or date-time as ISO text in UTC, cut to the millisecond; a date alone is its midnight. Null if not one. */
export const instantOf = (text: string): string | null => {
  if (match(patterns.date, text, 0)?.length !== text.length) return null
  const [, head = '', fraction = '', zone = 'Z'] =
    /^([^.Z+]*?)(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.exec(text.includes('T') ? text : `${text}T00:00`) ??
    []
  const ms = Date.parse(`${head}${fraction.slice(0, 4)}${zone}`)
  if (Number.isNaN(ms)) return null
  const iso = new Date(ms).toISOString()
  // JavaScript reads 30 February as 1 or 2 March.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text.slice(0, 10)
    ? null
    : iso
}

/** A quoted text from its opening quote on; two quotes inside stand for one. */
const quoted = (text: string, at: number): { value: string; next: number } => {
  let value = ''
  let from = at + 1
  for (;;) {
    const quote = text.indexOf("'", from)
    if (quote < 0) throw new SyntaxFailure('The text is not closed', at)
    value += text.slice(from, quote)
    if (text[quote + 1] !== "'") return { value, next: quote + 1 }
    value += "'"
    from = quote + 2
  }
}

const words: Record<string, Literal> = {
  true: { kind: 'boolean', value: true },
  false: { kind: 'boolean', value: false },
  null: { kind: 'null' },
}
const marks: Record<string, 'open' | 'close' | 'comma' | 'colon'> = {
  '(': 'open',
  ')': 'close',
  ',': 'comma',
  ':': 'colon',
}

const readToken = (text: string, at: number): { token: Token; next: number } => {
  const mark = marks[text[at] ?? '']
  if (mark) return { token: { kind: mark, at }, next: at + 1 }
  if (text[at] === "'") {
    const { value, next } = quoted(text, at)
    return { token: { kind: 'literal', literal: { kind: 'string', value }, at }, next }
  }
  const literal = (found: string, value: Literal) => ({
    token: { kind: 'literal', literal: value, at } as const,
    next: at + found.length,
  })
  const guid = match(patterns.guid, text, at)
  if (guid) return literal(guid, { kind: 'guid', value: guid })
  const date = match(patterns.date, text, at)
  if (date) {
    const instant = instantOf(date)
    if (instant === null) throw new SyntaxFailure(`There is no date ${date}`, at)
    return literal(date, { kind: 'date', value: instant })
  }
  const number = match(patterns.number, text, at)
  if (number) return literal(number, { kind: 'number', value: Number(number) })
  const word = match(patterns.word, text, at)
  if (word === null) throw new SyntaxFailure('Unexpected character', at)
  const known = Object.hasOwn(words, word) ? words[word] : undefined
  return known
    ? literal(word, known)
    : { token: { kind: 'word', text: word, at }, next: at + word.length }
}

/** Splits an expression into tokens; throws SyntaxFailure. */
export const tokenize = (text: string): Token[] => {
  if (text.includes('\0')) throw new SyntaxFailure('Unexpected character', text.indexOf('\0'))
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    at += match(patterns.space, text, at)?.length ?? 0
    if (at >= text.length) return [...tokens, { kind: 'end', at }]
    const { token, next } = readToken(text, at)
    tokens.push(token)
    at = next
  }
}
