import { sql } from 'kysely'

import type { Elevation } from '#contract/elevations.ts'

import { insertMany, nextOf } from '../bulk.ts'
import { databaseKind, lockElevations, valuesOf } from '../dialect.ts'
import type { Tx } from '../schema.ts'
import { pointersOf } from './dictionaries.ts'
import { factsOf, type ElevationFacts } from './facts.ts'
import { hourOf, itsHour } from './hours.ts'
import { scopeSetsOf } from './scope-sets.ts'
import { addToDays } from './sums.ts'

export type Intake = {
  /** What was new, in the order given. */
  stored: readonly Elevation[]
  /** Ids that this device had reported before, or that came twice. */
  repeated: readonly string[]
  /** Ids that another device had reported before. */
  taken: readonly string[]
}

const columns = [
  'seq',
  'id',
  'event_ms',
  'day',
  'elevation_type',
  'result',
  'system_initiated',
  'process_type',
  'user_type',
  'scope_set_id',
  'file_id',
  'folder_id',
  'user_id',
  'device_id',
  'rule_id',
  'process_id',
  'justification',
  'rest',
] as const

/** Who reported the ids that are there already. */
const ownersOf = async (
  tx: Tx,
  events: readonly ElevationFacts[],
): Promise<Map<string, string>> => {
  const hours = new Map<number, string[]>()
  for (const { id, eventMs } of events) {
    const hour = hourOf(eventMs)
    const ids = hours.get(hour)
    if (ids) ids.push(id)
    else hours.set(hour, [id])
  }
  const owners = new Map<string, string>()
  for (const [hour, ids] of hours) {
    const found = await sql<{ id: string; device_id: string }>`
      select elevations.id, elevation_devices.device_id from elevations
      join elevation_devices on elevation_devices.id = elevations.device_id
      where ${itsHour} = ${hour} and elevations.id in (${valuesOf(databaseKind(tx), ids)})`.execute(
      tx,
    )
    for (const row of found.rows) owners.set(row.id, row.device_id)
  }
  return owners
}

/** Tells what is new from what is there already, by the events' ids in their hours. */
const sortOut = async (tx: Tx, events: readonly Elevation[]) => {
  const all = events.map(factsOf)
  const owners = await ownersOf(tx, all)
  const intake = { stored: [] as Elevation[], repeated: [] as string[], taken: [] as string[] }
  const facts: ElevationFacts[] = []
  events.forEach((event, index) => {
    const its = all[index]
    if (!its) return
    const owner = owners.get(its.id)
    if (owner === undefined) {
      intake.stored.push(event)
      facts.push(its)
    } else (owner === its.deviceId ? intake.repeated : intake.taken).push(its.id)
    owners.set(its.id, owner ?? its.deviceId)
  })
  return { intake, facts }
}

/**
 * Stores events with their daily sums, in the caller's transaction; the same event again (its id in its hour) changes nothing. A few hundred to
 * a thousand at once are fastest. Whether an event is too old to be kept is the caller's question.
 */
export const storeElevations = async (tx: Tx, events: readonly Elevation[]): Promise<Intake> => {
  if (events.length === 0) return { stored: [], repeated: [], taken: [] }
  await lockElevations(tx)
  const { intake, facts } = await sortOut(tx, events)
  if (facts.length === 0) return intake
  const { pointers, spellings } = await pointersOf(tx, facts)
  const scopeSets = await scopeSetsOf(
    tx,
    facts.map((each) => each.deviceId),
  )
  const first = await nextOf(tx, 'elevations', 'seq')
  const whole = facts.map((each, index) => {
    const its = pointers[index]
    if (!its) throw new Error('an event without its entries')
    return { facts: each, pointers: its, scopeSetId: scopeSets.get(each.deviceId) ?? 0 }
  })
  await insertMany(
    tx,
    'elevations',
    columns,
    whole.map(({ facts: each, pointers: its, scopeSetId }, index) => {
      const { rest } = each
      if (spellings.upns.get(its.userId) !== each.upn) rest['upn'] = each.upn
      if (spellings.hashes.get(its.fileId) !== each.file.hash) rest['hash'] = each.file.hash
      const plain = Object.keys(rest).length === 0
      return [
        first + index,
        each.id,
        each.eventMs,
        each.day,
        each.elevationType,
        each.result,
        each.systemInitiated,
        each.processType,
        each.userType,
        scopeSetId,
        its.fileId,
        its.folderId,
        its.userId,
        its.deviceId,
        its.ruleId,
        its.processId,
        each.justification,
        plain ? null : JSON.stringify(rest),
      ]
    }),
  )
  await addToDays(tx, whole)
  return intake
}
