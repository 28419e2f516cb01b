import { ConfigurationPolicy } from '#contract/policies.ts'

import { parseOptions } from '../../odata/options.ts'
import { listPage } from '../../odata/page.ts'
import { parseStored } from '../../store/parse-stored.ts'
import { toPolicyHeader, withIds } from '../../store/policy-rows.ts'
import { badRequest } from '../graph-failure.ts'
import type { Handlers } from '../types.ts'
import { listAnswer, narrowed, requiredOf } from './list-answer.ts'
import { policyCollection, policyListItem, readPolicy, type ListedPolicy } from './policy-access.ts'
import { ownPolicies } from './scope.ts'

type Names = 'policyList' | 'policyGet' | 'policySettingList' | 'policyAssignmentList'

const set = 'deviceManagement/configurationPolicies'
const alwaysShown = requiredOf(ConfigurationPolicy)

/** `$top` is allowed because every client of Graph sends it here; the list is never cut. */
const checkWhole = (url: URL, length: number) => {
  const { top } = parseOptions(url, { fields: {}, properties: [], options: ['$top'] })
  if (top !== null && top < length) {
    throw badRequest(`This list is not paged and has ${length} items.`, '$top')
  }
}

export const policyHandlers: Pick<Handlers, Names> = {
  /** `@odata.count` is the number of items in the page, as the live service has it (graph-contract 6.2). */
  policyList: async ({ endpoint, principal, url, deps: source }) => {
    const conditions = ownPolicies(principal)
    const query = { collection: policyCollection, conditions, endpoint, principal, url, source }
    const page = await listPage<ListedPolicy>(query)
    const value = page.rows.map((row) => policyListItem(row, page.options))
    return listAnswer(url, set, value, { ...page, count: value.length })
  },

  /** `$expand=assignments` answers an empty list on a single read, as Graph does: `…/assignments` is the source. */
  policyGet: async ({ deps, principal, params, url }) => {
    const { select, expand } = parseOptions(url, {
      fields: {},
      properties: policyCollection.properties,
      expand: ['settings', 'assignments'],
      options: ['$select', '$expand'],
    })
    const row = await readPolicy(deps.db, principal, params.id)
    const header: Record<string, unknown> = toPolicyHeader(row)
    const selected = select?.has('isAssigned')
      ? { ...header, isAssigned: row.is_assigned === 1 }
      : header
    return {
      body: {
        ...narrowed(selected, select, alwaysShown),
        ...(expand.has('settings')
          ? { settings: withIds(parseStored.settings(row.settings_json)) }
          : {}),
        ...(expand.has('assignments') ? { assignments: [] } : {}),
      },
    }
  },

  policySettingList: async ({ deps, principal, params, url }) => {
    const row = await readPolicy(deps.db, principal, params.id)
    const settings = withIds(parseStored.settings(row.settings_json))
    checkWhole(url, settings.length)
    return listAnswer(url, `${set}('${row.id}')/settings`, settings)
  },

  policyAssignmentList: async ({ deps, principal, params, url }) => {
    const row = await readPolicy(deps.db, principal, params.id)
    const assignments = parseStored.assignments(row.assignments_json)
    checkWhole(url, assignments.length)
    return listAnswer(url, `${set}('${row.id}')/assignments`, assignments)
  },
}
