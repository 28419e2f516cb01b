import { complianceStates, type ManagedDevice } from '#contract/directory.ts'
import type { PageLoader } from '#src/api/page.ts'
import { listQuery } from '#src/api/queries.ts'
import { rightText } from '#src/api/rights.ts'
import { useList } from '#src/api/use-list.ts'
import { paths } from '#src/lib/paths.ts'
import { ScopeTagFilter } from '#src/shared/scope-tags/ScopeTagFilter.tsx'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { EmptyState, Forbidden, NoMatches } from '#src/ui/states/states.tsx'
import type { Column } from '#src/ui/table/column.ts'
import { DataTable } from '#src/ui/table/DataTable.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { readListParams } from '#src/ui/table/list-params.ts'
import { TwoLines } from '#src/ui/table/TwoLines.tsx'
import { useListParams } from '#src/ui/table/use-list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'

import { ComplianceSign } from './ComplianceSign.tsx'
import { deviceListArgs, deviceListSpec } from './device-list.ts'
import { complianceOf, devicesCounted, hardwareOf, windowsRelease } from './device-words.ts'

const OsVersion = ({ device }: { device: ManagedDevice }) => {
  const release = windowsRelease(device)
  const version = <DeviceText value={device.osVersion} kind="name" oneLine missing="Not reported" />
  if (release === null)
    return (
      <TwoLines
        first={
          <DeviceText value={device.operatingSystem} kind="name" oneLine missing="Not reported" />
        }
        second={version}
      />
    )
  return <TwoLines first={release} second={version} />
}

const columns: readonly Column<ManagedDevice>[] = [
  {
    id: 'name',
    header: 'Device name',
    width: 'minmax(150px, 2fr)',
    sortBy: 'deviceName',
    cell: (device) => (
      <TwoLines
        strong
        first={<DeviceText value={device.deviceName} kind="name" oneLine flag missing="No name" />}
        second={
          <DeviceText value={hardwareOf(device)} kind="name" oneLine missing="Model not reported" />
        }
      />
    ),
  },
  {
    id: 'user',
    header: 'Primary user',
    width: 'minmax(180px, 2fr)',
    sortBy: 'userPrincipalName',
    from: 620,
    folded: ({ userDisplayName, userPrincipalName }) => (
      <DeviceText
        value={userDisplayName || userPrincipalName}
        kind="name"
        oneLine
        missing="No user"
      />
    ),
    cell: ({ userDisplayName, userPrincipalName }) =>
      userPrincipalName ? (
        <TwoLines
          first={<DeviceText value={userDisplayName} kind="name" oneLine missing="No name" />}
          second={<DeviceText value={userPrincipalName} kind="name" oneLine flag />}
        />
      ) : (
        'None'
      ),
  },
  {
    id: 'os',
    header: 'OS version',
    width: 'minmax(180px, 1fr)',
    from: 880,
    cell: (device) => <OsVersion device={device} />,
  },
  {
    id: 'compliance',
    header: 'Compliance',
    width: '160px',
    sortBy: 'complianceState',
    from: 400,
    cell: ({ complianceState }) => <ComplianceSign state={complianceState} />,
    folded: ({ complianceState }) => <ComplianceSign state={complianceState} />,
    foldedWhole: true,
  },
  {
    id: 'tags',
    header: 'Scope tags',
    width: 'minmax(120px, 1fr)',
    from: 1040,
    cell: ({ roleScopeTagIds }) => <ScopeTagNames ids={roleScopeTagIds ?? []} inRow />,
  },
  {
    id: 'checkIn',
    header: 'Last check-in',
    width: '140px',
    sortBy: 'lastSyncDateTime',
    from: 740,
    cell: ({ lastSyncDateTime }) => <When at={lastSyncDateTime} />,
  },
]

const complianceChoices = complianceStates.map((value) => ({
  value,
  label: complianceOf(value).word,
}))

export const loader: PageLoader = ({ queryClient, url }) => {
  const params = readListParams(deviceListSpec, url.searchParams)
  void queryClient.prefetchInfiniteQuery(listQuery('deviceList', deviceListArgs(params)))
}

export default function DevicesPage() {
  const params = useListParams(deviceListSpec)
  const list = useList(listQuery('deviceList', deviceListArgs(params)))
  return (
    <Page filling>
      <PageHeader
        title="Devices"
        line="Devices managed by Intune that your scope includes, with what they asked to elevate."
      />
      <FilterBar
        isFiltered={params.isFiltered}
        onClear={params.clear}
        {...(list.total === null || list.error !== null
          ? {}
          : { summary: devicesCounted(list.total) })}
      >
        <SearchBox
          label="Search by device or user"
          value={params.search}
          onChange={params.setSearch}
        />
        <SelectFilter
          label="Compliance"
          all="All"
          value={params.filters.compliance}
          onChange={(state) => params.setFilter('compliance', state)}
          options={complianceChoices}
        />
        <ScopeTagFilter
          value={params.filters.tag}
          onChange={(tag) => params.setFilter('tag', tag)}
        />
      </FilterBar>
      <DataTable
        label="Devices"
        list={list}
        columns={columns}
        rowHeight={56}
        rowLink={({ id }) => paths.device(id)}
        sort={params.sort}
        onSort={params.setSort}
        isFiltered={params.isFiltered}
        empty={
          <EmptyState title="No devices">
            Devices appear here once they are enrolled in Intune and your scope includes them.
          </EmptyState>
        }
        noMatches={<NoMatches what="devices" onClear={params.clear} />}
        forbidden={
          <Forbidden what="devices" {...rightText('Microsoft.Intune_ManagedDevices_Read')} />
        }
      />
    </Page>
  )
}
