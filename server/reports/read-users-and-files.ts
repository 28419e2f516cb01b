import { sql, type RawBuilder } from 'kysely'

import { databaseKind, valuesOf } from '../store/dialect.ts'
import { plain, toSql, unindexed, type Condition } from '../store/elevations/condition.ts'
import { chooseDriver, daysIn } from '../store/elevations/drivers.ts'
import { periodCondition, type Period } from '../store/elevations/period.ts'
import { dayMs, everyScopeSet } from '../store/elevations/schema.ts'
import type { Db } from '../store/schema.ts'
import { turn } from './report-scope.ts'

/** Events of one user on one device with one file, of one type, and of one day where days are told apart. */
export type UserAndFile = {
  user_id: number
  device_id: number
  file_id: number
  elevation_type: number
  day: number
  events: number
  upn: string
  device: string
  device_name: string
  name: string
  version: string
  hash: string
  internal_name: string
  product_name: string
  description: string
  company: string
}

/** Users are taken together until they have about so many events; one who has many more is taken in parts, by device. */
const eventsOfAPiece = 6_000
const eventsOfAPart = 30_000

const grouped = async (
  db: Db,
  from: RawBuilder<unknown>,
  byDay: boolean,
): Promise<UserAndFile[]> => {
  const day = byDay ? sql`event_ms / ${sql.lit(dayMs)}` : sql`0`
  const found = await sql<UserAndFile>`
    select sums.*, users.upn, devices.device_id as device, devices.device_name, files.name, files.version,
      files.hash, files.internal_name, files.product_name, files.description, publishers.name as company
    from (select user_id, device_id, file_id, elevation_type, day, count(*) as events
      from (select found.*, ${day} as day from (${from}) as found) as dated
      group by user_id, device_id, file_id, elevation_type, day) as sums
    join elevation_users as users on users.id = sums.user_id
    join elevation_devices as devices on devices.id = sums.device_id
    join elevation_files as files on files.id = sums.file_id
    join elevation_publishers as publishers on publishers.id = files.publisher_id
    order by sums.user_id, sums.day, sums.device_id, sums.file_id, sums.elevation_type`.execute(db)
  return found.rows
}

const columns = sql`elevations.user_id, elevations.device_id, elevations.file_id,
  elevations.elevation_type, elevations.event_ms, elevations.seq`

/**
 * The events that satisfy the condition, counted by user, device, file and type. Nothing sums these up beforehand: what an index
 * finds is counted at once, else the users are gone through one after the other, whole users at a time.
 */
export async function* usersAndFiles(
  db: Db,
  { condition, period, byDay }: { condition: Condition; period: Period; byDay: boolean },
): AsyncGenerator<readonly UserAndFile[], void> {
  const kind = databaseKind(db)
  const rest = toSql(condition, kind, unindexed('elevations'))
  const span = toSql(periodCondition(period), kind, plain('elevations'))
  if (condition.op === 'none') return
  const driver = condition.op === 'all' ? null : await chooseDriver(db, condition, period)
  if (driver) {
    const parts = driver.branches.map(
      (branch) => sql`select ${columns} from elevations
        where ${toSql(branch, kind, plain('elevations'))} and ${span} and ${toSql(driver.rest, kind, unindexed('elevations'))}`,
    )
    yield await grouped(db, sql`${sql.join(parts, sql` union `)}`, byDay)
    return
  }
  const bounds = toSql(periodCondition(period), kind, unindexed('elevations'))
  const days = valuesOf(kind, await daysIn(db, period))
  for (const { after, upTo, parts } of await piecesOf(db, period)) {
    for (let part = 0; part < parts; part += 1) {
      const ofDevices = parts === 1 ? sql`` : sql`and elevations.device_id % ${parts} = ${part}`
      const from = sql`select ${columns} from elevations where elevations.day in (${days})
        and elevations.user_id > ${after} and elevations.user_id <= ${upTo}
        ${ofDevices} and ${bounds} and ${rest}`
      yield await grouped(db, from, byDay)
      await turn()
    }
  }
}

type Piece = { after: number; upTo: number; parts: number }

/** The users in the order of their ids, cut into pieces of similar weight by what the sums say of them. */
const piecesOf = async (db: Db, { from, to }: Period): Promise<Piece[]> => {
  const found = await sql<{ user_id: number; events: number }>`
    select user_id, sum(events) as events from elevation_user_days where scope_set_id = ${everyScopeSet}
    ${from === -Infinity ? sql`` : sql`and day >= ${Math.floor(from / dayMs)}`}
    ${to === Infinity ? sql`` : sql`and day < ${Math.ceil(to / dayMs)}`}
    group by user_id order by user_id`.execute(db)
  const pieces: Piece[] = []
  let events = 0
  let after = 0
  found.rows.forEach(({ user_id: upTo, ...sums }, index) => {
    events += Number(sums.events)
    if (events < eventsOfAPiece && index < found.rows.length - 1) return
    pieces.push({ after, upTo, parts: Math.max(1, Math.ceil(events / eventsOfAPart)) })
    events = 0
    after = upTo
  })
  return pieces
}
