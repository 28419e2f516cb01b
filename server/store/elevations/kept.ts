import type { Db, Tx } from '../schema.ts'
import type { Condition } from './condition.ts'
import { dayMs } from './schema.ts'

const key = 'elevationsKeptFrom'

/** How long single elevations are kept (epm-behaviour 8.1). */
export const defaultKeptDays = 30

export const dayOf = (instant: Date | number): number =>
  Math.floor((typeof instant === 'number' ? instant : instant.getTime()) / dayMs)

/**
 * The first UTC day whose events are all here; null while none were ever dropped. Lists and counts begin there, so that neither
 * shows a day that is half gone.
 */
export const keptFrom = async (db: Db | Tx): Promise<number | null> => {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row ? Number(row.value) : null
}

/** Moves that day on, never back. */
export const keepFrom = async (tx: Tx, day: number): Promise<void> => {
  const known = await keptFrom(tx)
  if (known !== null && known >= day) return
  const value = String(day)
  await tx
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

/** The first day of which an event may still be stored: what is older would be counted and never be seen. */
export const storableFrom = async (db: Db | Tx, now: Date, keptDays: number): Promise<number> =>
  Math.max((await keptFrom(db)) ?? -Infinity, dayOf(now) - keptDays)

export const fromDay = (day: number): Condition => ({
  op: 'compare',
  column: 'event_ms',
  comparison: '>=',
  value: day * dayMs,
})
