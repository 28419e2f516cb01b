import { sql, type RawBuilder } from 'kysely'

import { databaseKind, valuesOf } from '../store/dialect.ts'
import { plain, toSql, unindexed, type Condition } from '../store/elevations/condition.ts'
import { chooseDriver, daysIn } from '../store/elevations/drivers.ts'
import { periodCondition, type Period } from '../store/elevations/period.ts'
import { dayMs, everyScopeSet } from '../store/elevations/schema.ts'
import type { Db } from '../store/schema.ts'
import { turn } from '../store/turn.ts'

export type DeviceEntry = { id: number; device_id: string; device_name: string }
export type FileEntry = {
  id: number
  name: string
  version: string
  hash: string
  internal_name: string
  product_name: string
  description: string
  company: string
}
/** Events of one user on one device with one file, of one type, and of one day where days are told apart. */
export type UserAndFile = {
  user: { id: number; upn: string }
  device: DeviceEntry
  file: FileEntry
  elevation_type: number
  day: number
  events: number
}

/** Users are taken together until they have about so many events; one who has many more is taken in parts, by device. */
const eventsOfAPiece = 6_000
const eventsOfAPart = 30_000

type Sum = Record<'user_id' | 'device_id' | 'file_id' | 'elevation_type' | 'day' | 'events', number>

/** Each entry once: the same few thousand texts in every row would cost more than the sums do. */
const entriesOf = async <Entry extends { id: number }>(
  db: Db,
  ids: readonly number[],
  select: RawBuilder<unknown>,
): Promise<(id: number) => Entry> => {
  const distinct = valuesOf(databaseKind(db), [...new Set(ids)])
  const found = await sql<Entry>`${select} in (${distinct})`.execute(db)
  const entries = new Map(found.rows.map((entry) => [entry.id, entry]))
  return (id) => {
    const entry = entries.get(id)
    if (!entry) throw new Error('a sum without its entry')
    return entry
  }
}

const grouped = async (
  db: Db,
  from: RawBuilder<unknown>,
  byDay: boolean,
): Promise<UserAndFile[]> => {
  const day = byDay ? sql`event_ms / ${sql.lit(dayMs)}` : sql`0`
  const found = await sql<Sum>`
    select user_id, device_id, file_id, elevation_type, day, count(*) as events
    from (select found.*, ${day} as day from (${from}) as found) as dated
    group by user_id, device_id, file_id, elevation_type, day
    order by user_id, day, device_id, file_id, elevation_type`.execute(db)
  const sums = found.rows
  if (sums.length === 0) return []
  const user = await entriesOf<UserAndFile['user']>(
    db,
    sums.map((sum) => sum.user_id),
    sql`select id, upn from elevation_users where id`,
  )
  const device = await entriesOf<DeviceEntry>(
    db,
    sums.map((sum) => sum.device_id),
    sql`select id, device_id, device_name from elevation_devices where id`,
  )
  const file = await entriesOf<FileEntry>(
    db,
    sums.map((sum) => sum.file_id),
    sql`select files.id, files.name, files.version, files.hash, files.internal_name, files.product_name,
        files.description, publishers.name as company
      from elevation_files as files
      join elevation_publishers as publishers on publishers.id = files.publisher_id where files.id`,
  )
  return sums.map((sum) => ({
    user: user(sum.user_id),
    device: device(sum.device_id),
    file: file(sum.file_id),
    elevation_type: sum.elevation_type,
    day: Number(sum.day),
    events: Number(sum.events),
  }))
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
