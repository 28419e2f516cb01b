import { addToSums } from '../bulk.ts'
import type { Tx } from '../schema.ts'
import type { Pointers } from './dictionaries.ts'
import type { ElevationFacts } from './facts.ts'
import { everyScopeSet } from './schema.ts'

/** Counts rows with the same numbers; the count comes last. In the order of the numbers, as the tables are. */
const createTally = () => {
  const rows = new Map<string, number[]>()
  return {
    add: (...key: number[]) => {
      const text = key.join(' ')
      const row = rows.get(text)
      if (row) row[key.length] = (row[key.length] ?? 0) + 1
      else rows.set(text, [...key, 1])
    },
    rows: () =>
      [...rows.values()].sort((one, other) => {
        const place = one.findIndex((value, index) => value !== other[index])
        return (one[place] ?? 0) - (other[place] ?? 0)
      }),
  }
}

/**
 * Adds events to the daily sums, twice each: under the scope set of their device and under all. To be called in the
 * transaction that stores them.
 */
export const addToDays = async (
  tx: Tx,
  events: readonly { facts: ElevationFacts; pointers: Pointers; scopeSetId: number }[],
): Promise<void> => {
  const days = createTally()
  const apps = createTally()
  const publishers = createTally()
  const users = createTally()
  for (const { facts, pointers, scopeSetId } of events) {
    const { day, elevationType: type, result, systemInitiated, processType, userType } = facts
    for (const scope of [everyScopeSet, scopeSetId]) {
      days.add(scope, day, type, result, systemInitiated, processType, userType)
      apps.add(scope, pointers.appId, day)
      publishers.add(scope, pointers.publisherId, day, type)
      users.add(scope, pointers.userId, day, type)
    }
  }
  await addToSums(
    tx,
    'elevation_days',
    [
      'scope_set_id',
      'day',
      'elevation_type',
      'result',
      'system_initiated',
      'process_type',
      'user_type',
    ],
    days.rows(),
  )
  await addToSums(tx, 'elevation_app_days', ['scope_set_id', 'app_id', 'day'], apps.rows())
  await addToSums(
    tx,
    'elevation_publisher_days',
    ['scope_set_id', 'publisher_id', 'day', 'elevation_type'],
    publishers.rows(),
  )
  await addToSums(
    tx,
    'elevation_user_days',
    ['scope_set_id', 'user_id', 'day', 'elevation_type'],
    users.rows(),
  )
}
