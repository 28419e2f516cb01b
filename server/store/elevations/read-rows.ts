import { sql } from 'kysely'

import { elevationTypes, endUserTypes, processTypes, type Elevation } from '#contract/elevations.ts'

import { databaseKind, valuesOf } from '../dialect.ts'
import { parseStored } from '../parse-stored.ts'
import type { Db } from '../schema.ts'

/** An event with the entries it points to. */
export type ElevationRow = {
  seq: number
  id: string
  event_ms: number
  elevation_type: number
  result: number
  system_initiated: number
  process_type: number
  user_type: number
  justification: string | null
  rest: string | null
  folder: string
  name: string
  hash: string
  version: string
  product_name: string
  internal_name: string
  description: string
  certificate: string
  company: string
  upn: string
  device_id: string
  device_name: string
  rule_id: string
  policy_id: string
  policy_name: string
  process: string
}

/** The rows with these places, in any order. */
export const readElevationRows = async (
  db: Db,
  seqs: readonly number[],
): Promise<ElevationRow[]> => {
  if (seqs.length === 0) return []
  const found = await sql<ElevationRow>`
    select e.seq, e.id, e.event_ms, e.elevation_type, e.result, e.system_initiated, e.process_type, e.user_type,
      e.justification, e.rest, folders.folder, files.name, files.hash, files.version, files.product_name,
      files.internal_name, files.description, files.certificate, publishers.name as company, users.upn,
      devices.device_id, devices.device_name, rules.rule_id, rules.policy_id, rules.policy_name,
      processes.name as process
    from elevations as e
    join elevation_files as files on files.id = e.file_id
    join elevation_publishers as publishers on publishers.id = files.publisher_id
    join elevation_folders as folders on folders.id = e.folder_id
    join elevation_users as users on users.id = e.user_id
    join elevation_devices as devices on devices.id = e.device_id
    join elevation_rules as rules on rules.id = e.rule_id
    join elevation_processes as processes on processes.id = e.process_id
    where e.seq in (${valuesOf(databaseKind(db), seqs)})`.execute(db)
  return found.rows
}

const orNull = (text: string): string | null => (text === '' ? null : text)

/** The event as it was reported; text that was missing or empty is null. */
export const toElevation = (row: ElevationRow): Elevation => ({
  id: row.id,
  deviceId: orNull(row.device_id),
  deviceName: orNull(row.device_name),
  eventDateTime: new Date(Number(row.event_ms)).toISOString(),
  elevationType: elevationTypes[row.elevation_type] ?? 'unknownFutureValue',
  filePath: orNull(row.folder + row.name),
  upn: orNull(row.upn),
  userType: endUserTypes[row.user_type] ?? 'unknownFutureValue',
  productName: orNull(row.product_name),
  companyName: orNull(row.company),
  fileVersion: orNull(row.version),
  justification: row.justification,
  hash: orNull(row.hash),
  internalName: orNull(row.internal_name),
  fileDescription: orNull(row.description),
  certificatePayload: orNull(row.certificate),
  result: Number(row.result),
  processType: processTypes[row.process_type] ?? 'unknownFutureValue',
  ruleId: orNull(row.rule_id),
  parentProcessName: orNull(row.process),
  policyId: orNull(row.policy_id),
  policyName: orNull(row.policy_name),
  systemInitiatedElevation: row.system_initiated === 1,
  ...(row.rest === null ? {} : parseStored.resource(row.rest)),
})
