import { useQuery } from '@tanstack/react-query'

import { qAllowing } from '#src/api/queries.ts'
import { rightText } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { CheckInSign } from '#src/shared/CheckIn.tsx'
import { policyNamesQuery } from '#src/shared/policy-names.ts'
import { devicesOf } from '#src/shared/policy-status.ts'
import { onDevice, useStatusStyles } from '#src/shared/status-parts.ts'
import { Section } from '#src/ui/layout/Section.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

const statesQuery = (deviceId: string) =>
  qAllowing(
    'policyDevicesReport',
    { body: { filter: `(${onDevice(deviceId)})`, orderBy: ['PolicyStatus desc'], top: 1000 } },
    { statuses: [403], why: 'a reader of devices need not read policies' },
  )

/** The EPM policies that reach this device, and how each stands there. */
export const DevicePolicies = ({ deviceId }: { deviceId: string }) => (
  <Section title="EPM policies" level={2}>
    <States deviceId={deviceId} />
  </Section>
)

const States = ({ deviceId }: { deviceId: string }) => {
  const styles = useStatusStyles()
  const { data, error, refetch } = useQuery(statesQuery(deviceId))
  const names = useQuery(policyNamesQuery)
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined || names.isPending)
    return <SkeletonLines lines={3} label="Loading the policies" />
  if (!data.ok)
    return (
      <p className={styles.note}>
        They are not shown: that needs the right “
        {rightText('Microsoft.Intune_EpmPolicy_Read').right}”.
      </p>
    )
  const states = devicesOf(data.data)
  const known = new Map(
    (names.data?.ok === true ? names.data.data.value : []).map(({ id, name }) => [id, name]),
  )
  if (states.length === 0)
    return <p className={styles.note}>No EPM policy in your scope reaches this device.</p>
  return (
    <ul className={styles.list}>
      {states.map(({ policyId, user, state, at }) => (
        <li key={`${policyId} ${user}`} className={styles.device}>
          <TextLink to={paths.policy(policyId)}>
            <DeviceText value={known.get(policyId) || policyId} kind="name" flag />
          </TextLink>
          <DeviceText value={user} kind="name" missing="No user" />
          <CheckInSign state={state} />
          {state === 'pending' ? <span>No report yet</span> : <When at={at} />}
        </li>
      ))}
    </ul>
  )
}
