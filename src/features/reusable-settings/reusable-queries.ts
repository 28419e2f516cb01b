import { certificateFileDefinitionId } from '#contract/reusable-settings.ts'
import { q } from '#src/api/queries.ts'
import { and, contains, eq, filterText, orderBy } from '#src/lib/odata.ts'
import type { ListParams, ListSpec } from '#src/ui/table/list-params.ts'

export const reusableListSpec: ListSpec<never> = {
  filters: {},
  sorts: ['displayName', 'lastModifiedDateTime'],
  defaultSort: { by: 'displayName', descending: false },
}

/** `settingInstance` is answered only when `$select` names it (graph-contract 5). */
const columns =
  'id,displayName,description,settingDefinitionId,settingInstance,lastModifiedDateTime,referencingConfigurationPolicyCount'

/** The call that lists the certificates of EPM; reusable settings of other policy types are left out. */
export const reusableListArgs = ({ search, sort }: Pick<ListParams<never>, 'search' | 'sort'>) => ({
  query: {
    $filter: filterText(
      and(
        eq('settingDefinitionId', certificateFileDefinitionId),
        search === '' ? undefined : contains('displayName', search),
      ),
    ),
    $select: columns,
    $orderby: orderBy(sort.by, sort.descending),
    $top: 100,
  },
})

export const reusableQuery = (id: string) => q('reusableSettingGet', { path: { id } })

/** The policies that refer to it and that this person may see. */
export const usedByQuery = (id: string) =>
  q('reusableSettingPolicyList', { path: { id }, query: { $top: 100 } })
