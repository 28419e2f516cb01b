import { elevationTypes } from '#contract/elevations.ts'
import { isManaged } from '#domain/elevations/reported-type.ts'

import { addToSums } from '../bulk.ts'
import type { Tx } from '../schema.ts'
import type { Pointers } from './dictionaries.ts'
import type { ElevationFacts } from './facts.ts'
import { everyScopeSet } from './schema.ts'

type Tally = {
  add: (key: readonly number[], counts: readonly number[]) => void
  rows: () => number[][]
}

const sameKey = (row: readonly number[], key: readonly number[]) =>
  key.every((value, at) => row[at] === value)

/**
 * Adds up the counts of rows with the same numbers as key; a row is its key, then its counts. Rows are found by a mix of their
 * numbers, which may be that of another key as well: making a text of every key costs several times as much.
 */
const createTally = (): Tally => {
  const rows: number[][] = []
  const byMix = new Map<number, number[][]>()
  return {
    add: (key, counts) => {
      const mix = key.reduce((mixed, value) => (Math.imul(mixed, 31) + value) | 0, 0)
      const alike = byMix.get(mix)
      const row = alike?.find((each) => sameKey(each, key))
      if (row) {
        for (let at = 0; at < counts.length; at += 1) addTo(row, key.length + at, counts[at])
        return
      }
      const made = [...key, ...counts]
      rows.push(made)
      if (alike) alike.push(made)
      else byMix.set(mix, [made])
    },
    rows: () => rows,
  }
}
const addTo = (row: number[], at: number, count = 0) => {
  row[at] = (row[at] ?? 0) + count
}

const inOrder = (one: readonly number[], other: readonly number[]): number => {
  for (let at = 0; at < one.length; at += 1) {
    const difference = (one[at] ?? 0) - (other[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** The rows of a tally and the same summed over the scope sets, which are the first number; in the order of the tables. */
const withEverySet = (tally: Tally, keyLength: number): number[][] => {
  const own = tally.rows()
  const together = createTally()
  for (const row of own) {
    together.add([everyScopeSet, ...row.slice(1, keyLength)], row.slice(keyLength))
  }
  return [...together.rows(), ...own].sort(inOrder)
}

const managedCodes = new Set(
  elevationTypes.flatMap((type, code) => (isManaged(type) ? [code] : [])),
)
const unmanagedCode = elevationTypes.indexOf('unmanagedElevation')
const once = [1]

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
    const managed = managedCodes.has(type) ? 1 : 0
    const unmanaged = type === unmanagedCode ? 1 : 0
    days.add(
      [scopeSetId, day, pointers.ruleId, type, result, systemInitiated, processType, userType],
      once,
    )
    apps.add([scopeSetId, day, pointers.appId], once)
    publishers.add([scopeSetId, day, pointers.publisherId, type], once)
    users.add([scopeSetId, day, pointers.userId], [1, managed, unmanaged])
  }
  await addToSums(
    tx,
    'elevation_days',
    {
      key: [
        'scope_set_id',
        'day',
        'rule_id',
        'elevation_type',
        'result',
        'system_initiated',
        'process_type',
        'user_type',
      ],
      counts: ['events'],
    },
    withEverySet(days, 8),
  )
  await addToSums(
    tx,
    'elevation_app_days',
    { key: ['scope_set_id', 'day', 'app_id'], counts: ['events'] },
    withEverySet(apps, 3),
  )
  await addToSums(
    tx,
    'elevation_publisher_days',
    { key: ['scope_set_id', 'day', 'publisher_id', 'elevation_type'], counts: ['events'] },
    withEverySet(publishers, 4),
  )
  await addToSums(
    tx,
    'elevation_user_days',
    { key: ['scope_set_id', 'day', 'user_id'], counts: ['events', 'managed', 'unmanaged'] },
    withEverySet(users, 3),
  )
}
