import { AddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'

import type { RoleDefinition } from '#contract/roles.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import { countWords } from '#src/lib/list.ts'
import { eq, filterText, orderBy } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { readListParams, type ListParams, type ListSpec } from '#src/ui/table/list-params.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { actionsOf, allAssignmentsQuery, myRightsQuery, roleOf } from './role-queries.ts'
import { isBuiltIn, kindOf, rightsCounted } from './role-words.ts'
import { RoleDialogs } from './RoleDialogs.tsx'
import { RoleRowMenu } from './RoleRowMenu.tsx'
import { RolesFrame } from './RolesFrame.tsx'

const columns: readonly Column<RoleDefinition>[] = [
  {
    id: 'name',
    header: 'Role',
    width: 'minmax(200px, 3fr)',
    sortBy: 'displayName',
    cell: ({ displayName, description }) => (
      <TwoLines
        strong
        first={<DeviceText value={displayName} kind="name" oneLine flag missing="No name" />}
        second={<DeviceText value={description} kind="text" oneLine missing="No description" />}
      />
    ),
  },
  {
    id: 'kind',
    header: 'Kind',
    width: '140px',
    from: 520,
    cell: (role) => (isBuiltIn(role) ? 'Built-in' : 'Custom'),
    folded: (role) => kindOf(role),
  },
  {
    id: 'rights',
    header: 'Rights',
    width: '112px',
    from: 640,
    cell: (role) => rightsCounted(actionsOf(role)),
  },
  {
    id: 'assignments',
    header: 'Assignments',
    width: '112px',
    align: 'end',
    from: 420,
    cell: ({ id }) => <AssignmentCount roleId={id} />,
  },
  {
    id: 'commands',
    header: 'Commands',
    width: '96px',
    always: true,
    cell: (role) => <RoleRowMenu role={role} />,
  },
]

/** How often a role is assigned, as far as this person sees assignments. */
const AssignmentCount = ({ roleId }: { roleId: string }) => {
  const { data } = useQuery(allAssignmentsQuery)
  if (data === undefined) return <>…</>
  const { length } = data.value.filter((each) => roleOf(each)?.id === roleId)
  return (
    <>
      {length.toLocaleString('en')}
      {data['@odata.nextLink'] !== undefined && '+'}
    </>
  )
}

const spec: ListSpec<'kind'> = {
  filters: { kind: ['built-in', 'custom'] },
  sorts: ['displayName'],
  defaultSort: { by: 'displayName', descending: false },
}
const kinds = [
  { value: 'built-in', label: 'Built-in' },
  { value: 'custom', label: 'Custom' },
]
const listArgs = ({ filters, search, sort }: ListParams<'kind'>) => ({
  query: {
    $filter: filterText(
      filters.kind === undefined ? undefined : eq('isBuiltIn', filters.kind === 'built-in'),
    ),
    ...(search === '' ? {} : { $search: `"${search.replaceAll(/["\\]/g, ' ')}"` }),
    $orderby: orderBy(sort.by, sort.descending),
    $top: 100,
  },
})

export const loader: PageLoader = ({ queryClient, url }) => {
  const params = readListParams(spec, url.searchParams)
  void queryClient.prefetchInfiniteQuery(listQuery('roleDefinitionList', listArgs(params)))
  void queryClient.prefetchQuery(allAssignmentsQuery)
  void queryClient.prefetchQuery(myRightsQuery)
}

/** Which roles there are, and how often each is assigned. */
export default function RolesPage() {
  const params = useListParams(spec)
  const rights = useRights()
  const list = useList(listQuery('roleDefinitionList', listArgs(params)))
  return (
    <RolesFrame
      title="Roles"
      line="A role is a list of rights. Who has it, and over what, is said by its assignments."
      commands={
        <CommandButton
          appearance="primary"
          icon={<AddRegular />}
          disabledReason={missingRight(rights, 'Microsoft.Intune_Roles_Create')}
          to={paths.roleNew()}
        >
          Create role
        </CommandButton>
      }
    >
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        summary={countWords(list, 'role', 'roles')}
      >
        <SearchBox label="Search roles" value={params.search} onChange={params.setSearch} />
        <SelectFilter
          label="Kind"
          all="All"
          value={params.filters.kind}
          onChange={(kind) => params.setFilter('kind', kind)}
          options={kinds}
        />
      </FilterBar>
      <DataTable
        label="Roles"
        list={list}
        columns={columns}
        rowHeight={56}
        rowLink={({ id }) => paths.role(id)}
        sort={params.sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="No role is in your scope">
            Built-in roles are part of every tenant. Roles without one of your scope tags are not
            shown.
          </EmptyState>
        }
        noMatches={<NoMatches what="roles" onClear={params.clear} />}
        forbidden={<Forbidden what="roles" {...rightText('Microsoft.Intune_Roles_Read')} />}
      />
      <RoleDialogs />
    </RolesFrame>
  )
}
