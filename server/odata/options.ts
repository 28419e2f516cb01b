import { badRequest } from '../http/graph-failure.ts'
import { fieldOf, type Fields } from './fields.ts'
import type { Filter } from './filter.ts'
import { parseFilter } from './parse-filter.ts'
import { SyntaxFailure } from './tokens.ts'

export const optionLimits = { top: 1000, text: 2048, orderKeys: 3 } as const

export type Order = { path: string; descending: boolean }

/** The query options of one request, parsed and checked. */
export type Options = {
  filter: Filter | null
  orderBy: Order[]
  /** As sent; see `search.ts`. */
  search: string | null
  /** Null: not given, everything that a list shows. */
  select: ReadonlySet<string> | null
  expand: ReadonlySet<string>
  top: number | null
  count: boolean
  skipToken: string | null
}

/** What one collection understands. An option that is not listed is refused by name. */
export type Understood = {
  fields: Fields
  /** Properties that `$select` may name. */
  properties: readonly string[]
  expand?: readonly string[]
  search?: boolean
  options?: readonly OptionName[]
}

const optionNames = [
  '$filter',
  '$orderby',
  '$search',
  '$select',
  '$expand',
  '$top',
  '$count',
  '$skiptoken',
] as const
type OptionName = (typeof optionNames)[number]

const isOption = (name: string): name is OptionName =>
  (optionNames as readonly string[]).includes(name)

/** Options by name; `$` is optional as in OData 4.01 only for names we know, so other parameters stay untouched. */
const readOptions = (url: URL, allowed: readonly OptionName[]): Map<OptionName, string> => {
  const found = new Map<OptionName, string>()
  for (const [name, value] of url.searchParams) {
    if (!name.startsWith('$')) continue
    const lower = name.toLowerCase()
    if (!isOption(lower) || !allowed.includes(lower)) {
      throw badRequest(`The query option ${name} is not supported here.`, name)
    }
    if (found.has(lower)) throw badRequest(`The query option ${name} is given twice.`, lower)
    if (value.length > optionLimits.text) {
      throw badRequest(`${lower} is longer than ${optionLimits.text} characters.`, lower)
    }
    found.set(lower, value)
  }
  return found
}

const readFilter = (text: string | undefined): Filter | null => {
  if (text === undefined) return null
  try {
    return parseFilter(text)
  } catch (error) {
    if (error instanceof SyntaxFailure) {
      throw badRequest(`Invalid filter clause: ${error.message}.`, '$filter')
    }
    throw error
  }
}

const readOrder = (text: string | undefined, fields: Fields): Order[] => {
  if (text === undefined) return []
  const keys = text.split(',').map((part) => {
    const [path = '', direction = 'asc', ...rest] = part.trim().split(/[ \t]+/)
    const known = fieldOf(fields, path) && rest.length === 0 && /^(asc|desc)$/i.test(direction)
    if (!known) throw badRequest(`Cannot order by '${part.trim()}'.`, '$orderby')
    return { path, descending: direction.toLowerCase() === 'desc' }
  })
  const repeated = new Set(keys.map((key) => key.path)).size < keys.length
  if (repeated || keys.length > optionLimits.orderKeys) {
    throw badRequest(
      `$orderby takes up to ${optionLimits.orderKeys} different properties.`,
      '$orderby',
    )
  }
  return keys
}

const readNames = (
  text: string | undefined,
  known: readonly string[],
  option: '$select' | '$expand',
): Set<string> | null => {
  if (text === undefined) return null
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) {
    if (!known.includes(name)) throw badRequest(`${option} knows no '${name}'.`, option)
  }
  return new Set(names)
}

const readTop = (text: string | undefined): number | null => {
  if (text === undefined) return null
  const top = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (top >= 1 && top <= optionLimits.top) return top
  throw badRequest(`$top is a whole number from 1 to ${optionLimits.top}.`, '$top')
}

const readCount = (text: string | undefined): boolean => {
  if (text === undefined) return false
  if (text !== 'true' && text !== 'false') throw badRequest('$count is true or false.', '$count')
  return text === 'true'
}

/** Reads the query options of a request. Anything unknown, wrong or unsupported is a 400 that names the option. */
export const parseOptions = (url: URL, understood: Understood): Options => {
  const found = readOptions(
    url,
    understood.options ??
      optionNames.filter(
        (name) =>
          (name !== '$search' || understood.search === true) &&
          (name !== '$expand' || understood.expand !== undefined),
      ),
  )
  return {
    filter: readFilter(found.get('$filter')),
    orderBy: readOrder(found.get('$orderby'), understood.fields),
    search: found.get('$search') ?? null,
    select: readNames(found.get('$select'), understood.properties, '$select'),
    expand: readNames(found.get('$expand'), understood.expand ?? [], '$expand') ?? new Set(),
    top: readTop(found.get('$top')),
    count: readCount(found.get('$count')),
    skipToken: found.get('$skiptoken') ?? null,
  }
}
