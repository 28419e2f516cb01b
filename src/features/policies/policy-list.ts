import {
  elevationRulesTemplateId,
  elevationSettingsTemplateId,
  epmTemplateFamily,
} from '#contract/policies.ts'
import { and, contains, eq, filterText, holds, orderBy } from '#src/lib/odata.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

export type PolicyFilter = 'type' | 'assigned' | 'tag'

export const policyListSpec: ListSpec<PolicyFilter> = {
  filters: { type: ['settings', 'rules'], assigned: ['yes', 'no'], tag: 'text' },
  sorts: ['name', 'isAssigned', 'lastModifiedDateTime'],
  defaultSort: { by: 'name', descending: false },
}

const templates: Record<string, string> = {
  settings: elevationSettingsTemplateId,
  rules: elevationRulesTemplateId,
}

/** `isAssigned` is answered only when `$select` names it (graph-contract 6.2). */
const columns =
  'id,name,description,platforms,technologies,lastModifiedDateTime,settingCount,roleScopeTagIds,isAssigned,templateReference'

/** The call that lists EPM policies; both profiles share a template family. */
export const policyListArgs = ({
  filters,
  search,
  sort,
}: Pick<ListParams<PolicyFilter>, 'filters' | 'search' | 'sort'>) => {
  const template = templates[filters.type ?? '']
  return {
    query: {
      $filter: filterText(
        and(
          eq('templateReference/templateFamily', epmTemplateFamily),
          template === undefined ? undefined : eq('templateReference/templateId', template),
          filters.assigned === undefined ? undefined : eq('isAssigned', filters.assigned === 'yes'),
          filters.tag === undefined ? undefined : holds('roleScopeTagIds', filters.tag),
          search === '' ? undefined : contains('name', search),
        ),
      ),
      $select: columns,
      $orderby: orderBy(sort.by, sort.descending),
      $top: 100,
    },
  }
}
