import { Elevation } from '#contract/elevations.ts'

import { badRequest } from '../graph-failure.ts'
import { parseOptions, type Options, type Understood } from '../../odata/options.ts'
import { bindingOf, linkTo, type Page } from '../../odata/page.ts'
import { skipTokens } from '../../odata/skip-token.ts'
import { allOf, everything, type Condition } from '../../store/elevations/condition.ts'
import { countElevations } from '../../store/elevations/count.ts'
import { findElevations, type Place } from '../../store/elevations/find.ts'
import { keptCondition, scopeCondition } from '../../store/elevations/reader.ts'
import { readElevationRows, toElevation } from '../../store/elevations/read-rows.ts'
import { resolveFilter, resolveSearch } from '../../store/elevations/resolve.ts'
import type { Db } from '../../store/schema.ts'
import type { Principal } from '../principal.ts'
import type { Context } from '../types.ts'

const pageSize = 50
const understood: Understood = {
  // The only order: every index of the events is in the order of time.
  fields: { eventDateTime: { kind: 'date', column: 'elevations.event_ms' } },
  properties: Object.keys(Elevation.shape),
  search: true,
}

/** The elevations that this caller may see and that are still kept. */
export const visibleElevations = async (db: Db, principal: Principal): Promise<Condition> =>
  allOf([
    await scopeCondition(db, principal.kind === 'user' ? principal.scopeTagIds : []),
    await keptCondition(db),
  ])

const matching = async (
  db: Db,
  principal: Principal,
  { filter, search }: Pick<Options, 'filter' | 'search'>,
): Promise<Condition> =>
  allOf([
    await visibleElevations(db, principal),
    filter ? await resolveFilter(db, filter) : everything,
    search === null ? everything : await resolveSearch(db, search),
  ])

/** One page of elevations by keyset, in the order of time. */
export const elevationPage = async (
  context: Context<'elevationList'>,
): Promise<Page<Elevation>> => {
  const { deps, principal, url } = context
  const { db } = deps
  const options = parseOptions(url, understood)
  const condition = await matching(db, principal, options)
  const tokens = skipTokens(deps, bindingOf(context))
  const after = options.skipToken === null ? null : placeIn(await tokens.read(options.skipToken))
  const size = options.top ?? pageSize
  const places = await findElevations(db, {
    condition,
    descending: options.orderBy[0]?.descending ?? true,
    after,
    limit: size + 1,
  })
  const shown = places.slice(0, size)
  const stored = new Map(
    (
      await readElevationRows(
        db,
        shown.map((place) => place.seq),
      )
    ).map((row) => [Number(row.seq), row]),
  )
  const rows = shown.flatMap((place) => {
    const row = stored.get(place.seq)
    return row ? [toElevation(row)] : []
  })
  const last = shown.at(-1)
  const more = places.length > size && last !== undefined
  const total = async () => (after === null && !more ? rows.length : countElevations(db, condition))
  return {
    rows,
    options,
    count: options.count ? await total() : null,
    nextLink: more ? linkTo(url, await tokens.write([last.eventMs, last.seq])) : null,
  }
}

const placeIn = (position: readonly (string | number)[]): Place => {
  const [eventMs, seq, ...rest] = position
  if (typeof eventMs !== 'number' || typeof seq !== 'number' || rest.length > 0) {
    // Signed by a console whose default order was another.
    throw badRequest('The $skiptoken does not belong to this query.', '$skiptoken')
  }
  return { eventMs, seq }
}

/** `…/$count`: how many elevations match `$filter` and `$search`. */
export const elevationTotal = async (context: Context<'elevationCount'>): Promise<number> => {
  const { deps, principal, url } = context
  const options = parseOptions(url, { ...understood, options: ['$filter', '$search'] })
  return countElevations(deps.db, await matching(deps.db, principal, options))
}
