import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { q } from '#src/api/queries.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'

import { CheckInCounts, CheckInSign } from '#src/shared/CheckIn.tsx'
import { countUsers, devicesOf, usersOf } from '#src/shared/policy-status.ts'
import { ofPolicy, useStatusStyles } from '#src/shared/status-parts.ts'

/** The most that a report answers at once. */
const mostRead = 1000
const mostShown = 50

/** Graph has no report by user: its rows by device name the user (graph-contract 6.4), so they are put together here. */
const usersQuery = (id: string) =>
  q('policyDevicesReport', {
    body: { filter: `(${ofPolicy(id)})`, orderBy: ['UPN asc'], top: mostRead },
  })

/** Each user once, in the worst state that one of their devices is in. */
export const PolicyUserStatus = ({ policyId }: { policyId: string }) => {
  const styles = useStatusStyles()
  const { data, error, refetch } = useQuery(usersQuery(policyId))
  const devices = useMemo(() => (data === undefined ? [] : devicesOf(data)), [data])
  const users = useMemo(() => usersOf(devices), [devices])
  if (data === undefined)
    return error === null ? (
      <SkeletonLines lines={4} label="Loading the users" />
    ) : (
      <Failed error={error} onRetry={() => void refetch()} />
    )
  const withoutUser = devices.filter(({ user }) => user === '').length
  const isPart = data.TotalRowCount > devices.length
  return (
    <Stack>
      {users.length === 0 ? (
        <p className={styles.note}>No device that the policy reached names a user.</p>
      ) : (
        <>
          <CheckInCounts counts={countUsers(users)} />
          <p className={styles.note}>
            A user counts once, in the worst state of their devices: error before conflict, pending,
            succeeded and not applicable.
            {withoutUser > 0 &&
              ` ${withoutUser.toLocaleString('en')} ${withoutUser === 1 ? 'device names' : 'devices name'} no user.`}
          </p>
          <ul className={styles.list}>
            {users.slice(0, mostShown).map(({ user, state, devices: count, at }) => (
              <li key={user} className={styles.device}>
                <DeviceText value={user} kind="name" flag />
                <span>{count === 1 ? '1 device' : `${count.toLocaleString('en')} devices`}</span>
                <CheckInSign state={state} />
                <When at={at} />
              </li>
            ))}
          </ul>
        </>
      )}
      {users.length > mostShown && (
        <p className={styles.note}>
          The first {mostShown} of {users.length.toLocaleString('en')} users, the worst first.
        </p>
      )}
      {isPart && (
        <p className={styles.note}>
          Counted from the first {devices.length.toLocaleString('en')} of{' '}
          {data.TotalRowCount.toLocaleString('en')} devices, in the order of their users’ names.
        </p>
      )}
    </Stack>
  )
}
