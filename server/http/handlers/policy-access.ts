import { sql } from 'kysely'

import { ConfigurationPolicy } from '#contract/policies.ts'

import { allOf } from '../../odata/compile-filter.ts'
import type { Options } from '../../odata/options.ts'
import type { Collection } from '../../odata/page.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { toPolicyHeader, type PolicyRow } from '../../store/policy-rows.ts'
import type { Db, Tx } from '../../store/schema.ts'
import { notFound } from '../graph-failure.ts'
import type { Principal } from '../principal.ts'
import { narrowed } from './list-answer.ts'
import { ownPolicies } from './scope.ts'

const column = (name: string) => `policies.${name}`

export const policyCollection: Collection = {
  table: 'policies',
  columns: ['resource', 'version', 'is_assigned', 'assignments_json'].map(column),
  properties: Object.keys(ConfigurationPolicy.shape).filter((name) => !name.startsWith('@')),
  expand: ['assignments'],
  fields: {
    id: { kind: 'id', column: column('id') },
    name: { kind: 'text', column: column('name') },
    createdDateTime: { kind: 'date', column: column('created_at') },
    lastModifiedDateTime: { kind: 'date', column: column('modified_at') },
    settingCount: { kind: 'number', column: column('setting_count') },
    isAssigned: { kind: 'boolean', column: column('is_assigned') },
    'templateReference/templateId': { kind: 'text', column: column('template_id') },
    'templateReference/templateFamily': { kind: 'text', column: column('template_family') },
  },
  sets: {
    roleScopeTagIds: {
      table: 'policy_scope_tags',
      owner: 'policy_scope_tags.policy_id',
      value: 'policy_scope_tags.scope_tag_id',
      of: column('id'),
    },
  },
  search: { kind: 'text', columns: [column('name')] },
  tieBreak: { kind: 'id', column: column('id') },
  defaultOrder: [{ path: 'name', descending: false }],
  pageSize: 25,
}

export type ListedPolicy = Pick<
  PolicyRow,
  'resource' | 'version' | 'is_assigned' | 'assignments_json'
>

/** A policy in a list: `isAssigned` only when selected, assignments only when expanded (graph-contract 6.2). */
export const policyListItem = (row: ListedPolicy, { select, expand }: Options) => {
  const header: Record<string, unknown> = toPolicyHeader(row)
  const item = narrowed(
    select?.has('isAssigned') ? { ...header, isAssigned: row.is_assigned === 1 } : header,
    select,
  )
  return expand.has('assignments')
    ? { ...item, assignments: parseStored.assignments(row.assignments_json) }
    : item
}

/** One policy; absent and out of scope are the same 404. */
export const readPolicy = async (
  db: Db | Tx,
  principal: Principal,
  id: string,
): Promise<PolicyRow> => {
  const condition = allOf([sql`policies.id = ${id}`, ...ownPolicies(principal)])
  const found = await sql<PolicyRow>`select * from policies where ${condition}`.execute(db)
  const [row] = found.rows
  if (!row) throw notFound('The policy')
  return row
}
