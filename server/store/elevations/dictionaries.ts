import { entriesByKey, insertMany, nextOf } from '../bulk.ts'
import type { Schema, Tx } from '../schema.ts'
import { keyOf, type ElevationFacts, type FileFacts } from './facts.ts'

type Dictionary =
  | 'elevation_publishers'
  | 'elevation_files'
  | 'elevation_folders'
  | 'elevation_users'
  | 'elevation_devices'
  | 'elevation_rules'
  | 'elevation_processes'
  | 'elevation_apps'

type Part = string | number

/** The entries that differ in a part, and for each entry its place among them. */
const distinctOf = <Entry>(
  entries: readonly Entry[],
  partsOf: (entry: Entry) => readonly Part[],
): { distinct: Entry[]; places: number[] } => {
  const alike = new Map<Part, { parts: readonly Part[]; place: number }[]>()
  const distinct: Entry[] = []
  const places = entries.map((entry) => {
    const parts = partsOf(entry)
    const first = parts[0] ?? ''
    const group = alike.get(first)
    const known = group?.find((each) => each.parts.every((part, at) => part === parts[at]))
    if (known) return known.place
    const place = distinct.push(entry) - 1
    if (group) group.push({ parts, place })
    else alike.set(first, [{ parts, place }])
    return place
  })
  return { distinct, places }
}

type Kind<Table extends Dictionary, Entry> = {
  /** Entries with the same parts are one. The first tells most of them apart. */
  parts: (entry: Entry) => readonly Part[]
  /** What makes an entry one; different parts may come to the same. */
  keyText: (entry: Entry) => string
  columns: readonly (keyof Schema[Table] & string)[]
  values: (entry: Entry) => readonly Part[]
  /** What of it may be spelled in several ways. */
  spelled?: { column: keyof Schema[Table] & string; of: (entry: Entry) => string }
}

type Found = {
  /** The id of each entry, in the order given. */
  ids: number[]
  /** By id, how the entries were spelled first. */
  spellings: Map<number, string>
}

/**
 * Finds the entries; those that are new get an id. Entries may repeat: the text of a key is made once for all that are the same,
 * since making one for every event costs more than all the rest.
 */
const findOrMake = async <Table extends Dictionary, Entry>(
  tx: Tx,
  table: Table,
  entries: readonly Entry[],
  how: Kind<Table, Entry>,
): Promise<Found> => {
  const { distinct, places } = distinctOf(entries, how.parts)
  const keys: string[] = []
  for (const entry of distinct) {
    const key = keyOf(how.keyText(entry))
    // Waiting for what is there already would cost as much as the rest of this.
    keys.push(typeof key === 'string' ? key : await key)
  }
  const found = await entriesByKey(tx, table, keys, how.spelled?.column)
  const ids: (number | undefined)[] = keys.map(() => undefined)
  for (const { place, id } of found) ids[place] = id
  const spellings = new Map(found.map((row) => [row.id, row.spelling ?? '']))
  if (ids.includes(undefined)) {
    let id = await nextOf(tx, table, 'id')
    const made = new Map<string, number>()
    const rows: Part[][] = []
    distinct.forEach((entry, at) => {
      if (ids[at] !== undefined) return
      const key = keys[at] ?? ''
      const twin = made.get(key)
      ids[at] = twin ?? id
      if (twin !== undefined) return
      made.set(key, id)
      if (how.spelled) spellings.set(id, how.spelled.of(entry))
      rows.push([id++, key, ...how.values(entry)])
    })
    const columns = ['id', 'key', ...how.columns] as (keyof Schema[Table] & string)[]
    await insertMany(tx, table, columns, rows)
  }
  return { ids: places.map((place) => ids[place] ?? 0), spellings }
}

const searchText = (file: FileFacts) =>
  [file.name, file.company, file.hash].join('\n').toLowerCase()

const partsOfFile = (file: FileFacts) => [
  file.hash,
  file.name,
  file.version,
  file.company,
  file.productName,
  file.internalName,
  file.description,
  file.certificate,
]
/** A file is one by all that is known of it; letter case of the hash aside. */
const fileKey = (file: FileFacts) => {
  const [hash = '', ...others] = partsOfFile(file)
  return JSON.stringify([hash.toUpperCase(), ...others])
}

/** The dictionaries' ids of one event. */
export type Pointers = {
  publisherId: number
  fileId: number
  folderId: number
  userId: number
  deviceId: number
  ruleId: number
  processId: number
  appId: number
}

/** How the files and people were spelled first, by id: an event that spells them otherwise keeps its own. */
export type Spellings = { upns: ReadonlyMap<number, string>; hashes: ReadonlyMap<number, string> }

/** Finds or makes the entries that the events point to. */
export const pointersOf = async (
  tx: Tx,
  events: readonly ElevationFacts[],
): Promise<{ pointers: readonly Pointers[]; spellings: Spellings }> => {
  const publishers = await findOrMake(tx, 'elevation_publishers', events, {
    parts: (event) => [event.publisher],
    keyText: (event) => event.publisher,
    columns: ['name', 'folded'],
    values: (event) => [event.publisher, event.publisher.toLowerCase()],
  })
  const withPublisher = events.map(({ file }, index) => ({
    file,
    publisherId: publishers.ids[index] ?? 0,
  }))
  const files = await findOrMake(tx, 'elevation_files', withPublisher, {
    parts: ({ file }) => partsOfFile(file),
    keyText: ({ file }) => fileKey(file),
    columns: [
      'hash',
      'name',
      'name_folded',
      'version',
      'publisher_id',
      'product_name',
      'internal_name',
      'description',
      'certificate',
      'search_text',
    ],
    values: ({ file, publisherId }) => [
      file.hash,
      file.name,
      file.name.toLowerCase(),
      file.version,
      publisherId,
      file.productName,
      file.internalName,
      file.description,
      file.certificate,
      searchText(file),
    ],
    spelled: { column: 'hash', of: ({ file }) => file.hash },
  })
  const folders = await findOrMake(tx, 'elevation_folders', events, {
    parts: (event) => [event.folder],
    keyText: (event) => event.folder,
    columns: ['folder', 'folded'],
    values: (event) => [event.folder, event.folder.toLowerCase()],
  })
  // One person, however the devices spell the name.
  const users = await findOrMake(tx, 'elevation_users', events, {
    parts: (event) => [event.upn],
    keyText: (event) => event.upn.toLowerCase(),
    columns: ['upn', 'folded'],
    values: (event) => [event.upn, event.upn.toLowerCase()],
    spelled: { column: 'upn', of: (event) => event.upn },
  })
  const devices = await findOrMake(tx, 'elevation_devices', events, {
    parts: (event) => [event.deviceId, event.deviceName],
    keyText: (event) => JSON.stringify([event.deviceId, event.deviceName]),
    columns: ['device_id', 'device_name', 'folded'],
    values: (event) => [event.deviceId, event.deviceName, event.deviceName.toLowerCase()],
  })
  const rules = await findOrMake(tx, 'elevation_rules', events, {
    parts: ({ rule }) => [rule.ruleId, rule.policyId, rule.policyName],
    keyText: ({ rule }) => JSON.stringify([rule.ruleId, rule.policyId, rule.policyName]),
    columns: ['rule_id', 'policy_id', 'policy_name'],
    values: ({ rule }) => [rule.ruleId, rule.policyId, rule.policyName],
  })
  const processes = await findOrMake(tx, 'elevation_processes', events, {
    parts: (event) => [event.process],
    keyText: (event) => event.process,
    columns: ['name'],
    values: (event) => [event.process],
  })
  const numbers = events.map((event, index) => [
    files.ids[index] ?? 0,
    event.elevationType,
    event.systemInitiated,
  ])
  const apps = await findOrMake(tx, 'elevation_apps', numbers, {
    parts: (app) => app,
    keyText: (app) => app.join(' '),
    columns: ['file_id', 'elevation_type', 'background'],
    values: (app) => app,
  })
  const pointers = events.map((_event, index) => ({
    publisherId: publishers.ids[index] ?? 0,
    fileId: files.ids[index] ?? 0,
    folderId: folders.ids[index] ?? 0,
    userId: users.ids[index] ?? 0,
    deviceId: devices.ids[index] ?? 0,
    ruleId: rules.ids[index] ?? 0,
    processId: processes.ids[index] ?? 0,
    appId: apps.ids[index] ?? 0,
  }))
  return { pointers, spellings: { upns: users.spellings, hashes: files.spellings } }
}
