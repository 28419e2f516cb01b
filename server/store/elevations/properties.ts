import { elevationTypes, endUserTypes, processTypes } from '#contract/elevations.ts'

import type { FactColumn } from './condition.ts'

/** Where one text of an event is kept: a dictionary, its column, and the column of the event that points to it. */
export type TextPlace = {
  table:
    | 'elevation_files'
    | 'elevation_publishers'
    | 'elevation_users'
    | 'elevation_devices'
    | 'elevation_rules'
    | 'elevation_processes'
  column: string
  /** Another column of the table with the same text in lower case, where there is one. */
  folded?: string
  owner: FactColumn
  /** Compared exactly, not without regard to case. */
  exact?: true
}

export type Property =
  | { kind: 'id' }
  | { kind: 'date' }
  | { kind: 'enum'; column: FactColumn; members: readonly string[] }
  | { kind: 'number'; column: FactColumn }
  | { kind: 'boolean'; column: FactColumn }
  | { kind: 'path' }
  | { kind: 'text'; place: TextPlace }

const file = (column: string): Property => ({
  kind: 'text',
  place: { table: 'elevation_files', column, owner: 'file_id' },
})
const rule = (column: string, exact: boolean): Property => ({
  kind: 'text',
  place: {
    table: 'elevation_rules',
    column,
    owner: 'rule_id',
    ...(exact ? { exact: true as const } : {}),
  },
})

export const fileNamePlace: TextPlace = {
  table: 'elevation_files',
  column: 'name',
  folded: 'name_folded',
  owner: 'file_id',
}

/** What a filter on elevations may name, as the entity calls it. `fileName` is only for reports: the entity has none. */
export const elevationProperties: Readonly<Record<string, Property>> = {
  id: { kind: 'id' },
  eventDateTime: { kind: 'date' },
  elevationType: { kind: 'enum', column: 'elevation_type', members: elevationTypes },
  userType: { kind: 'enum', column: 'user_type', members: endUserTypes },
  processType: { kind: 'enum', column: 'process_type', members: processTypes },
  result: { kind: 'number', column: 'result' },
  systemInitiatedElevation: { kind: 'boolean', column: 'system_initiated' },
  filePath: { kind: 'path' },
  fileName: { kind: 'text', place: fileNamePlace },
  hash: file('hash'),
  fileVersion: file('version'),
  productName: file('product_name'),
  internalName: file('internal_name'),
  fileDescription: file('description'),
  companyName: {
    kind: 'text',
    place: {
      table: 'elevation_publishers',
      column: 'name',
      folded: 'folded',
      owner: 'file_id',
    },
  },
  upn: {
    kind: 'text',
    place: { table: 'elevation_users', column: 'upn', folded: 'folded', owner: 'user_id' },
  },
  deviceId: {
    kind: 'text',
    place: { table: 'elevation_devices', column: 'device_id', owner: 'device_id', exact: true },
  },
  deviceName: {
    kind: 'text',
    place: {
      table: 'elevation_devices',
      column: 'device_name',
      folded: 'folded',
      owner: 'device_id',
    },
  },
  ruleId: rule('rule_id', true),
  policyId: rule('policy_id', true),
  policyName: rule('policy_name', false),
  parentProcessName: {
    kind: 'text',
    place: { table: 'elevation_processes', column: 'name', owner: 'process_id' },
  },
}
