import { sql } from 'kysely'

import { entriesByKey, insertMany, nextOf } from '../bulk.ts'
import { databaseKind, valuesOf } from '../dialect.ts'
import type { Db, Tx } from '../schema.ts'
import { keyOf } from './facts.ts'

/** The scope set of each device now, by device id; combinations of tags that are new get a set. */
export const scopeSetsOf = async (
  tx: Tx,
  deviceIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const devices = [...new Set(deviceIds)]
  const found = await sql<{ device_id: string; scope_tag_id: string }>`
    select device_id, scope_tag_id from device_scope_tags
    where device_id in (${valuesOf(databaseKind(tx), devices)})`.execute(tx)
  const tags = new Map<string, string[]>(devices.map((id) => [id, []]))
  for (const row of found.rows) tags.get(row.device_id)?.push(row.scope_tag_id)
  const sets = new Map<string, { texts: string[]; devices: string[] }>()
  for (const [device, texts] of tags) {
    const key = await keyOf(JSON.stringify(texts.sort()))
    const set = sets.get(key) ?? { texts, devices: [] }
    set.devices.push(device)
    sets.set(key, set)
  }
  const keys = [...sets.keys()]
  const known = await entriesByKey(tx, 'scope_sets', keys)
  const ids = new Map(known.map(({ place, id }) => [keys[place] ?? '', id]))
  let next = await nextOf(tx, 'scope_sets', 'id')
  for (const [key, { texts }] of sets) {
    if (ids.has(key)) continue
    ids.set(key, next)
    await insertMany(tx, 'scope_sets', ['id', 'key'], [[next, key]])
    const links = texts.map((tag) => [next, tag] as const)
    await insertMany(tx, 'scope_set_tags', ['scope_set_id', 'scope_tag_id'], links)
    next += 1
  }
  return new Map(
    [...sets].flatMap(([key, set]) =>
      set.devices.map((device) => [device, ids.get(key) ?? 0] as const),
    ),
  )
}

/** The sets of which a reader with these tags sees the elevations. */
export const visibleScopeSets = async (db: Db, tags: readonly string[]): Promise<number[]> => {
  if (tags.length === 0) return []
  const rows = await db
    .selectFrom('scope_set_tags')
    .select('scope_set_id')
    .distinct()
    .where('scope_tag_id', 'in', [...tags])
    .orderBy('scope_set_id')
    .execute()
  return rows.map((row) => row.scope_set_id)
}
