import { sql, type RawBuilder } from 'kysely'

/**
 * A property that can be filtered and ordered by, and the column that holds it. Columns come from these lists only;
 * what a caller sends reaches the database as parameters alone (R30).
 */
export type Field = {
  /**
   * `text` is compared without regard to case, `id` exactly; `date` columns hold ISO text in UTC with milliseconds;
   * `boolean` columns hold 0 and 1.
   */
  kind: 'text' | 'id' | 'enum' | 'date' | 'number' | 'boolean'
  /** `table.column` */
  column: string
  nullable?: boolean
  /** The members of an enum, as stored. */
  members?: readonly string[]
}
export type Fields = Readonly<Record<string, Field>>

/** The value as it is compared and ordered: folded for text, never null. */
export const sortKey = (field: Field): RawBuilder<unknown> => {
  const column = sql.ref(field.column)
  if (field.kind === 'text') {
    return field.nullable ? sql`coalesce(lower(${column}), '')` : sql`lower(${column})`
  }
  if (!field.nullable) return sql`${column}`
  return field.kind === 'number' || field.kind === 'boolean'
    ? sql`coalesce(${column}, 0)`
    : sql`coalesce(${column}, '')`
}

/** A list of ids that an object carries, in a table of its own. All three are `table.column`, but `table`. */
export type IdSet = { table: string; owner: string; value: string; of: string }
export type IdSets = Readonly<Record<string, IdSet>>

export const fieldOf = (fields: Fields, path: string): Field | null =>
  Object.hasOwn(fields, path) ? (fields[path] ?? null) : null
