import type {
  PolicyVersion,
  PolicyVersionActivity,
  PolicyVersionDetail,
} from '#contract/policy-versions.ts'
import type { ConfigurationPolicy } from '#contract/policies.ts'

import { parseStored } from './parse-stored.ts'
import { withIds, type PolicyRow } from './policy-rows.ts'
import type { Schema } from './schema.ts'

export type VersionRow = Schema['policy_versions']
export type VersionFacts = {
  activity: PolicyVersionActivity
  /** Null for nobody in person. */
  byId: string | null
  by: string
  changedParts: readonly string[]
  restoredVersion?: number
}

/** How a policy stands now, as one entry of its history. */
export const fromVersion = (row: PolicyRow, facts: VersionFacts): VersionRow => ({
  policy_id: row.id,
  version: row.version,
  at: row.modified_at,
  by_id: facts.byId,
  by_name: facts.by,
  activity: facts.activity,
  restored_version: facts.restoredVersion ?? null,
  name: row.name,
  changed_parts_json: JSON.stringify(facts.changedParts),
  resource: row.resource,
  settings_json: row.settings_json,
  assignments_json: row.assignments_json,
})

/** The columns of a line of history; a version's content is large and only read for one. */
export const versionLineColumns = [
  'version',
  'at',
  'by_id',
  'by_name',
  'activity',
  'restored_version',
  'name',
  'changed_parts_json',
] as const

export const toVersion = (
  row: Pick<VersionRow, (typeof versionLineColumns)[number]>,
  current: number,
): PolicyVersion => ({
  version: row.version,
  isCurrent: row.version === current,
  activity: row.activity,
  changedDateTime: row.at,
  changedByUserId: row.by_id,
  changedBy: row.by_name,
  changedParts: parseStored.texts(row.changed_parts_json),
  restoredVersion: row.restored_version,
  name: row.name,
})

export const toVersionDetail = (row: VersionRow, current: number): PolicyVersionDetail => ({
  ...toVersion(row, current),
  policy: {
    ...(parseStored.resource(row.resource) as ConfigurationPolicy),
    settings: withIds(parseStored.settings(row.settings_json)),
    assignments: parseStored.assignments(row.assignments_json),
  },
})
