import type { Filter, Literal } from '../odata/filter.ts'
import type { Random } from './world.spec-helper.ts'

/** A property as the oracle knows it. `pool` holds what questions compare it with. */
export type Property = {
  kind: 'text' | 'id' | 'enum' | 'date' | 'number' | 'boolean'
  nullable?: true
  pool: readonly (string | number | boolean)[]
  /** Where it is not simply at its path. */
  of?: (item: Item) => unknown
}
export type Item = Record<string, unknown>
export type Properties = Readonly<Record<string, Property>>

const valueOf = (item: Item, path: string, { of }: Property): unknown =>
  of
    ? of(item)
    : path.split('/').reduce<unknown>((value, name) => (value as Item | null)?.[name], item)

/** A value of the wire as text; an object has none. */
export const plainText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''

/** The value as it is compared: without regard to case for text, instants for dates, null for nothing. */
const comparable = (property: Property, value: unknown): string | number | null => {
  if (value === null || value === undefined || (value === '' && property.nullable)) return null
  const text = plainText(value)
  switch (property.kind) {
    case 'text':
      return text.toLowerCase()
    case 'date':
      return new Date(text).toISOString()
    case 'number':
      return Number(text)
    case 'boolean':
      return text === 'true' ? 1 : 0
    case 'id':
    case 'enum':
      return text
  }
}

const literalOf = (property: Property, value: string | number | boolean): Literal => {
  if (property.kind === 'number') return { kind: 'number', value: Number(value) }
  if (property.kind === 'boolean') return { kind: 'boolean', value: value === true }
  if (property.kind === 'date') return { kind: 'date', value: String(value) }
  return { kind: 'string', value: String(value) }
}

/** A random filter over these properties. */
export const someFilter = (properties: Properties, random: Random, depth = 0): Filter => {
  const { pick, chance } = random
  if (depth < 2 && chance(0.4)) {
    const items = Array.from({ length: pick([2, 2, 3]) }, () =>
      someFilter(properties, random, depth + 1),
    )
    const [first = someFilter(properties, random, 2)] = items
    return pick<Filter>([
      { op: 'and', items },
      { op: 'or', items },
      { op: 'or', items },
      { op: 'not', item: first },
    ])
  }
  const [path, property] = pick(Object.entries(properties))
  const literal = () => literalOf(property, pick(property.pool))
  const isText = property.kind === 'text' || property.kind === 'id'
  if (property.nullable && chance(0.15)) {
    return { op: pick(['eq', 'ne'] as const), path, value: { kind: 'null' } }
  }
  if (isText && chance(0.4)) {
    const whole = String(pick(property.pool))
    const value = whole.slice(0, 1 + Math.floor(whole.length / 2))
    return { op: pick(['contains', 'startswith', 'endswith'] as const), path, value }
  }
  if (chance(0.2)) return { op: 'in', path, values: [literal(), literal()] }
  const equality = property.kind === 'enum' || property.kind === 'boolean'
  const op = equality
    ? pick(['eq', 'ne'] as const)
    : pick(['eq', 'eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const)
  return { op, path, value: literal() }
}

/** The same filter asked of one object, plainly. */
export const satisfies = (item: Item, filter: Filter, properties: Properties): boolean => {
  if ('items' in filter) {
    const test = (each: Filter) => satisfies(item, each, properties)
    return filter.op === 'and' ? filter.items.every(test) : filter.items.some(test)
  }
  if (filter.op === 'not') return !satisfies(item, filter.item, properties)
  const property = properties[filter.path]
  if (!property) throw new Error(`The oracle has no ${filter.path}`)
  const mine = comparable(property, valueOf(item, filter.path, property))
  if (filter.op === 'in') {
    return filter.values.some((value) =>
      satisfies(item, { op: 'eq', path: filter.path, value }, properties),
    )
  }
  if (typeof filter.value === 'string') {
    const [text, part] = [String(mine ?? '').toLowerCase(), filter.value.toLowerCase()]
    if (filter.op === 'contains') return text.includes(part)
    return filter.op === 'startswith' ? text.startsWith(part) : text.endsWith(part)
  }
  if (filter.value.kind === 'null') return (filter.op === 'eq') === (mine === null)
  const other = comparable(property, filter.value.value)
  if (mine === null || other === null) return filter.op === 'ne'
  const order = mine < other ? -1 : mine > other ? 1 : 0
  const results: Record<string, boolean> = {
    eq: order === 0,
    ne: order !== 0,
    gt: order > 0,
    ge: order >= 0,
    lt: order < 0,
    le: order <= 0,
  }
  return results[filter.op] === true
}

export type Order = { path: string; descending: boolean }

/** In the order asked for, and among equals by the last key in the direction of the one before. */
export const ordered = (
  items: readonly Item[],
  orders: readonly Order[],
  properties: Properties,
  last: (item: Item) => string | number,
): Item[] => {
  const keyOf = (item: Item, path: string) => {
    const property = properties[path]
    if (!property) throw new Error(`The oracle has no ${path}`)
    const numeric = property.kind === 'number' || property.kind === 'boolean'
    return comparable(property, valueOf(item, path, property)) ?? (numeric ? 0 : '')
  }
  const compare = (one: string | number, other: string | number) =>
    one < other ? -1 : one > other ? 1 : 0
  const lastDescending = orders.at(-1)?.descending ?? false
  return items.toSorted((one, other) => {
    for (const { path, descending } of orders) {
      const order = compare(keyOf(one, path), keyOf(other, path))
      if (order !== 0) return descending ? -order : order
    }
    const order = compare(last(one), last(other))
    return lastDescending ? -order : order
  })
}
