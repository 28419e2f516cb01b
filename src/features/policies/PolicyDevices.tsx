import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { useState } from 'react'

import type { ReportTable } from '#contract/reports.ts'
import type { ApiError } from '#src/api/errors.ts'
import { callOnce } from '#src/api/queries.ts'
import { eq, filterText, or } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { CheckInSign } from '#src/shared/CheckIn.tsx'
import {
  checkInLabels,
  checkInStates,
  codesOf,
  devicesOf,
  type CheckInState,
} from '#src/shared/policy-status.ts'
import { ofPolicy, useStatusStyles } from '#src/shared/status-parts.ts'
import { Button } from '#src/ui/basics.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { FilterBar, SearchBox, SelectFilter } from '#src/ui/table/FilterBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { StateReason } from './StateReason.tsx'

const page = 50
const stateOptions = checkInStates.map((value) => ({ value, label: checkInLabels[value] }))

const reportOf = (policyId: string, state: CheckInState | undefined, search: string) => {
  const codes = state === undefined ? [] : codesOf(state)
  const states = filterText(or(...codes.map((code) => eq('PolicyStatus', code))))
  const body = {
    filter: [ofPolicy(policyId), ...(states === undefined ? [] : [states])]
      .map((part) => `(${part})`)
      .join(' and '),
    // Conflicts and errors have the highest numbers.
    orderBy: ['PolicyStatus desc'],
    search,
    top: page,
  }
  return { queryKey: ['policyDevicesReport', 'paged', body], body }
}

type Props = {
  policyId: string
  state: CheckInState | undefined
  onState: (state: CheckInState | undefined) => void
}

/** The devices of a policy: conflicts and errors first, by state and name, page by page. */
export const PolicyDevices = ({ policyId, state, onState }: Props) => {
  const styles = useStatusStyles()
  const [search, setSearch] = useState('')
  const { queryKey, body } = reportOf(policyId, state, search)
  const list = useInfiniteQuery<
    ReportTable,
    ApiError,
    InfiniteData<ReportTable, number>,
    readonly unknown[],
    number
  >({
    queryKey,
    queryFn: ({ pageParam }) =>
      callOnce('policyDevicesReport', { body: { ...body, skip: pageParam } }),
    initialPageParam: 0,
    getNextPageParam: (last, all) =>
      last.TotalRowCount > all.length * page ? all.length * page : undefined,
  })
  const devices = (list.data?.pages ?? []).flatMap(devicesOf)
  const total = list.data?.pages[0]?.TotalRowCount ?? 0
  const isFiltered = state !== undefined || search !== ''
  return (
    <Stack>
      <FilterBar
        isFiltered={isFiltered}
        onClear={() => {
          onState(undefined)
          setSearch('')
        }}
        summary={
          list.data === undefined
            ? undefined
            : `${devices.length.toLocaleString('en')} of ${total.toLocaleString('en')} devices`
        }
      >
        <SearchBox label="Search by device or user" value={search} onChange={setSearch} />
        <SelectFilter
          label="State"
          all="All"
          value={state}
          options={stateOptions}
          onChange={(chosen) => onState(checkInStates.find((each) => each === chosen))}
        />
      </FilterBar>
      {list.data === undefined ? (
        list.error === null ? (
          <SkeletonLines lines={4} label="Loading the devices" />
        ) : (
          <Failed error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : devices.length === 0 ? (
        <p className={styles.note}>
          {isFiltered
            ? 'No device matches.'
            : 'The policy has not reached any device in your scope.'}
        </p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              {['Device', 'User', 'State', 'Since'].map((header) => (
                <th key={header} scope="col" className={styles.header}>
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {devices.map(({ deviceId, deviceName, user, state: now, at }) => (
              <tr key={`${deviceId} ${user}`}>
                <td className={styles.cell}>
                  <TextLink to={paths.device(deviceId)}>
                    <DeviceText value={deviceName} kind="name" missing="Device without a name" />
                  </TextLink>
                </td>
                <td className={styles.cell}>
                  <DeviceText value={user} kind="name" missing="No user" />
                </td>
                <td className={styles.cell}>
                  <CheckInSign state={now} />
                  <StateReason state={now} deviceId={deviceId} policyId={policyId} />
                </td>
                <td className={styles.cell}>
                  <When at={at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <Stack row>
          <Button
            disabledFocusable={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {list.isFetchingNextPage ? 'Loading…' : 'Show more'}
          </Button>
        </Stack>
      )}
    </Stack>
  )
}
