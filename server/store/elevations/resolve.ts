import { parameter } from '../../odata/compile-filter.ts'
import type { Field } from '../../odata/fields.ts'
import type { Comparison as FilterComparison, Filter, Literal } from '../../odata/filter.ts'
import { termsOf } from '../../odata/search.ts'
import { badRequest } from '../../http/graph-failure.ts'
import type { Db } from '../schema.ts'
import { seqsOf } from './by-id.ts'
import {
  allOf,
  anyOf,
  everything,
  isIn,
  notOf,
  nothing,
  type Comparison,
  type Condition,
} from './condition.ts'
import { fileSearchCondition, folderCondition, textCondition } from './look-up.ts'
import { pathCondition } from './path-condition.ts'
import { elevationProperties, type Property, type TextPlace } from './properties.ts'

const target = '$filter'
const comparisons: Record<FilterComparison, Comparison> = {
  eq: '=',
  ne: '<>',
  gt: '>',
  ge: '>=',
  lt: '<',
  le: '<=',
}

const onlyEquality = (path: string) =>
  badRequest(`'${path}' in $filter can only be compared with eq and ne.`, target)

const field = (kind: Field['kind'], members?: readonly string[]): Field => ({
  kind,
  column: '',
  ...(members ? { members } : {}),
})

type Leaf = { db: Db; path: string; op: FilterComparison }

const compareNull = async (property: Property, { db, path, op }: Leaf): Promise<Condition> => {
  if (op !== 'eq' && op !== 'ne') throw onlyEquality(path)
  const same = async (): Promise<Condition> => {
    if (property.kind === 'path') return pathCondition(db, 'eq', '')
    if (property.kind !== 'text') return nothing
    return textCondition(db, property.place, { op: 'compare', comparison: '=', value: '' })
  }
  return op === 'eq' ? same() : notOf(await same())
}

const idOf = async (db: Db, id: string): Promise<Condition> =>
  isIn('seq', { ids: await seqsOf(db, id) })

const compare = async (property: Property, leaf: Leaf, literal: Literal): Promise<Condition> => {
  const { db, path, op } = leaf
  if (literal.kind === 'null') return compareNull(property, leaf)
  const value = (kind: Field['kind'], members?: readonly string[]) =>
    parameter(path, field(kind, members), literal)
  const equality = (condition: Condition) => {
    if (op === 'eq') return condition
    if (op === 'ne') return notOf(condition)
    throw onlyEquality(path)
  }
  switch (property.kind) {
    case 'id':
      return equality(await idOf(db, String(value('id'))))
    case 'date': {
      const ms = Date.parse(String(value('date')))
      return { op: 'compare', column: 'event_ms', comparison: comparisons[op], value: ms }
    }
    case 'enum': {
      const code = property.members.indexOf(String(value('enum', property.members)))
      return equality({ op: 'compare', column: property.column, comparison: '=', value: code })
    }
    case 'boolean':
      return equality({
        op: 'compare',
        column: property.column,
        comparison: '=',
        value: Number(value('boolean')),
      })
    case 'number':
      return {
        op: 'compare',
        column: property.column,
        comparison: comparisons[op],
        value: Number(value('number')),
      }
    case 'path':
      return equality(await pathCondition(db, 'eq', String(value('text'))))
    case 'text': {
      const text = String(value(property.place.exact ? 'id' : 'text'))
      return textCondition(db, property.place, {
        op: 'compare',
        comparison: comparisons[op],
        value: text,
      })
    }
  }
}

/** The filter over the properties of `known`, with every text looked up. Unknown properties and wrong types are 400. */
export const resolveFilter = async (
  db: Db,
  filter: Filter,
  known: Readonly<Record<string, Property>> = elevationProperties,
): Promise<Condition> => {
  const propertyOf = (path: string): Property => {
    const property = Object.hasOwn(known, path) ? known[path] : undefined
    if (property) return property
    throw badRequest(`There is no property '${path}' to filter by.`, target)
  }
  const all = (items: readonly Filter[]) =>
    Promise.all(items.map((item) => resolveFilter(db, item, known)))
  switch (filter.op) {
    case 'and':
      return allOf(await all(filter.items))
    case 'or':
      return anyOf(await all(filter.items))
    case 'not':
      return notOf(await resolveFilter(db, filter.item, known))
    case 'in': {
      const { path, values } = filter
      const property = propertyOf(path)
      return anyOf(
        await Promise.all(values.map((value) => compare(property, { db, path, op: 'eq' }, value))),
      )
    }
    case 'any':
      throw badRequest(`There is no list '${filter.path}' to filter by.`, target)
    case 'startswith':
    case 'endswith':
    case 'contains': {
      const property = propertyOf(filter.path)
      if (property.kind === 'path') return pathCondition(db, filter.op, filter.value)
      if (property.kind === 'text') {
        return textCondition(db, property.place, { op: filter.op, value: filter.value })
      }
      throw badRequest(`${filter.op} in $filter needs a text; '${filter.path}' is none.`, target)
    }
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return compare(
        propertyOf(filter.path),
        { db, path: filter.path, op: filter.op },
        filter.value,
      )
  }
}

const searched: readonly TextPlace[] = ['upn', 'deviceName'].flatMap((name) => {
  const property = elevationProperties[name]
  return property?.kind === 'text' ? [property.place] : []
})

/** `$search`: every word, or the one phrase in quotes, in the path, publisher, hash, user or device. */
export const resolveSearch = async (db: Db, text: string): Promise<Condition> => {
  const terms = await Promise.all(
    termsOf(text.toLowerCase()).map(async (term) => {
      const found = [await fileSearchCondition(db, term), await pathSearch(db, term)]
      for (const place of searched) {
        found.push(await textCondition(db, place, { op: 'contains', value: term }))
      }
      return anyOf(found)
    }),
  )
  return terms.length === 0 ? everything : allOf(terms)
}

/** The file's own name is searched with the file. */
const pathSearch = (db: Db, term: string): Promise<Condition> =>
  /[\\/]/.test(term)
    ? pathCondition(db, 'contains', term)
    : folderCondition(db, { op: 'contains', value: term })
