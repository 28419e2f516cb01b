import { sql } from 'kysely'

import { Elevation } from '#contract/elevations.ts'

import { databaseKind } from '../../store/dialect.ts'
import { seqsOf } from '../../store/elevations/by-id.ts'
import { isIn, plain, toSql, unindexed } from '../../store/elevations/condition.ts'
import { readElevationRows, toElevation } from '../../store/elevations/read-rows.ts'
import { notFound } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import { elevationPage, elevationTotal, visibleElevations } from './elevation-page.ts'
import { listAnswer, narrowed, requiredOf } from './list-answer.ts'

type Names = 'elevationList' | 'elevationCount' | 'elevationGet'

const set = 'deviceManagement/privilegeManagementElevations'
const alwaysShown = requiredOf(Elevation)

export const elevationHandlers: Pick<Handlers, Names> = {
  elevationList: async (context) => {
    const page = await elevationPage(context)
    const value = page.rows.map((row) => narrowed(row, page.options.select, alwaysShown))
    return listAnswer(context.url, set, value, page)
  },

  elevationCount: async (context) => ({ body: String(await elevationTotal(context)) }),

  elevationGet: async ({ deps, principal, params }) => {
    const { db } = deps
    const visible = await visibleElevations(db, principal)
    const named = isIn('seq', { ids: await seqsOf(db, params.id) })
    const kind = databaseKind(db)
    const found = await sql<{ seq: number }>`
      select elevations.seq from elevations where ${toSql(named, kind, plain('elevations'))}
      and ${toSql(visible, kind, unindexed('elevations'))} order by elevations.seq limit 1`.execute(
      db,
    )
    const [row] = await readElevationRows(
      db,
      found.rows.map(({ seq }) => seq),
    )
    if (!row) throw notFound('The elevation')
    return { body: toElevation(row) }
  },
}
