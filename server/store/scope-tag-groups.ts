import { sql } from 'kysely'

import { databaseKind, valuesOf } from './dialect.ts'
import type { Db, Tx } from './schema.ts'

/** What stands for no tag. */
export const defaultTag = '0'

/**
 * What became of devices: those that got the tag, with the tags they had before; those that lost it; and those among the latter
 * that had no other and came to Default.
 */
export type Moved = {
  gained: ReadonlyMap<string, readonly string[]>
  lost: readonly string[]
  untagged: readonly string[]
}

/** Groups whose devices get a tag, by name. */
export const groupsOfTag = async (
  db: Db | Tx,
  tagId: string,
): Promise<{ id: string; name: string }[]> =>
  db
    .selectFrom('scope_tag_groups')
    .innerJoin('groups', 'groups.id', 'scope_tag_groups.group_id')
    .select(['groups.id as id', 'groups.display_name as name'])
    .where('scope_tag_groups.scope_tag_id', '=', tagId)
    .orderBy('groups.display_name')
    .orderBy('groups.id')
    .execute()

/** Tags of devices now, in the order of their ids. */
export const tagsOfDevices = async (
  db: Db | Tx,
  deviceIds: readonly string[],
): Promise<(deviceId: string) => string[]> => {
  const tags = new Map<string, string[]>(deviceIds.map((id) => [id, []]))
  if (tags.size > 0) {
    const found = await sql<{ device_id: string; scope_tag_id: string }>`
      select device_id, scope_tag_id from device_scope_tags
      where device_id in (${valuesOf(databaseKind(db), [...tags.keys()])})
      order by device_id, scope_tag_id`.execute(db)
    for (const row of found.rows) tags.get(row.device_id)?.push(row.scope_tag_id)
  }
  return (deviceId) => tags.get(deviceId) ?? []
}

const replaceGroups = async (tx: Tx, tagId: string, groupIds: readonly string[]) => {
  await tx.deleteFrom('scope_tag_groups').where('scope_tag_id', '=', tagId).execute()
  if (groupIds.length === 0) return
  const rows = groupIds.map((group_id) => ({ scope_tag_id: tagId, group_id }))
  await tx.insertInto('scope_tag_groups').values(rows).execute()
}

/** Gives Default to those of the devices that have no tag any more. */
const toDefault = (tx: Tx, devices: readonly string[]) =>
  sql<{ device_id: string }>`insert into device_scope_tags (device_id, scope_tag_id, by_group)
    select id, cast(${defaultTag} as text), 0 from devices
    where id in (${valuesOf(databaseKind(tx), devices)})
    and id not in (select device_id from device_scope_tags)
    returning device_id`.execute(tx)

/**
 * Makes these the groups of a tag and puts it on their devices. A tag that a device has by itself stays. Default stands for no
 * tag (epm-behaviour 11): a device that had nothing else loses it to its first tag, and gets it back with the loss of the last.
 */
export const putTagOnGroups = async (
  tx: Tx,
  tagId: string,
  groupIds: readonly string[],
): Promise<Moved> => {
  await replaceGroups(tx, tagId, groupIds)
  const kind = databaseKind(tx)
  const members = sql`select group_members.member_id from group_members
    inner join scope_tag_groups on scope_tag_groups.group_id = group_members.group_id
    inner join devices on devices.id = group_members.member_id
    where scope_tag_groups.scope_tag_id = ${tagId} and group_members.member_type = 'device'`
  const taken = await sql<{ device_id: string }>`delete from device_scope_tags
    where scope_tag_id = ${tagId} and by_group = 1 and device_id not in (${members})
    returning device_id`.execute(tx)
  const found = await sql<{ member_id: string }>`select distinct member_id from (${members}) as each
    where member_id not in (select device_id from device_scope_tags where scope_tag_id = ${tagId})
    order by member_id`.execute(tx)
  const gained = found.rows.map((row) => row.member_id)
  const lost = taken.rows.map((row) => row.device_id)
  const before = await tagsOfDevices(tx, gained)
  if (gained.length > 0) {
    const first = gained.filter((id) => before(id).every((tag) => tag === defaultTag))
    if (first.length > 0)
      await sql`delete from device_scope_tags where scope_tag_id = ${defaultTag}
        and device_id in (${valuesOf(kind, first)})`.execute(tx)
    await sql`insert into device_scope_tags (device_id, scope_tag_id, by_group)
      select id, cast(${tagId} as text), 1 from devices where id in (${valuesOf(kind, gained)})`.execute(
      tx,
    )
  }
  const left = lost.length === 0 ? null : await toDefault(tx, lost)
  return {
    gained: new Map(gained.map((id) => [id, before(id)])),
    lost,
    untagged: left?.rows.map((row) => row.device_id) ?? [],
  }
}
