import { PersonAddRegular } from '@fluentui/react-icons'

import type { RoleAssignment } from '#contract/roles.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import { countWords } from '#src/lib/list.ts'
import { orderBy } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox } from '#src/ui/table/FilterBar.tsx'
import { readListParams, type ListParams, type ListSpec } from '#src/ui/table/list-params.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { roleOf } from '../role-queries.ts'
import { membersCounted, scopeInWords } from '../role-words.ts'
import { RolesFrame } from '../RolesFrame.tsx'
import { AssignmentTags } from './AssignmentList.tsx'

const columns: readonly Column<RoleAssignment>[] = [
  {
    id: 'name',
    header: 'Assignment',
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
    id: 'role',
    header: 'Role',
    width: 'minmax(170px, 2fr)',
    from: 520,
    cell: (each) => (
      <DeviceText value={roleOf(each)?.displayName} kind="name" oneLine missing="Not known" />
    ),
    folded: (each) => (
      <DeviceText value={roleOf(each)?.displayName} kind="name" oneLine missing="Not known" />
    ),
  },
  {
    id: 'members',
    header: 'Members',
    width: '88px',
    align: 'end',
    from: 640,
    cell: membersCounted,
  },
  {
    id: 'tags',
    header: 'Scope tags',
    width: 'minmax(130px, 1fr)',
    from: 760,
    cell: ({ roleScopeTagIds = [] }) => <AssignmentTags ids={roleScopeTagIds} inRow />,
  },
  {
    id: 'scope',
    header: 'Scope groups',
    width: '170px',
    from: 900,
    cell: scopeInWords,
  },
]

const spec: ListSpec<never> = {
  filters: {},
  sorts: ['displayName'],
  defaultSort: { by: 'displayName', descending: false },
}
const listArgs = ({ search, sort }: ListParams<never>) => ({
  query: {
    ...(search === '' ? {} : { $search: `"${search.replaceAll(/["\\]/g, ' ')}"` }),
    $expand: 'roleDefinition',
    $orderby: orderBy(sort.by, sort.descending),
    $top: 100,
  },
})

export const loader: PageLoader = ({ queryClient, url }) => {
  const params = readListParams(spec, url.searchParams)
  void queryClient.prefetchInfiniteQuery(listQuery('roleAssignmentList', listArgs(params)))
}

/** Who has which role, over what. */
export default function AssignmentsPage() {
  const params = useListParams(spec)
  const rights = useRights()
  const list = useList(listQuery('roleAssignmentList', listArgs(params)))
  return (
    <RolesFrame
      title="Role assignments"
      line="Each gives one role to groups or people, within its scope tags and scope groups."
      commands={
        <>
          <CommandButton
            appearance="primary"
            icon={<PersonAddRegular />}
            disabledReason={missingRight(rights, 'Microsoft.Intune_Roles_Assign')}
            to={paths.roles()}
          >
            Assign a role
          </CommandButton>
          <span>Choose the role among Roles first: its page has the command Assign.</span>
        </>
      }
    >
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        summary={countWords(list, 'assignment', 'assignments')}
      >
        <SearchBox label="Search assignments" value={params.search} onChange={params.setSearch} />
      </FilterBar>
      <DataTable
        label="Role assignments"
        list={list}
        columns={columns}
        rowHeight={56}
        rowLink={({ id }) => paths.roleAssignment(id)}
        sort={params.sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="No assignment is in your scope">
            A role is assigned from its own page. Assignments without one of your scope tags are not
            shown.
          </EmptyState>
        }
        noMatches={<NoMatches what="assignments" onClear={params.clear} />}
        forbidden={
          <Forbidden what="role assignments" {...rightText('Microsoft.Intune_Roles_Read')} />
        }
      />
    </RolesFrame>
  )
}
