import { sql } from 'kysely'

import { idsByKey, insertMany, nextOf } from '../bulk.ts'
import { databaseKind, valuesOf } from '../dialect.ts'
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

/**
 * The id of each entry, in the order given; entries that are new get one. `keyText` is what makes an entry one. Entries may
 * repeat.
 */
const idsOf = async <Table extends Dictionary, Entry>(
  tx: Tx,
  table: Table,
  entries: readonly Entry[],
  how: {
    keyText: (entry: Entry) => string
    columns: readonly (keyof Schema[Table] & string)[]
    values: (entry: Entry) => readonly (string | number)[]
  },
): Promise<number[]> => {
  const byText = new Map<string, Entry>()
  const texts = entries.map((entry) => {
    const text = how.keyText(entry)
    if (!byText.has(text)) byText.set(text, entry)
    return text
  })
  const keys = new Map<string, string>()
  for (const text of byText.keys()) {
    const key = keyOf(text)
    // Waiting for what is there already would cost as much as the rest of this.
    keys.set(text, typeof key === 'string' ? key : await key)
  }
  const known = await idsByKey(tx, table, [...keys.values()])
  const missing = [...byText].filter(([text]) => !known.has(keys.get(text) ?? ''))
  if (missing.length > 0) {
    let id = await nextOf(tx, table, 'id')
    const rows = missing.map(([text, entry]) => {
      const key = keys.get(text) ?? ''
      known.set(key, id)
      return [id++, key, ...how.values(entry)]
    })
    const columns = ['id', 'key', ...how.columns] as (keyof Schema[Table] & string)[]
    await insertMany(tx, table, columns, rows)
  }
  const ids = new Map([...keys].map(([text, key]) => [text, known.get(key) ?? 0]))
  return texts.map((text) => ids.get(text) ?? 0)
}

const searchText = (file: FileFacts) =>
  [file.name, file.company, file.hash].join('\n').toLowerCase()

/** A file is one by all that is known of it; letter case of the hash aside. */
const fileKey = (file: FileFacts) =>
  JSON.stringify([
    file.hash.toUpperCase(),
    file.name,
    file.version,
    file.company,
    file.productName,
    file.internalName,
    file.description,
    file.certificate,
  ])

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

/** Finds or makes the entries that the events point to. */
export const pointersOf = async (
  tx: Tx,
  events: readonly ElevationFacts[],
): Promise<readonly Pointers[]> => {
  const publisherIds = await idsOf(tx, 'elevation_publishers', events, {
    keyText: (event) => event.publisher,
    columns: ['name', 'folded'],
    values: (event) => [event.publisher, event.publisher.toLowerCase()],
  })
  const withPublisher = events.map(({ file }, index) => ({
    file,
    publisherId: publisherIds[index] ?? 0,
  }))
  const fileIds = await idsOf(tx, 'elevation_files', withPublisher, {
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
  })
  const folderIds = await idsOf(tx, 'elevation_folders', events, {
    keyText: (event) => event.folder,
    columns: ['folder', 'folded'],
    values: (event) => [event.folder, event.folder.toLowerCase()],
  })
  // One person, however the devices spell the name.
  const userIds = await idsOf(tx, 'elevation_users', events, {
    keyText: (event) => event.upn.toLowerCase(),
    columns: ['upn', 'folded'],
    values: (event) => [event.upn, event.upn.toLowerCase()],
  })
  const deviceIds = await idsOf(tx, 'elevation_devices', events, {
    keyText: (event) => JSON.stringify([event.deviceId, event.deviceName]),
    columns: ['device_id', 'device_name', 'folded'],
    values: (event) => [event.deviceId, event.deviceName, event.deviceName.toLowerCase()],
  })
  const ruleIds = await idsOf(tx, 'elevation_rules', events, {
    keyText: ({ rule }) => JSON.stringify([rule.ruleId, rule.policyId, rule.policyName]),
    columns: ['rule_id', 'policy_id', 'policy_name'],
    values: ({ rule }) => [rule.ruleId, rule.policyId, rule.policyName],
  })
  const processIds = await idsOf(tx, 'elevation_processes', events, {
    keyText: (event) => event.process,
    columns: ['name'],
    values: (event) => [event.process],
  })
  const apps = events.map((event, index) => [
    fileIds[index] ?? 0,
    event.elevationType,
    event.systemInitiated,
  ])
  const appIds = await idsOf(tx, 'elevation_apps', apps, {
    keyText: (app) => app.join(' '),
    columns: ['file_id', 'elevation_type', 'background'],
    values: (app) => app,
  })
  return events.map((_event, index) => ({
    publisherId: publisherIds[index] ?? 0,
    fileId: fileIds[index] ?? 0,
    folderId: folderIds[index] ?? 0,
    userId: userIds[index] ?? 0,
    deviceId: deviceIds[index] ?? 0,
    ruleId: ruleIds[index] ?? 0,
    processId: processIds[index] ?? 0,
    appId: appIds[index] ?? 0,
  }))
}

/** How the files and people were spelled first, by id: an event that spells them otherwise keeps its own. */
export const spellingsOf = async (
  tx: Tx,
  pointers: readonly Pointers[],
): Promise<{ upns: Map<number, string>; hashes: Map<number, string> }> => {
  const kind = databaseKind(tx)
  const distinct = (ids: number[]) => valuesOf(kind, [...new Set(ids)])
  const users = await sql<{ id: number; upn: string }>`
    select id, upn from elevation_users
    where id in (${distinct(pointers.map((each) => each.userId))})`.execute(tx)
  const files = await sql<{ id: number; hash: string }>`
    select id, hash from elevation_files
    where id in (${distinct(pointers.map((each) => each.fileId))})`.execute(tx)
  return {
    upns: new Map(users.rows.map((row) => [row.id, row.upn])),
    hashes: new Map(files.rows.map((row) => [row.id, row.hash])),
  }
}
