import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { q } from '#src/api/queries.ts'
import { paths } from '#src/lib/paths.ts'
import { devicesOf, type CheckInState } from '#src/shared/policy-status.ts'
import { onDevice, useStatusStyles } from '#src/shared/status-parts.ts'
import { policyNamesQuery } from '#src/shared/policy-names.ts'
import { Button } from '#src/ui/basics.ts'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

type Props = { state: CheckInState | null; deviceId: string; policyId: string }

/** What is known of why a device is in error or conflict, on demand, and where to look for the rest. */
export const StateReason = ({ state, deviceId, policyId }: Props) => {
  const styles = useStatusStyles()
  const [open, setOpen] = useState(false)
  if (state === 'error')
    return (
      <p className={styles.note}>
        Why is not reported. Look for missing Windows updates, and whether the device reaches the
        EPM service.
      </p>
    )
  if (state !== 'conflict') return null
  return (
    <div>
      <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
        With which policies?
      </Button>
      {open && <Conflicting deviceId={deviceId} policyId={policyId} />}
    </div>
  )
}

const Conflicting = ({ deviceId, policyId }: Omit<Props, 'state'>) => {
  const styles = useStatusStyles()
  const report = useQuery(
    q('policyDevicesReport', { body: { filter: `(${onDevice(deviceId)})`, top: 1000 } }),
  )
  const names = useQuery(policyNamesQuery)
  if (report.error !== null) return <p className={styles.note}>{report.error.message}</p>
  if (report.data === undefined || names.isPending)
    return <SkeletonLines lines={2} label="Loading the policies of the device" />
  const known = new Map(
    (names.data?.ok === true ? names.data.data.value : []).map(({ id, name }) => [id, name]),
  )
  const others = devicesOf(report.data).filter(
    (each) => each.state === 'conflict' && each.policyId !== policyId,
  )
  return (
    <div className={styles.note}>
      {others.length === 0 ? (
        'No other policy in your scope is in conflict on this device; it may clear by itself within the hour.'
      ) : (
        <>
          Also in conflict on this device:{' '}
          {others.map(({ policyId: other }, index) => (
            <span key={other}>
              {index > 0 && ', '}
              <TextLink to={paths.policy(other)}>
                <DeviceText value={known.get(other) || other} kind="name" flag />
              </TextLink>
            </span>
          ))}
          . Which setting differs is not reported: compare their configuration settings.
        </>
      )}
    </div>
  )
}
