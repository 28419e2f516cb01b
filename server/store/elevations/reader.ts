import type { Db } from '../schema.ts'
import { everything, isIn, nothing, type Condition } from './condition.ts'
import { fromDay, keptFrom } from './kept.ts'
import { visibleScopeSets } from './scope-sets.ts'

/** The elevations of devices that carry one of the tags; null sees everything. Scope is that of the device when it reported. */
export const scopeCondition = async (
  db: Db,
  tags: readonly string[] | null,
): Promise<Condition> => {
  if (tags === null) return everything
  const ids = await visibleScopeSets(db, tags)
  return ids.length === 0 ? nothing : isIn('scope_set_id', { ids })
}

/** The events that are still there. */
export const keptCondition = async (db: Db): Promise<Condition> => {
  const day = await keptFrom(db)
  return day === null ? everything : fromDay(day)
}
