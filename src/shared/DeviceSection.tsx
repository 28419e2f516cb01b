import {
  CheckmarkCircleRegular,
  DismissCircleRegular,
  QuestionCircleRegular,
  WarningRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'

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

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { deviceQuery } from './device-query.ts'

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

/** A device as a record names it; nothing is the same as null and `''`. */
type NamedDevice = { id: string | null | undefined; name: string | null | undefined }

/** The device as it is now; `may` is false when this person's roles do not show devices. */
const useDevice = (id: string) => {
  const may = useRights().can('Microsoft.Intune_ManagedDevices_Read')
  return { may, ...useQuery({ ...deviceQuery(id), enabled: may && id !== '' }) }
}

/** The documented field "Intune compliant", read from the device itself. */
export const Compliance = ({ id }: Pick<NamedDevice, 'id'>) => {
  const { data } = useDevice(id ?? '')
  if (!data?.ok) return <>Not known</>
  const { word, intent, icon } = looks[data.data.complianceState ?? ''] ?? unknown
  return (
    <StatusBadge intent={intent} icon={icon}>
      {word}
    </StatusBadge>
  )
}

/** The device, linked to its own page. */
export const DeviceLink = ({ id, name }: NamedDevice) => {
  const shown = <DeviceText value={name} kind="name" missing={id || 'Not given'} />
  return id ? <TextLink to={paths.device(id)}>{shown}</TextLink> : shown
}

/** The device: whether it is in order, and what else is known of it. */
export const DeviceSection = (named: NamedDevice & { recordName: string }) => {
  const styles = useDrawerStyles()
  const id = named.id ?? ''
  const { may, data, error, refetch } = useDevice(id)
  const device = data?.ok ? data.data : null
  return (
    <Section title="Device">
      {error !== null && (
        <FailureBar
          error={error}
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      )}
      {id === '' && (
        <p className={styles.text}>The {named.recordName} does not say on which device.</p>
      )}
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
            { label: 'Device', value: <DeviceLink id={named.id} name={named.name} /> },
            { label: 'Intune compliant', value: <Compliance id={id} /> },
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
