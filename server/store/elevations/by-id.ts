import { sql } from 'kysely'

import { databaseKind, valuesOf } from '../dialect.ts'
import type { Db } from '../schema.ts'
import { daysIn } from './drivers.ts'
import { always } from './period.ts'

/** The places in the order of arrival of events with this id: one look for each day. A device may use an id again on another day. */
export const seqsOf = async (db: Db, id: string): Promise<number[]> => {
  const days = await daysIn(db, always)
  if (days.length === 0) return []
  const found = await sql<{ seq: number }>`
    select seq from elevations where day in (${valuesOf(databaseKind(db), days)}) and id = ${id}
    order by seq`.execute(db)
  return found.rows.map((row) => Number(row.seq))
}
