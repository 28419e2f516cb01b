import { invariant } from './invariant.ts'

/** One `$filter` expression. Build it with the functions below; `text` is ready for the wire. */
export type Filter = { readonly text: string; readonly compound: boolean }
type Literal = string | number | boolean | null | { readonly instant: string }

const propertyName = /^[A-Za-z_][A-Za-z0-9_]*(\/[A-Za-z_][A-Za-z0-9_]*)*$/
const instantText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})$/

const named = (property: string) => {
  invariant(propertyName.test(property), `"${property}" is not a property: values go second.`)
  return property
}

/** OData text literal: quotes are doubled, everything else is taken as it is. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** A date-time literal (unquoted in OData v4). */
export const instant = (iso: string): { readonly instant: string } => {
  invariant(instantText.test(iso), `"${iso}" is not a date-time of the wire.`)
  return { instant: iso }
}

const literal = (value: Literal): string => {
  if (value === null) return 'null'
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'object') return value.instant
  return String(value)
}

const simple = (text: string): Filter => ({ text, compound: false })
const compare = (operator: string) => (property: string, value: Literal) =>
  simple(`${named(property)} ${operator} ${literal(value)}`)

export const eq = compare('eq')
export const ge = compare('ge')
export const lt = compare('lt')

const call = (name: string) => (property: string, text: string) =>
  simple(`${name}(${named(property)},${quoted(text)})`)

export const contains = call('contains')
/** The one text search that Graph's groups answer without advanced queries. */
export const startsWith = call('startswith')
export const endsWith = call('endswith')

/** A list of texts holds this one: `roleScopeTagIds/any(x:x eq '1')`. */
export const holds = (property: string, value: string): Filter =>
  simple(`${named(property)}/any(x:x eq ${quoted(value)})`)

const join =
  (word: 'and' | 'or') =>
  (...filters: (Filter | undefined)[]): Filter | undefined => {
    const present = filters.filter((filter) => filter !== undefined)
    if (present.length < 2) return present[0]
    const parts = present.map((filter) => (filter.compound ? `(${filter.text})` : filter.text))
    return { text: parts.join(` ${word} `), compound: true }
  }

/** Absent parts are left out; nothing at all is `undefined`, which the client does not send. */
export const and = join('and')
export const or = join('or')
export const not = (filter: Filter): Filter => simple(`not(${filter.text})`)

/** `property eq a or property eq b …`; an empty list is no filter. */
export const oneOf = (property: string, values: readonly Literal[]) =>
  or(...values.map((value) => eq(property, value)))

export const filterText = (filter: Filter | undefined) => filter?.text

/** `$orderby` of one property, with the id as tie-breaker so that pages never overlap. */
export const orderBy = (property: string, descending: boolean) =>
  `${named(property)} ${descending ? 'desc' : 'asc'}`

/**
 * `$search` of directory objects: every word has to begin a word of the property (graph-contract 7.2). Quotes and
 * backslashes would end the expression and part words anyway. `undefined` when no word is left.
 */
export const wordSearch = (property: string, text: string): string | undefined => {
  const words = text.split(/[\s"\\]+/).filter((word) => word !== '')
  return words.length === 0
    ? undefined
    : words.map((word) => `"${named(property)}:${word}"`).join(' AND ')
}
