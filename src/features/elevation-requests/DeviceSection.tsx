import {
  CheckmarkCircleRegular,
  DismissCircleRegular,
  QuestionCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'

import type { ElevationRequest } from '#contract/elevation-requests.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { Button } from '#src/ui/basics.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { StatusBadge, type StatusIntent } from '#src/ui/StatusBadge.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { useDrawerStyles } from './drawer-styles.ts'
import { deviceQuery } from './request-queries.ts'
import { text } from './request-text.ts'

type Look = { word: string; intent: StatusIntent; icon: ReactElement }
const compliant: Look = { word: 'Yes', intent: 'success', icon: <CheckmarkCircleRegular /> }
const not = (word: string): Look => ({ word, intent: 'danger', icon: <DismissCircleRegular /> })
const looks: Partial<Record<string, Look>> = {
  compliant,
  noncompliant: not('No'),
  conflict: not('No, settings conflict'),
  error: not('Not known: the check failed'),
  inGracePeriod: { word: 'No, in grace period', intent: 'warning', icon: <WarningRegular /> },
  configManager: {
    word: 'Managed by Configuration Manager',
    intent: 'neutral',
    icon: <QuestionCircleRegular />,
  },
}
const unknown: Look = { word: 'Not known', intent: 'neutral', icon: <QuestionCircleRegular /> }

/** The device as it is now; `may` is false when this person's roles do not show devices. */
const useDevice = (request: ElevationRequest) => {
  const id = text(request.requestedOnDeviceId)
  const may = useRights().can('Microsoft.Intune_ManagedDevices_Read')
  return { may, ...useQuery({ ...deviceQuery(id), enabled: may && id !== '' }) }
}

/** The documented field "Intune compliant", read from the device itself. */
export const Compliance = ({ request }: { request: ElevationRequest }) => {
  const { data } = useDevice(request)
  if (!data?.ok) return <>Not known</>
  const { word, intent, icon } = looks[data.data.complianceState ?? ''] ?? unknown
  return (
    <StatusBadge intent={intent} icon={icon}>
      {word}
    </StatusBadge>
  )
}

/** The device that asked, linked to its own page. */
export const DeviceLink = ({ request }: { request: ElevationRequest }) => {
  const id = text(request.requestedOnDeviceId)
  const name = <DeviceText value={request.deviceName} kind="name" missing={id || 'Not given'} />
  return id === '' ? name : <TextLink to={paths.device(id)}>{name}</TextLink>
}

/** The device: whether it is in order, and what else is known of it. */
export const DeviceSection = ({ request }: { request: ElevationRequest }) => {
  const styles = useDrawerStyles()
  const id = text(request.requestedOnDeviceId)
  const { may, data, error, refetch } = useDevice(request)
  const device = data?.ok ? data.data : null
  return (
    <Section title="Device">
      {error !== null && (
        <FailureBar
          error={error}
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      )}
      {id === '' && <p className={styles.text}>The request does not say on which device.</p>}
      {may && id !== '' && error === null && data === undefined && (
        <SkeletonLines lines={3} label="Reading the device" />
      )}
      {id !== '' && (!may || data?.ok === false) && (
        <p className={styles.text}>
          {!may || (data?.ok === false && data.error.status === 403)
            ? `The device is not shown: that needs the right “${rightText('Microsoft.Intune_ManagedDevices_Read').right}”.`
            : 'The device was not found. It may have been removed, or is outside your scope.'}
        </p>
      )}
      {device !== null && (
        <KeyValueList
          items={[
            { label: 'Device', value: <DeviceLink request={request} /> },
            { label: 'Intune compliant', value: <Compliance request={request} /> },
            {
              label: 'Windows',
              value: <DeviceText value={device.osVersion} kind="name" />,
            },
            { label: 'Last check-in', value: <When at={device.lastSyncDateTime} withExact /> },
            {
              label: 'Primary user',
              value: <DeviceText value={device.userPrincipalName} kind="name" missing="None" />,
            },
          ]}
        />
      )}
    </Section>
  )
}
