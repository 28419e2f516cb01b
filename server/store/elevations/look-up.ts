import { sql, type RawBuilder, type SqlBool } from 'kysely'

import { containsText, databaseKind, type DatabaseKind } from '../dialect.ts'
import type { Db } from '../schema.ts'
import { everything, isIn, type Comparison, type Condition } from './condition.ts'
import { fileNamePlace, type TextPlace } from './properties.ts'

/** What is asked of a text. Letter case does not count unless the place says so. */
export type TextTest =
  | { op: 'compare'; comparison: Comparison; value: string }
  | { op: 'contains' | 'startswith' | 'endswith'; value: string }

/** A column as it is compared, and what else has to be done to the text that it is compared with. */
type Compared = { column: RawBuilder<unknown>; fold: (text: string) => string }

const exactly = (text: string) => text
const lower = (text: string) => text.toLowerCase()

const test = (
  kind: DatabaseKind,
  { column, fold }: Compared,
  wanted: TextTest,
): RawBuilder<SqlBool> => {
  const value = fold(wanted.value)
  switch (wanted.op) {
    case 'compare':
      return sql<SqlBool>`${column} ${sql.raw(wanted.comparison)} ${value}`
    case 'contains':
      return containsText(kind, column, value)
    case 'startswith':
      return sql<SqlBool>`substr(${column}, 1, length(${value})) = ${value}`
    case 'endswith':
      return sql<SqlBool>`(length(${column}) >= length(${value}) and
        substr(${column}, length(${column}) - length(${value}) + 1) = ${value})`
  }
}

/** Short lists without a folded column fold by the database, which knows the letters of ASCII only. */
const compared = ({ table, column, folded, exact }: TextPlace): Compared => {
  if (folded) return { column: sql`${sql.ref(`${table}.${folded}`)}`, fold: lower }
  const text = sql.ref(`${table}.${column}`)
  return exact
    ? { column: sql`${text}`, fold: exactly }
    : { column: sql`lower(${text})`, fold: lower }
}

/** Ids that a question finds in a dictionary, as a condition on the events; all of them, or none, are told apart. */
export const idsWhere = async (
  db: Db,
  from: { table: TextPlace['table'] | 'elevation_folders'; owner: TextPlace['owner'] },
  where: RawBuilder<SqlBool>,
): Promise<Condition> => {
  const { owner } = from
  const id = sql.ref(`${from.table}.id`)
  const table = sql.table(from.table)
  const query =
    from.table === 'elevation_publishers'
      ? sql`select elevation_files.id from elevation_files
          join elevation_publishers on elevation_publishers.id = elevation_files.publisher_id
          where ${where}`
      : sql`select ${id} as id from ${table} where ${where}`
  const found = await sql<{ id: number }>`${query}`.execute(db)
  const ids = found.rows.map((row) => row.id)
  if (ids.length > 1) {
    const dictionary = from.table === 'elevation_publishers' ? sql.table('elevation_files') : table
    // Entries are numbered from 1 on and never deleted.
    const all = await sql<{ total: number }>`select max(id) as total from ${dictionary}`.execute(db)
    if (Number(all.rows[0]?.total) === ids.length) return everything
  }
  return isIn(owner, { ids, query })
}

/** Events whose text at this place passes the test. */
export const textCondition = (db: Db, place: TextPlace, wanted: TextTest): Promise<Condition> =>
  idsWhere(db, place, test(databaseKind(db), compared(place), wanted))

const folders = { table: 'elevation_folders', owner: 'folder_id' } as const
const folderText: Compared = { column: sql`${sql.ref('elevation_folders.folded')}`, fold: lower }
/** Events whose folder passes the test. */
export const folderCondition = (db: Db, wanted: TextTest): Promise<Condition> =>
  idsWhere(db, folders, test(databaseKind(db), folderText, wanted))

export const nameCondition = (db: Db, wanted: TextTest): Promise<Condition> =>
  textCondition(db, fileNamePlace, wanted)

/** Events of files whose name, publisher or hash contains the text. */
export const fileSearchCondition = (db: Db, text: string): Promise<Condition> =>
  idsWhere(
    db,
    { table: 'elevation_files', owner: 'file_id' },
    containsText(databaseKind(db), sql`${sql.ref('elevation_files.search_text')}`, text),
  )
