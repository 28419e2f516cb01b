import { CompiledQuery, sql, type RawBuilder } from 'kysely'

import { databaseKind, placesOf } from './dialect.ts'
import type { Db, Schema, Tx } from './schema.ts'

/** Rows to a statement: a few sizes only, so that the same texts come again and again and stay prepared. */
const steps = [400, 50, 8, 1] as const

/** The rows of one statement as `(?, ?), (?, ?)`. */
const places = (kind: 'sqlite' | 'postgres', rows: number, columns: number): string =>
  Array.from(
    { length: rows },
    (_row, row) =>
      `(${Array.from({ length: columns }, (_column, column) => (kind === 'sqlite' ? '?' : `$${row * columns + column + 1}`)).join(', ')})`,
  ).join(', ')

const texts = new Map<string, string>()

/**
 * Inserts many rows of one table; several times faster than Kysely's builder, which makes a node of every value. `columns`
 * and `onConflict` come from our own code and never from a caller.
 */
export const insertMany = async <Table extends keyof Schema>(
  tx: Tx,
  table: Table,
  columns: readonly (keyof Schema[Table] & string)[],
  rows: readonly (readonly (string | number | null)[])[],
  onConflict = '',
): Promise<void> => {
  const kind = databaseKind(tx)
  let from = 0
  for (const step of steps) {
    while (rows.length - from >= step) {
      const key = `${kind} ${table} ${step}`
      const text =
        texts.get(key) ??
        `insert into ${table} (${columns.join(', ')}) values ${places(kind, step, columns.length)} ${onConflict}`
      texts.set(key, text)
      const values: (string | number | null)[] = []
      for (const end = from + step; from < end; from += 1) {
        for (const value of rows[from] ?? []) values.push(value)
      }
      await tx.executeQuery(CompiledQuery.raw(text, values))
    }
  }
}

/** Adds the counts of each row to the sums with the same key; a row is its key, then its counts. */
export const addToSums = async <Table extends keyof Schema>(
  tx: Tx,
  table: Table,
  { key, counts }: Record<'key' | 'counts', readonly (keyof Schema[Table] & string)[]>,
  rows: readonly (readonly number[])[],
): Promise<void> =>
  insertMany(
    tx,
    table,
    [...key, ...counts],
    rows,
    `on conflict (${key.join(', ')}) do update set ${counts
      .map((name) => `${name} = ${table}.${name} + excluded.${name}`)
      .join(', ')}`,
  )

/**
 * The entries with these keys, each with the place of its key in the list: long keys need not come back. `spelling` is a column to
 * be read as well.
 */
export const entriesByKey = async <Table extends keyof Schema>(
  db: Db | Tx,
  table: Table,
  keys: readonly string[],
  spelling?: keyof Schema[Table] & string,
): Promise<{ id: number; place: number; spelling?: string }[]> => {
  if (keys.length === 0) return []
  const more = spelling === undefined ? sql`` : sql`, entries.${sql.ref(spelling)} as spelling`
  const found = await sql<{ id: number; place: number | string; spelling?: string }>`
    select entries.id, wanted.place${more} from ${placesOf(databaseKind(db), keys)} as wanted
    join ${sql.table(table)} as entries on entries.key = wanted.value`.execute(db)
  return found.rows.map((row) => ({ ...row, place: Number(row.place) }))
}

/** The next free id of a table; its writers stand in line (`lockElevations`). */
export const nextOf = async (
  tx: Tx,
  table: keyof Schema,
  column: 'id' | 'seq',
): Promise<number> => {
  const name: RawBuilder<unknown> = sql.ref(column)
  const found = await sql<{ last: number | null }>`
    select max(${name}) as last from ${sql.table(table)}`.execute(tx)
  return (found.rows[0]?.last ?? 0) + 1
}
