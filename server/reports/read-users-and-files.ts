import { sql, type RawBuilder } from 'kysely'

import { databaseKind, valuesOf } from '../store/dialect.ts'
import { plain, toSql, unindexed, type Condition } from '../store/elevations/condition.ts'
import { chooseDriver } from '../store/elevations/drivers.ts'
import { periodCondition, type Period } from '../store/elevations/period.ts'
import { dayMs } from '../store/elevations/schema.ts'
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
  last_ms: number
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

/** Users are taken together until they have about so many events. */
const eventsOfAPiece = 6_000

const grouped = async (
  db: Db,
  from: RawBuilder<unknown>,
  byDay: boolean,
): Promise<UserAndFile[]> => {
  const day = byDay ? sql`event_ms / ${sql.lit(dayMs)}` : sql`0`
  const found = await sql<UserAndFile>`
    select sums.*, users.upn, devices.device_id as device, devices.device_name, files.name, files.version,
      files.hash, files.internal_name, files.product_name, files.description, publishers.name as company
    from (select user_id, device_id, file_id, elevation_type, day, count(*) as events, max(event_ms) as last_ms
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
        where ${toSql(branch, kind, plain('elevations'))} and ${span} and ${rest}`,
    )
    yield await grouped(db, sql`${sql.join(parts, sql` union `)}`, byDay)
    return
  }
  const bounds = toSql(periodCondition(period), kind, unindexed('elevations'))
  for (let last = 0; ;) {
    const users = await usersAfter(db, last)
    const [end] = users.slice(-1)
    if (end === undefined) return
    const from = sql`select ${columns} from elevations
      where elevations.user_id in (${valuesOf(kind, users)}) and ${bounds} and ${rest}`
    yield await grouped(db, from, byDay)
    last = end
    await turn()
  }
}

/** The next users, together with about `eventsOfAPiece` events; at least one. */
const usersAfter = async (db: Db, last: number): Promise<number[]> => {
  const edge = await sql<{ user_id: number }>`
    select user_id from elevations where user_id > ${last} order by user_id limit 1 offset ${eventsOfAPiece}`.execute(
    db,
  )
  const border = edge.rows[0]?.user_id
  const found = await sql<{ id: number }>`
    select id from elevation_users where id > ${last}
    ${border === undefined ? sql`` : sql`and id <= ${border}`} order by id`.execute(db)
  return found.rows.map((row) => row.id)
}
