import {
  AddRegular,
  ArrowDownloadRegular,
  ArrowUploadRegular,
  CheckmarkCircleFilled,
  SubtractCircleRegular,
} from '@fluentui/react-icons'
import { useSearchParams } from 'react-router-dom'

import type { ConfigurationPolicyListItem } from '#contract/policies.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import { countWords } from '#src/lib/list.ts'
import { paths } from '#src/lib/paths.ts'
import { missingBoth, missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { CommandMenu } from '#src/ui/CommandMenu.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import type { Column } from '#src/ui/table/column.ts'
import type { ListKind } from '#src/ui/table/list-kind.ts'
import { readListParams, withListParam } from '#src/ui/table/list-params.ts'
import { ListTools } from '#src/ui/table/ListTools.tsx'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'

import { policyKindOf, policyTypeLabels } from './policy-kind.ts'
import { policyListArgs, policyListSpec } from './policy-list.ts'
import { PolicyDialogs } from './PolicyDialogs.tsx'
import { PolicyRowMenu } from './PolicyRowMenu.tsx'
import { RuleCount } from './RuleCount.tsx'
import { ScopeTagFilter } from '#src/shared/scope-tags/ScopeTagFilter.tsx'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { createProfiles } from './wizard/profiles.ts'

type Policy = ConfigurationPolicyListItem

const columns: readonly Column<Policy>[] = [
  {
    id: 'name',
    header: 'Policy name',
    width: 'minmax(200px, 3fr)',
    sortBy: 'name',
    cell: ({ name, description }) => (
      <TwoLines
        strong
        first={<DeviceText value={name} kind="name" oneLine flag missing="No name" />}
        second={<DeviceText value={description} kind="text" oneLine missing="No description" />}
      />
    ),
  },
  {
    id: 'type',
    header: 'Policy type',
    width: 'minmax(170px, 1fr)',
    from: 520,
    cell: (policy) => policyTypeLabels[policyKindOf(policy)],
    folded: (policy) => policyTypeLabels[policyKindOf(policy)],
  },
  {
    id: 'rules',
    header: 'Rules',
    width: '72px',
    align: 'end',
    from: 600,
    cell: (policy) => <RuleCount policy={policy} />,
  },
  {
    id: 'assigned',
    header: 'Assigned',
    width: '112px',
    sortBy: 'isAssigned',
    lastFirst: true,
    from: 680,
    cell: ({ isAssigned }) => <Assigned isAssigned={isAssigned} />,
    folded: ({ isAssigned }) =>
      isAssigned === undefined ? null : isAssigned ? 'Assigned' : 'Not assigned',
  },
  {
    id: 'tags',
    header: 'Scope tags',
    width: 'minmax(120px, 1fr)',
    from: 860,
    cell: ({ roleScopeTagIds = [] }) => <ScopeTagNames ids={roleScopeTagIds} inRow />,
  },
  {
    id: 'modified',
    header: 'Last modified',
    width: '140px',
    sortBy: 'lastModifiedDateTime',
    lastFirst: true,
    from: 400,
    cell: ({ lastModifiedDateTime }) => <When at={lastModifiedDateTime} />,
  },
  {
    id: 'commands',
    header: 'Commands',
    width: '96px',
    always: true,
    cell: ({ id, name }) => <PolicyRowMenu id={id} name={name} />,
  },
]

const Assigned = ({ isAssigned }: { isAssigned: boolean | undefined }) => {
  if (isAssigned === undefined) return <>Not known</>
  return isAssigned ? (
    <StatusBadge intent="success" icon={<CheckmarkCircleFilled />}>
      Yes
    </StatusBadge>
  ) : (
    <StatusBadge intent="neutral" icon={<SubtractCircleRegular />}>
      No
    </StatusBadge>
  )
}

const policyLists: ListKind<Policy> = {
  id: 'policies',
  what: 'policies',
  columns,
  spec: policyListSpec,
}

const types = [
  { value: 'settings', label: policyTypeLabels.settings },
  { value: 'rules', label: policyTypeLabels.rules },
]

const assignedOptions = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

export const loader: PageLoader = ({ queryClient, url }) => {
  const params = readListParams(policyListSpec, url.searchParams)
  void queryClient.prefetchInfiniteQuery(listQuery('policyList', policyListArgs(params)))
}

export default function PoliciesPage() {
  const params = useListParams(policyListSpec)
  const list = useList(listQuery('policyList', policyListArgs(params)))
  return (
    <Page filling>
      <PageHeader
        title="Policies"
        line="Elevation settings policies turn Endpoint Privilege Management on and say how devices answer. Elevation rules policies say which files run elevated, and how."
        commands={<Commands />}
      />
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        tools={<ListTools list={policyLists} />}
        summary={countWords(list, 'policy', 'policies')}
      >
        <SearchBox label="Search by name" value={params.search} onChange={params.setSearch} />
        <SelectFilter
          label="Policy type"
          all="All"
          value={params.filters.type}
          onChange={(type) => params.setFilter('type', type)}
          options={types}
        />
        <SelectFilter
          label="Assigned"
          all="All"
          value={params.filters.assigned}
          onChange={(assigned) => params.setFilter('assigned', assigned)}
          options={assignedOptions}
        />
        <ScopeTagFilter
          value={params.filters.tag}
          onChange={(tag) => params.setFilter('tag', tag)}
        />
      </FilterBar>
      <DataTable
        label="Policies"
        list={list}
        columns={columns}
        listId={policyLists.id}
        rowHeight={56}
        rowLink={({ id }) => paths.policy(id)}
        sort={params.sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="No policies yet" actions={<FirstStep />}>
            Without an elevation settings policy, Endpoint Privilege Management is not installed on
            any device. Policies appear here once they are created, here or in the Intune admin
            center, and your scope includes them.
          </EmptyState>
        }
        noMatches={<NoMatches what="policies" onClear={params.clear} />}
        forbidden={<Forbidden what="policies" {...rightText('Microsoft.Intune_EpmPolicy_Read')} />}
      />
      <PolicyDialogs />
    </Page>
  )
}

/** Where EPM begins: without a settings policy no rule acts. */
const FirstStep = () => (
  <CommandButton
    disabledReason={missingRight(useRights(), 'Microsoft.Intune_EpmPolicy_Create')}
    to={paths.policyNew('settings')}
  >
    Create an elevation settings policy
  </CommandButton>
)

const Commands = () => {
  const rights = useRights()
  const [, setAddress] = useSearchParams()
  const create = missingRight(rights, 'Microsoft.Intune_EpmPolicy_Create')
  return (
    <>
      <CommandMenu
        label="Create policy"
        icon={<AddRegular />}
        appearance="primary"
        commands={createProfiles.map(({ label, line, to }) => ({
          label,
          hint: line,
          disabledReason: create,
          to,
        }))}
      />
      <CommandButton
        icon={<ArrowUploadRegular />}
        disabledReason={missingBoth(
          rights,
          'Microsoft.Intune_EpmPolicy_Create',
          'Microsoft.Intune_EpmPolicy_Update',
        )}
        to={paths.policiesImport()}
      >
        Import
      </CommandButton>
      <CommandButton
        icon={<ArrowDownloadRegular />}
        disabledReason={undefined}
        onClick={() => setAddress((now) => withListParam(now, 'export', 'choose'))}
      >
        Export
      </CommandButton>
    </>
  )
}
