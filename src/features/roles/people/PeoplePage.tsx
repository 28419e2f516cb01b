import type { User } from '#contract/directory.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import { wordSearch } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox } from '#src/ui/table/FilterBar.tsx'
import { readListParams, type ListParams, type ListSpec } from '#src/ui/table/list-params.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { RolesFrame } from '../RolesFrame.tsx'

const columns: readonly Column<User>[] = [
  {
    id: 'name',
    header: 'Person',
    width: 'minmax(200px, 2fr)',
    cell: ({ displayName, userPrincipalName }) => (
      <TwoLines
        strong
        first={<DeviceText value={displayName} kind="name" oneLine flag missing="No name" />}
        second={<DeviceText value={userPrincipalName} kind="name" oneLine flag />}
      />
    ),
  },
  {
    id: 'job',
    header: 'Job title',
    width: 'minmax(160px, 2fr)',
    from: 560,
    cell: ({ jobTitle }) => <DeviceText value={jobTitle} kind="name" oneLine missing="Not known" />,
  },
  {
    id: 'department',
    header: 'Department',
    width: 'minmax(140px, 1fr)',
    from: 760,
    cell: ({ department }) => (
      <DeviceText value={department} kind="name" oneLine missing="Not known" />
    ),
  },
  {
    id: 'account',
    header: 'Account',
    width: '128px',
    from: 420,
    cell: ({ accountEnabled }) => (accountEnabled === false ? 'Cannot sign in' : 'Can sign in'),
  },
]

const spec: ListSpec<never> = {
  filters: {},
  sorts: [],
  defaultSort: { by: 'displayName', descending: false },
}
const listArgs = ({ search }: Pick<ListParams<never>, 'search'>) => {
  const $search = wordSearch('displayName', search)
  return { query: { ...($search === undefined ? {} : { $search }), $top: 50 } }
}

export const loader: PageLoader = ({ queryClient, url }) => {
  void queryClient.prefetchInfiniteQuery(
    listQuery('userList', listArgs(readListParams(spec, url.searchParams))),
  )
}

/** Finds a person, to see what they can do and why. */
export default function PeoplePage() {
  const params = useListParams(spec)
  const list = useList(listQuery('userList', listArgs(params)))
  return (
    <RolesFrame
      title="What a person can do"
      line="Choose a person to see each of their rights, and what gives it to them."
    >
      <FilterBar isFiltered={params.isFiltered} onClear={params.clear}>
        <SearchBox
          label="Search people"
          placeholder="Words of the person’s name"
          value={params.search}
          onChange={params.setSearch}
        />
      </FilterBar>
      <DataTable
        label="People"
        list={list}
        columns={columns}
        rowHeight={56}
        rowLink={({ id }) => paths.personRights(id)}
        sort={null}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="The directory has nobody">
            People come from the directory of the tenant.
          </EmptyState>
        }
        noMatches={<NoMatches what="people" onClear={params.clear} />}
        forbidden={<Forbidden what="people" {...rightText('Microsoft.Intune_Roles_Read')} />}
      />
    </RolesFrame>
  )
}
