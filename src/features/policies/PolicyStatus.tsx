import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { q } from '#src/api/queries.ts'
import { paths } from '#src/lib/paths.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { CheckInCounts, CheckInSign } from './CheckIn.tsx'
import { devicesOf, summaryOf } from './policy-status.ts'
import { PolicyUserStatus } from './PolicyUserStatus.tsx'
import { ofPolicy, useStatusStyles } from './status-parts.ts'

const most = 50

const summaryQuery = (id: string) =>
  q('policyDeviceSummaryReport', { body: { filter: `(${ofPolicy(id)})` } })
const devicesQuery = (id: string) =>
  q('policyDevicesReport', { body: { filter: `(${ofPolicy(id)})`, top: most } })

/** On how many devices the policy arrived, and on which it did not (epm-behaviour 3.5). */
export const PolicyStatus = ({ policyId }: { policyId: string }) => {
  const styles = useStatusStyles()
  const [open, setOpen] = useState(false)
  const [usersOpen, setUsersOpen] = useState(false)
  const summary = useQuery(summaryQuery(policyId))
  if (summary.data === undefined)
    return summary.error === null ? (
      <SkeletonLines lines={2} label="Loading the check-in status" />
    ) : (
      <Failed error={summary.error} onRetry={() => void summary.refetch()} />
    )
  const counts = summaryOf(summary.data)
  return (
    <Stack>
      <CheckInCounts counts={counts} />
      <p className={styles.note}>
        Devices by their last check-in, as of{' '}
        <When at={new Date(summary.dataUpdatedAt).toISOString()} />. Devices check in about every
        eight hours.
      </p>
      <ExpandableSection title="Devices" open={open} onToggle={setOpen}>
        {open && <Devices policyId={policyId} />}
      </ExpandableSection>
      <ExpandableSection title="Users" open={usersOpen} onToggle={setUsersOpen}>
        {usersOpen && <PolicyUserStatus policyId={policyId} />}
      </ExpandableSection>
    </Stack>
  )
}

const Devices = ({ policyId }: { policyId: string }) => {
  const styles = useStatusStyles()
  const { data, error, refetch } = useQuery(devicesQuery(policyId))
  if (data === undefined)
    return error === null ? (
      <SkeletonLines lines={4} label="Loading the devices" />
    ) : (
      <Failed error={error} onRetry={() => void refetch()} />
    )
  const devices = devicesOf(data)
  if (devices.length === 0)
    return <p className={styles.note}>The policy has not reached any device in your scope.</p>
  return (
    <Stack>
      <ul className={styles.list}>
        {devices.map(({ deviceId, deviceName, user, state, at }) => (
          <li key={`${deviceId} ${user}`} className={styles.device}>
            <TextLink to={paths.device(deviceId)}>
              <DeviceText value={deviceName} kind="name" missing="Device without a name" />
            </TextLink>
            <DeviceText value={user} kind="name" missing="No user" />
            <CheckInSign state={state} />
            <When at={at} />
          </li>
        ))}
      </ul>
      {data.TotalRowCount > devices.length && (
        <p className={styles.note}>
          The first {devices.length} of {data.TotalRowCount.toLocaleString('en')} devices.
        </p>
      )}
    </Stack>
  )
}
