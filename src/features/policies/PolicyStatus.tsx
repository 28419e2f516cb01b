import {
  CheckmarkCircleFilled,
  ClockRegular,
  DismissCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { q } from '#src/api/queries.ts'
import { eq, filterText } from '#src/lib/odata.ts'
import { paths } from '#src/lib/paths.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Hint } from '#src/ui/Hint.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import {
  checkInLabels,
  checkInMeanings,
  checkInStates,
  devicesOf,
  summaryOf,
  type CheckInState,
} from './policy-status.ts'

const useStyles = makeStyles({
  states: { display: 'flex', flexWrap: 'wrap', gap: '12px 32px', margin: 0 },
  state: { display: 'flex', flexDirection: 'column', gap: '2px' },
  count: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontVariantNumeric: 'tabular-nums',
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  device: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) 160px 120px',
    gap: '2px 16px',
    padding: '6px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
  },
})

const signs = {
  succeeded: { intent: 'success', icon: <CheckmarkCircleFilled /> },
  error: { intent: 'danger', icon: <DismissCircleFilled /> },
  conflict: { intent: 'warning', icon: <WarningFilled /> },
  pending: { intent: 'info', icon: <ClockRegular /> },
  notApplicable: { intent: 'neutral', icon: <SubtractCircleRegular /> },
} as const

const Sign = ({ state }: { state: CheckInState | null }) =>
  state === null ? (
    <>Not known</>
  ) : (
    <Hint text={checkInMeanings[state]}>
      {(id) => (
        <span aria-describedby={id}>
          <StatusBadge {...signs[state]}>{checkInLabels[state]}</StatusBadge>
        </span>
      )}
    </Hint>
  )

const ofPolicy = (id: string) => filterText(eq('PolicyId', id)) ?? ''
const most = 50

const summaryQuery = (id: string) =>
  q('policyDeviceSummaryReport', { body: { filter: `(${ofPolicy(id)})` } })
const devicesQuery = (id: string) =>
  q('policyDevicesReport', { body: { filter: `(${ofPolicy(id)})`, top: most } })

/** On how many devices the policy arrived, and on which it did not (epm-behaviour 3.5). */
export const PolicyStatus = ({ policyId }: { policyId: string }) => {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
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
      <dl className={styles.states}>
        {checkInStates.map((state) => (
          <div key={state} className={styles.state}>
            <dt>
              <Sign state={state} />
            </dt>
            <dd className={styles.count}>{counts[state].toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>
        Devices by their last check-in, as of{' '}
        <When at={new Date(summary.dataUpdatedAt).toISOString()} />. Devices check in about every
        eight hours.
      </p>
      <ExpandableSection title="Devices" open={open} onToggle={setOpen}>
        {open && <Devices policyId={policyId} />}
      </ExpandableSection>
    </Stack>
  )
}

const Devices = ({ policyId }: { policyId: string }) => {
  const styles = useStyles()
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
            <Sign state={state} />
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
