import { AddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'

import type { ReusablePolicySetting } from '#contract/reusable-settings.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import { countWords } from '#src/lib/list.ts'
import { paths } from '#src/lib/paths.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox } from '#src/ui/table/FilterBar.tsx'
import type { ListKind } from '#src/ui/table/list-kind.ts'
import { readListParams } from '#src/ui/table/list-params.ts'
import { ListTools } from '#src/ui/table/ListTools.tsx'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'

import { certificateQuery, certificateTextOf } from './certificate-query.ts'
import { knownName } from './certificate-words.ts'
import { reusableListArgs, reusableListSpec } from './reusable-queries.ts'
import { ValiditySign } from './ValiditySign.tsx'

type Setting = ReusablePolicySetting

const useCertificate = (setting: Setting) => useQuery(certificateQuery(certificateTextOf(setting)))

const Subject = ({ setting }: { setting: Setting }) => {
  const { data } = useCertificate(setting)
  if (data === undefined) return <SkeletonBar width="70%" />
  if (!data.reading.ok) return <>Not readable</>
  return <DeviceText value={knownName(data.reading.certificate.subject)} kind="name" oneLine flag />
}

const Expiry = ({ setting }: { setting: Setting }) => {
  const { data } = useCertificate(setting)
  if (data === undefined) return <SkeletonBar width="70%" />
  return data.reading.ok ? <ValiditySign certificate={data.reading.certificate} /> : <>Not known</>
}

const usedBy = (count: number | undefined) => {
  if (count === undefined) return 'Not known'
  return count === 0 ? 'No policy' : `${count} ${count === 1 ? 'policy' : 'policies'}`
}

const columns: readonly Column<Setting>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 'minmax(160px, 3fr)',
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
    id: 'subject',
    header: 'Issued to',
    width: 'minmax(160px, 2fr)',
    from: 680,
    cell: (setting) => <Subject setting={setting} />,
  },
  {
    id: 'expiry',
    header: 'Validity',
    width: '168px',
    from: 350,
    cell: (setting) => <Expiry setting={setting} />,
    folded: (setting) => <Expiry setting={setting} />,
  },
  {
    id: 'used',
    header: 'Used by',
    width: '110px',
    from: 540,
    cell: ({ referencingConfigurationPolicyCount }) => usedBy(referencingConfigurationPolicyCount),
    folded: ({ referencingConfigurationPolicyCount }) =>
      usedBy(referencingConfigurationPolicyCount),
  },
  {
    id: 'modified',
    header: 'Last modified',
    width: '140px',
    from: 860,
    sortBy: 'lastModifiedDateTime',
    lastFirst: true,
    cell: ({ lastModifiedDateTime }) => <When at={lastModifiedDateTime} />,
  },
]

const reusableLists: ListKind<Setting> = {
  id: 'reusable-settings',
  what: 'reusable settings',
  columns,
  spec: reusableListSpec,
}

export const loader: PageLoader = ({ queryClient, url }) => {
  const params = readListParams(reusableListSpec, url.searchParams)
  void queryClient.prefetchInfiniteQuery(listQuery('reusableSettingList', reusableListArgs(params)))
}

/** Certificates held once for many rules (epm-behaviour 5). */
export default function ReusableSettingsPage() {
  const params = useListParams(reusableListSpec)
  const rights = useRights()
  const list = useList(listQuery('reusableSettingList', reusableListArgs(params)))
  return (
    <Page filling>
      <PageHeader
        title="Reusable settings"
        line="Certificates that elevation rules share. A change of one reaches every rule that uses it."
        commands={
          <CommandButton
            appearance="primary"
            icon={<AddRegular />}
            disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Create')}
            to={paths.reusableSettingNew()}
          >
            Add
          </CommandButton>
        }
      />
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        tools={<ListTools list={reusableLists} />}
        summary={countWords(list, 'certificate', 'certificates')}
      >
        <SearchBox label="Search by name" value={params.search} onChange={params.setSearch} />
      </FilterBar>
      <DataTable
        label="Reusable settings"
        list={list}
        columns={columns}
        listId={reusableLists.id}
        rowHeight={56}
        rowLink={({ id }) => paths.reusableSetting(id)}
        sort={params.sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState
            title="No reusable settings yet"
            actions={
              <CommandButton
                disabledReason={missingRight(rights, 'Microsoft.Intune_EpmPolicy_Create')}
                to={paths.reusableSettingNew()}
              >
                Add the first certificate
              </CommandButton>
            }
          >
            A certificate kept here is uploaded once and used by many rules. Put straight into
            rules, it has to be uploaded and replaced in each of them.
          </EmptyState>
        }
        noMatches={<NoMatches what="reusable settings" onClear={params.clear} />}
        forbidden={
          <Forbidden what="reusable settings" {...rightText('Microsoft.Intune_EpmPolicy_Read')} />
        }
      />
    </Page>
  )
}
