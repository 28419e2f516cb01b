import { sql, type RawBuilder, type SqlBool } from 'kysely'

import { numberOf, valuesOf, type DatabaseKind } from '../dialect.ts'
import type { ElevationTables } from './schema.ts'

/** A number of an event that a condition can be about. */
export type FactColumn = Exclude<
  keyof ElevationTables['elevations'],
  'id' | 'justification' | 'rest'
>
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

/** The numbers a column may have: a list, and for a long one the question that found it, which costs less to ask again. */
export type Members = { ids: readonly number[]; query?: RawBuilder<unknown> }

/** What has to hold for an event, with every text already turned into the ids of dictionary entries. */
export type Condition =
  | { op: 'all' | 'none' }
  | { op: 'and' | 'or'; items: readonly Condition[] }
  | { op: 'not'; item: Condition }
  | { op: 'compare'; column: FactColumn; comparison: Comparison; value: number }
  | ({ op: 'in'; column: FactColumn } & Members)

export const everything: Condition = { op: 'all' }
export const nothing: Condition = { op: 'none' }

export const isIn = (column: FactColumn, { ids, query }: Members): Condition =>
  ids.length === 0 ? nothing : { op: 'in', column, ids, ...(query ? { query } : {}) }

const joined = (op: 'and' | 'or', given: readonly Condition[]): Condition => {
  const [neutral, absorbing] =
    op === 'and' ? (['all', 'none'] as const) : (['none', 'all'] as const)
  const items = given
    .flatMap((each) => (each.op === op ? each.items : [each]))
    .filter((each) => each.op !== neutral)
  if (items.some((each) => each.op === absorbing)) return { op: absorbing }
  const [only] = items
  if (!only) return { op: neutral }
  return items.length === 1 ? only : { op, items }
}
export const allOf = (items: readonly Condition[]): Condition => joined('and', items)
export const anyOf = (items: readonly Condition[]): Condition => joined('or', items)
export const notOf = (item: Condition): Condition =>
  item.op === 'all' ? nothing : item.op === 'none' ? everything : { op: 'not', item }

/** The parts that all have to hold. */
export const conjuncts = (condition: Condition): readonly Condition[] =>
  condition.op === 'and' ? condition.items : condition.op === 'all' ? [] : [condition]

export const columnsIn = (condition: Condition): ReadonlySet<FactColumn> => {
  switch (condition.op) {
    case 'all':
    case 'none':
      return new Set()
    case 'and':
    case 'or':
      return new Set(condition.items.flatMap((item) => [...columnsIn(item)]))
    case 'not':
      return columnsIn(condition.item)
    case 'compare':
    case 'in':
      return new Set([condition.column])
  }
}

const longList = 1_000
const holds = sql<SqlBool>`(1 = 1)`
const fails = sql<SqlBool>`(1 = 0)`

/** How a column is written: as `table.column`, or as `+table.column` where no index shall be chosen for it. */
export type ColumnWriter = (column: FactColumn) => RawBuilder<unknown>

export const plain =
  (table: string): ColumnWriter =>
  (column) =>
    sql.ref(`${table}.${column}`)
export const unindexed =
  (table: string): ColumnWriter =>
  (column) =>
    sql`+${sql.ref(`${table}.${column}`)}`

export const toSql = (
  condition: Condition,
  kind: DatabaseKind,
  write: ColumnWriter,
): RawBuilder<SqlBool> => {
  switch (condition.op) {
    case 'all':
      return holds
    case 'none':
      return fails
    case 'and':
    case 'or': {
      const parts = condition.items.map((item) => toSql(item, kind, write))
      return sql<SqlBool>`(${sql.join(parts, condition.op === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql<SqlBool>`not (${toSql(condition.item, kind, write)})`
    case 'compare': {
      // Written out, so that the database sees that the index of failures holds what is looked for.
      const value = condition.value === 0 ? sql`0` : numberOf(condition.value)
      return sql<SqlBool>`${write(condition.column)} ${sql.raw(condition.comparison)} ${value}`
    }
    case 'in': {
      const [only, ...more] = condition.ids
      if (only !== undefined && more.length === 0) {
        return sql<SqlBool>`${write(condition.column)} = ${only}`
      }
      const asked = condition.ids.length > longList ? condition.query : undefined
      return sql<SqlBool>`${write(condition.column)} in (${asked ?? valuesOf(kind, condition.ids)})`
    }
  }
}
