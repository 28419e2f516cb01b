import {
  elevationRulesTemplateId,
  elevationSettingsTemplateId,
  epmTemplateFamily,
} from '#contract/policies.ts'
import { and, contains, eq, filterText, orderBy } from '#src/lib/odata.ts'

export const policyTypeFilters = ['', 'settings', 'rules'] as const
export type PolicyTypeFilter = (typeof policyTypeFilters)[number]

export const sortableColumns = ['name', 'lastModifiedDateTime'] as const
export type PolicySort = { column: (typeof sortableColumns)[number]; descending: boolean }

/** What the address bar says; `''` is "any". */
export type PolicyListState = { type: PolicyTypeFilter; search: string; sort: PolicySort }

/** `sort` is a column, with `-` before it for descending. Unknown words fall back to the order by name. */
export const readPolicyListState = (params: URLSearchParams): PolicyListState => {
  const sort = params.get('sort') ?? ''
  const column = sortableColumns.find((name) => name === sort.replace(/^-/, ''))
  return {
    type: policyTypeFilters.find((type) => type === params.get('type')) ?? '',
    search: (params.get('q') ?? '').trim(),
    sort: { column: column ?? 'name', descending: column !== undefined && sort.startsWith('-') },
  }
}

const templates = { settings: elevationSettingsTemplateId, rules: elevationRulesTemplateId }

/** `isAssigned` is answered only when `$select` names it (graph-contract 6.2). */
const columns =
  'id,name,description,platforms,technologies,lastModifiedDateTime,settingCount,roleScopeTagIds,isAssigned,templateReference'

/** The call that lists EPM policies; both profiles share a template family. */
export const policyListArgs = ({ type, search, sort }: PolicyListState) => ({
  query: {
    $filter: filterText(
      and(
        eq('templateReference/templateFamily', epmTemplateFamily),
        type === '' ? undefined : eq('templateReference/templateId', templates[type]),
        search === '' ? undefined : contains('name', search),
      ),
    ),
    $select: columns,
    $orderby: orderBy(sort.column, sort.descending),
    $top: 100,
  },
})
