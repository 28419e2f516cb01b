import { sql } from 'kysely'

import { Elevation } from '#contract/elevations.ts'

import type { Tx } from '../schema.ts'
import { storeElevations } from './intake.ts'

const step = 1_000

/**
 * Migration 6: events that were stored whole go through the intake, which gives them their entries and sums. Later changes of the
 * layout have to keep this working; `migrations.spec.ts` carries a database of version 5 over.
 */
export const carryElevationsOver = async (tx: Tx): Promise<void> => {
  let last = ''
  for (;;) {
    const page = await sql<{ id: string; resource: string }>`
      select id, resource from elevations_before where id > ${last} order by id limit ${step}`.execute(
      tx,
    )
    await storeElevations(
      tx,
      page.rows.map((row) => Elevation.parse(JSON.parse(row.resource))),
    )
    last = page.rows.at(-1)?.id ?? last
    if (page.rows.length < step) break
  }
  await sql`drop table elevations_before`.execute(tx)
}
