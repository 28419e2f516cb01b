import { sql } from 'kysely'

import { recordAudit, systemActor } from '../../audit/record.ts'
import { besideOthers, lockElevations } from '../dialect.ts'
import type { Db } from '../schema.ts'
import { dayOf, keepFrom } from './kept.ts'
import { dayMs } from './schema.ts'

export type Retention = { db: Db; now: Date; keptDays: number }

/**
 * Drops up to `most` of the oldest single elevations that are past their time; their daily sums stay. Answers how many, 0 when
 * nothing is left to drop. From the first step on no list or count shows a day that is half gone.
 */
export const dropOldElevations = async (
  { db, now, keptDays }: Retention,
  most: number,
): Promise<number> => {
  const day = dayOf(now) - keptDays
  return besideOthers(db).execute(async (tx) => {
    await lockElevations(tx)
    await keepFrom(tx, day)
    const dropped = await sql`
      delete from elevations where seq in (
        select seq from elevations where event_ms < ${day * dayMs} order by event_ms, seq limit ${most})`.execute(
      tx,
    )
    return Number(dropped.numAffectedRows ?? 0)
  })
}

/** One record of what was dropped: nobody in person did it. */
export const recordDropped = async (
  { db, now, keptDays }: Retention,
  count: number,
  newId: () => string,
): Promise<void> => {
  const before = new Date((dayOf(now) - keptDays) * dayMs).toISOString()
  await db.transaction().execute((tx) =>
    recordAudit(
      tx,
      {
        category: 'Elevation',
        activityType: 'Delete PrivilegeManagementElevation',
        operationType: 'Delete',
        result: 'Success',
        actor: systemActor,
        resource: {
          type: 'PrivilegeManagementElevation',
          id: '',
          displayName: `${count} elevations`,
          changes: [
            { name: 'count', before: String(count), after: null },
            { name: 'olderThan', before: null, after: before },
          ],
        },
      },
      { now, newId, requestId: newId(), principal: null, ipAddress: null },
    ),
  )
}
