import { AddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router-dom'

import type { RoleScopeTag } from '#contract/directory.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import { countWords } from '#src/lib/list.ts'
import { contains, filterText, orderBy } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox } from '#src/ui/table/FilterBar.tsx'
import {
  readListParams,
  withListParam,
  type ListParams,
  type ListSpec,
} from '#src/ui/table/list-params.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { allAssignmentsQuery } from '../role-queries.ts'
import { RolesFrame } from '../RolesFrame.tsx'

const ScopeTagDialog = lazy(async () => ({
  default: (await import('./ScopeTagDialog.tsx')).ScopeTagDialog,
}))

const columns: readonly Column<RoleScopeTag>[] = [
  {
    id: 'name',
    header: 'Scope tag',
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
    width: '120px',
    from: 560,
    cell: ({ isBuiltIn }) => (isBuiltIn === true ? 'Built-in' : 'Own'),
  },
  {
    id: 'assignments',
    header: 'Role assignments',
    width: '140px',
    align: 'end',
    from: 420,
    cell: ({ id }) => <AssignmentCount tagId={id} />,
  },
]

const AssignmentCount = ({ tagId }: { tagId: string }) => {
  const { data } = useQuery(allAssignmentsQuery)
  if (data === undefined) return <>…</>
  const { length } = data.value.filter(({ roleScopeTagIds = [] }) =>
    roleScopeTagIds.includes(tagId),
  )
  return (
    <>
      {length.toLocaleString('en')}
      {data['@odata.nextLink'] !== undefined && '+'}
    </>
  )
}

const spec: ListSpec<never> = {
  filters: {},
  sorts: ['displayName'],
  defaultSort: { by: 'displayName', descending: false },
}
const listArgs = ({ search, sort }: ListParams<never>) => ({
  query: {
    $filter: filterText(search === '' ? undefined : contains('displayName', search)),
    $orderby: orderBy(sort.by, sort.descending),
    $top: 100,
  },
})

export const loader: PageLoader = ({ queryClient, url }) => {
  const params = readListParams(spec, url.searchParams)
  void queryClient.prefetchInfiniteQuery(listQuery('scopeTagList', listArgs(params)))
  void queryClient.prefetchQuery(allAssignmentsQuery)
}

/** Which tags there are. What one is on, its own page says. */
export default function ScopeTagsPage() {
  const params = useListParams(spec)
  const rights = useRights()
  const [address, setAddress] = useSearchParams()
  const list = useList(listQuery('scopeTagList', listArgs(params)))
  return (
    <RolesFrame
      title="Scope tags"
      line="A role says what somebody may do, scope tags on things say which of them they see."
      commands={
        <CommandButton
          appearance="primary"
          icon={<AddRegular />}
          disabledReason={missingRight(rights, 'Microsoft.Intune_Roles_Create')}
          onClick={() => setAddress((now) => withListParam(now, 'dialog', 'new'))}
        >
          Create scope tag
        </CommandButton>
      }
    >
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        summary={countWords(list, 'scope tag', 'scope tags')}
      >
        <SearchBox label="Search scope tags" value={params.search} onChange={params.setSearch} />
      </FilterBar>
      <DataTable
        label="Scope tags"
        list={list}
        columns={columns}
        rowHeight={56}
        rowLink={({ id }) => paths.scopeTag(id)}
        sort={params.sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="No scope tags">
            Every tenant has the tag Default, which everything without another tag carries.
          </EmptyState>
        }
        noMatches={<NoMatches what="scope tags" onClear={params.clear} />}
        forbidden={<Forbidden what="scope tags" {...rightText('Microsoft.Intune_Roles_Read')} />}
      />
      {address.get('dialog') === 'new' && (
        <Suspense>
          <ScopeTagDialog
            tag={null}
            onClose={() =>
              setAddress((now) => withListParam(now, 'dialog', undefined), { replace: true })
            }
          />
        </Suspense>
      )}
    </RolesFrame>
  )
}
