import { sql } from 'kysely'

import { databaseKind, valuesOf } from '../dialect.ts'
import type { Db } from '../schema.ts'
import { daysIn } from './drivers.ts'
import { itsHour } from './hours.ts'
import { always } from './period.ts'

/**
 * The places in the order of arrival of events with this id: one look for each hour of the days that are kept. A device may use an
 * id again in another hour.
 */
export const seqsOf = async (db: Db, id: string): Promise<number[]> => {
  const days = await daysIn(db, always)
  if (days.length === 0) return []
  const hours = days.flatMap((day) => Array.from({ length: 24 }, (_hour, hour) => day * 24 + hour))
  const found = await sql<{ seq: number }>`
    select seq from elevations where ${itsHour} in (${valuesOf(databaseKind(db), hours)}) and id = ${id}
    order by seq`.execute(db)
  return found.rows.map((row) => Number(row.seq))
}
