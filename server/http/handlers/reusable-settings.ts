import { sql } from 'kysely'

import { ConfigurationPolicy } from '#contract/policies.ts'
import { ReusablePolicySetting } from '#contract/reusable-settings.ts'

import { allOf } from '../../odata/compile-filter.ts'
import { listPage, type Collection } from '../../odata/page.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { etagOf } from '../../store/request-rows.ts'
import type { Db, Schema, Tx } from '../../store/schema.ts'
import { notFound } from '../graph-failure.ts'
import type { Principal } from '../principal.ts'
import type { Handlers } from '../types.ts'
import { listAnswer, narrowed } from './list-answer.ts'
import { policyCollection, policyListItem, type ListedPolicy } from './policy-access.ts'
import { ownPolicies } from './scope.ts'

type Names = 'reusableSettingList' | 'reusableSettingGet' | 'reusableSettingPolicyList'
type Stored = Pick<Schema['reusable_settings'], 'id' | 'version' | 'resource'>

const column = (name: string) => `reusable_settings.${name}`

const collection: Collection = {
  table: 'reusable_settings',
  columns: ['id', 'version', 'resource'].map(column),
  properties: Object.keys(ReusablePolicySetting.shape),
  fields: {
    id: { kind: 'id', column: column('id') },
    displayName: { kind: 'text', column: column('display_name') },
    settingDefinitionId: { kind: 'id', column: column('setting_definition_id') },
    createdDateTime: { kind: 'date', column: column('created_at') },
    lastModifiedDateTime: { kind: 'date', column: column('modified_at') },
  },
  search: { kind: 'text', columns: [column('display_name')] },
  tieBreak: { kind: 'id', column: column('id') },
  defaultOrder: [{ path: 'displayName', descending: false }],
  pageSize: 50,
}

/** How many policies that the caller may see use each setting (R17: counts tell nothing from outside the scope). */
export const referenceCounts = async (
  db: Db | Tx,
  principal: Principal,
  ids: readonly string[],
): Promise<Map<string, number>> => {
  if (ids.length === 0) return new Map()
  const condition = allOf([
    sql`policy_reusable_settings.reusable_setting_id in (${sql.join(ids)})`,
    ...ownPolicies(principal),
  ])
  const found = await sql<{ id: string; total: number | string }>`
    select policy_reusable_settings.reusable_setting_id as id, count(*) as total
    from policy_reusable_settings
    join policies on policies.id = policy_reusable_settings.policy_id
    where ${condition} group by policy_reusable_settings.reusable_setting_id`.execute(db)
  return new Map(found.rows.map((row) => [row.id, Number(row.total)]))
}

/** A setting as Graph shows it, with the number of policies that use it. */
export const shownSetting = (row: Stored, count: number | undefined): Record<string, unknown> => ({
  '@odata.etag': etagOf(row.version),
  ...parseStored.resource(row.resource),
  version: row.version,
  referencingConfigurationPolicyCount: count ?? 0,
})

export const reusableSettingHandlers: Pick<Handlers, Names> = {
  /** `settingInstance` is missing unless `$select` names it (graph-contract 5). */
  reusableSettingList: async ({ endpoint, principal, url, deps: source }) => {
    const query = { collection, conditions: [], endpoint, principal, url, source }
    const page = await listPage<Stored>(query)
    const ids = page.rows.map((row) => row.id)
    const counts = await referenceCounts(source.db, principal, ids)
    const { select } = page.options
    const value = page.rows.map((row) => {
      const { settingInstance, ...rest } = shownSetting(row, counts.get(row.id))
      return narrowed(select ? { ...rest, settingInstance } : rest, select)
    })
    return listAnswer(url, 'deviceManagement/reusablePolicySettings', value, page)
  },

  reusableSettingGet: async ({ deps, principal, params }) => {
    const row = await deps.db
      .selectFrom('reusable_settings')
      .select(['id', 'version', 'resource'])
      .where('id', '=', params.id)
      .executeTakeFirst()
    if (!row) throw notFound('The reusable setting')
    const counts = await referenceCounts(deps.db, principal, [row.id])
    return { body: shownSetting(row, counts.get(row.id)) }
  },

  reusableSettingPolicyList: async ({ endpoint, principal, url, params, deps: source }) => {
    const known = await source.db
      .selectFrom('reusable_settings')
      .select('id')
      .where('id', '=', params.id)
      .executeTakeFirst()
    if (!known) throw notFound('The reusable setting')
    const refers = sql<boolean>`exists (select 1 from policy_reusable_settings
      where policy_reusable_settings.policy_id = policies.id
      and policy_reusable_settings.reusable_setting_id = ${params.id})`
    const conditions = [refers, ...ownPolicies(principal)]
    const properties = Object.keys(ConfigurationPolicy.shape)
    const { expand: _none, ...plain } = policyCollection
    const query = {
      collection: { ...plain, properties },
      conditions,
      endpoint,
      principal,
      url,
      source,
    }
    const page = await listPage<ListedPolicy>(query)
    const value = page.rows.map((row) => policyListItem(row, page.options))
    return listAnswer(url, 'deviceManagement/configurationPolicies', value, page)
  },
}
