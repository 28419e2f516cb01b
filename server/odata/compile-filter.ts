import { sql, type RawBuilder, type SqlBool } from 'kysely'

import { badRequest } from '../http/graph-failure.ts'
import { numberOf } from '../store/dialect.ts'
import { foldedAscii } from '../store/fold.ts'
import { fieldOf, type Field, type Fields, type IdSets } from './fields.ts'
import type { Comparison, Filter, Literal } from './filter.ts'
import { instantOf } from './tokens.ts'

export type Condition = RawBuilder<SqlBool>

const operators: Record<Comparison, RawBuilder<unknown>> = {
  eq: sql`=`,
  ne: sql`<>`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
}
const never: Condition = sql<SqlBool>`(1 = 0)`
const always: Condition = sql<SqlBool>`(1 = 1)`

export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? always : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
export const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? never : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`

const target = '$filter'
const wrongType = (path: string, field: Field) =>
  badRequest(`The value compared with '${path}' in $filter is not of type ${field.kind}.`, target)

/** The literal as the column holds it; Intune also takes quoted numbers, dates and booleans. */
export const parameter = (
  path: string,
  field: Field,
  literal: Exclude<Literal, { kind: 'null' }>,
): string | number => {
  switch (field.kind) {
    case 'text':
    case 'id':
      if (literal.kind !== 'string' && literal.kind !== 'guid') throw wrongType(path, field)
      return literal.value
    case 'enum': {
      if (literal.kind !== 'string') throw wrongType(path, field)
      const wanted = literal.value.toLowerCase()
      const member = field.members?.find((known) => known.toLowerCase() === wanted)
      if (member === undefined) {
        throw badRequest(`'${path}' in $filter has no value '${literal.value}'.`, target)
      }
      return member
    }
    case 'date': {
      const instant =
        literal.kind === 'date' || literal.kind === 'string' ? instantOf(literal.value) : null
      if (instant === null) throw wrongType(path, field)
      return instant
    }
    case 'number': {
      const text = literal.kind === 'string' && /^-?\d{1,15}$/.test(literal.value)
      if (literal.kind !== 'number' && !text) throw wrongType(path, field)
      return Number(literal.value)
    }
    case 'boolean': {
      const text = String(literal.value).toLowerCase()
      if (!['true', 'false'].includes(text)) throw wrongType(path, field)
      return text === 'true' ? 1 : 0
    }
  }
}

const compare = (path: string, field: Field, op: Comparison, literal: Literal): Condition => {
  const column = sql.ref(field.column)
  if (literal.kind === 'null') {
    if (op !== 'eq' && op !== 'ne') throw wrongType(path, field)
    if (!field.nullable) return op === 'eq' ? never : always
    return op === 'eq' ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} is not null`
  }
  if (op !== 'eq' && op !== 'ne' && (field.kind === 'enum' || field.kind === 'boolean')) {
    throw badRequest(`'${path}' in $filter can only be compared with eq and ne.`, target)
  }
  const value = parameter(path, field, literal)
  const folded = field.kind === 'text'
  const test = folded
    ? sql<SqlBool>`lower(${column}) ${operators[op]} ${foldedAscii(String(value))}`
    : sql<SqlBool>`${column} ${operators[op]} ${typeof value === 'number' ? numberOf(value) : value}`
  if (!field.nullable) return test
  // Two-valued on purpose: in OData null equals nothing and `not` of that is true, in SQL it is unknown.
  return op === 'ne'
    ? sql<SqlBool>`(${column} is null or ${test})`
    : sql<SqlBool>`(${column} is not null and ${test})`
}

export const likePattern = (text: string) => text.replace(/[\\%_]/g, (mark) => `\\${mark}`)
const escape = sql.lit('\\')
/** The column matches the pattern, without regard to case. */
export const like = (column: RawBuilder<unknown>, pattern: string): Condition =>
  sql<SqlBool>`lower(${column}) like ${foldedAscii(pattern)} escape ${escape}`

const textTest = (filter: Extract<Filter, { value: string }>, field: Field): Condition => {
  const inner = likePattern(filter.value)
  const pattern = {
    startswith: `${inner}%`,
    endswith: `%${inner}`,
    contains: `%${inner}%`,
  }[filter.op]
  const column = field.nullable
    ? sql`coalesce(${sql.ref(field.column)}, '')`
    : sql`${sql.ref(field.column)}`
  return like(column, pattern)
}

const holds = (path: string, literal: Literal, sets: IdSets): Condition => {
  const set = Object.hasOwn(sets, path) ? sets[path] : undefined
  if (set === undefined) throw badRequest(`There is no list '${path}' to filter by.`, target)
  if (literal.kind !== 'string')
    throw badRequest(`The value compared with '${path}' in $filter is not of type text.`, target)
  return sql<SqlBool>`exists (select 1 from ${sql.table(set.table)}
    where ${sql.ref(set.owner)} = ${sql.ref(set.of)} and ${sql.ref(set.value)} = ${literal.value})`
}

/** A parsed filter as a condition over the listed columns. Unknown properties and wrong types are 400. */
export const compileFilter = (filter: Filter, fields: Fields, sets: IdSets = {}): Condition => {
  const known = (path: string) => {
    const field = fieldOf(fields, path)
    if (field) return field
    throw badRequest(`There is no property '${path}' to filter by.`, target)
  }
  switch (filter.op) {
    case 'and':
      return allOf(filter.items.map((item) => compileFilter(item, fields, sets)))
    case 'or':
      return anyOf(filter.items.map((item) => compileFilter(item, fields, sets)))
    case 'not':
      return sql<SqlBool>`not ${sql<SqlBool>`(${compileFilter(filter.item, fields, sets)})`}`
    case 'any':
      return holds(filter.path, filter.value, sets)
    case 'in': {
      const field = known(filter.path)
      return anyOf(filter.values.map((value) => compare(filter.path, field, 'eq', value)))
    }
    case 'startswith':
    case 'endswith':
    case 'contains': {
      const field = known(filter.path)
      if (field.kind !== 'text' && field.kind !== 'id') {
        throw badRequest(`${filter.op} in $filter needs a text; '${filter.path}' is none.`, target)
      }
      return textTest(filter, field)
    }
    case 'eq':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return compare(filter.path, known(filter.path), filter.op, filter.value)
  }
}
