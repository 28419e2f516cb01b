import type Database from 'better-sqlite3'

const own = 'e.scope_set_id'
const all = '0'

/** Each table of sums, and its rows counted anew from the events. */
const recounts = [own, all].flatMap((scope) => [
  [
    `select scope_set_id, day, rule_id, elevation_type, result, system_initiated, process_type, user_type, events from elevation_days
      where ${scope === all ? 'scope_set_id = 0' : 'scope_set_id <> 0'}`,
    `select ${scope}, day, rule_id, elevation_type, result, system_initiated, process_type, user_type, count(*) from elevations e
      group by 1, 2, 3, 4, 5, 6, 7, 8`,
  ],
  [
    `select scope_set_id, day, app_id, events from elevation_app_days
      where ${scope === all ? 'scope_set_id = 0' : 'scope_set_id <> 0'}`,
    `select ${scope}, e.day, a.id, count(*) from elevations e join elevation_apps a
      on a.file_id = e.file_id and a.elevation_type = e.elevation_type and a.background = e.system_initiated
      group by 1, 2, 3`,
  ],
  [
    `select scope_set_id, day, publisher_id, elevation_type, events from elevation_publisher_days
      where ${scope === all ? 'scope_set_id = 0' : 'scope_set_id <> 0'}`,
    `select ${scope}, e.day, f.publisher_id, e.elevation_type, count(*) from elevations e
      join elevation_files f on f.id = e.file_id group by 1, 2, 3, 4`,
  ],
  [
    `select scope_set_id, day, user_id, events, managed, unmanaged from elevation_user_days
      where ${scope === all ? 'scope_set_id = 0' : 'scope_set_id <> 0'}`,
    `select ${scope}, day, user_id, count(*), sum(elevation_type in (2, 3, 4)), sum(elevation_type = 1)
      from elevations e group by 1, 2, 3`,
  ],
])

/** How many rows of the sums are not what a recount of the events gives, in either direction. */
export const sumsThatDiffer = (raw: Database.Database): number =>
  recounts
    .flatMap(([sums = '', counted = '']) => [
      `select count(*) as total from (${sums} except ${counted})`,
      `select count(*) as total from (${counted} except ${sums})`,
    ])
    .map((sql) => (raw.prepare(sql).get() as { total: number }).total)
    .reduce((sum, total) => sum + total, 0)
