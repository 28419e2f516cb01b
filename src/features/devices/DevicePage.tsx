import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router-dom'

import type { ManagedDevice } from '#contract/directory.ts'
import type { PageLoader } from '#src/api/page.ts'
import { q } from '#src/api/queries.ts'
import { rightText } from '#src/api/rights.ts'
import { invariant } from '#src/lib/invariant.ts'
import { paths } from '#src/lib/paths.ts'
import { ScopeTagNames } from '#src/shared/scope-tags/ScopeTagNames.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Page } from '#src/ui/layout/Page.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { PageHeader } from '#src/ui/PageHeader.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed, Forbidden, NotFound } from '#src/ui/states/states.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { ClientSection } from './ClientSection.tsx'
import { ComplianceSign } from './ComplianceSign.tsx'
import { complianceOf, joinWords, windowsRelease } from './device-words.ts'
import { DevicePolicies } from './DevicePolicies.tsx'
import { DeviceElevations, DeviceRequests } from './DeviceEvents.tsx'
import { useDevicePolicies } from './use-device-policies.ts'

const useStyles = makeStyles({
  columns: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
    gap: '24px 48px',
  },
  meaning: { color: tokens.colorNeutralForeground2 },
})

const deviceQuery = (id: string) => q('deviceGet', { path: { id } })

export const loader: PageLoader = ({ queryClient, params }) => {
  if (params.id !== undefined) void queryClient.prefetchQuery(deviceQuery(params.id))
}

export default function DevicePage() {
  const { id } = useParams()
  invariant(id, 'DevicePage needs a route with :id.')
  const { data: device, error, refetch } = useQuery(deviceQuery(id))
  if (device !== undefined)
    return (
      <Page>
        <Back />
        <PageHeader
          title={device.deviceName || 'Device without a name'}
          line="What Intune knows of this device, and what people asked to elevate and elevated on it."
        />
        <Epm device={device} />
        <DeviceRequests deviceId={device.id} />
        <DeviceElevations deviceId={device.id} deviceName={device.deviceName} />
        <Facts device={device} />
      </Page>
    )
  return (
    <Page>
      <Back />
      <PageHeader title="Device" />
      {error === null ? (
        <SkeletonLines lines={8} label="Loading the device" />
      ) : error.status === 403 ? (
        <Forbidden what="devices" {...rightText('Microsoft.Intune_ManagedDevices_Read')} />
      ) : error.status === 404 ? (
        <NotFound what="device" backTo={{ to: paths.devices(), label: 'All devices' }} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

/** Once for both: the state is concluded from the policies. */
const Epm = ({ device }: { device: ManagedDevice }) => {
  const styles = useStyles()
  const found = useDevicePolicies(device)
  return (
    <>
      <div className={styles.columns}>
        <ClientSection device={device} found={found} />
        <State device={device} />
      </div>
      <DevicePolicies found={found} />
    </>
  )
}

const Back = () => (
  <nav aria-label="Breadcrumb">
    <TextLink to={paths.devices()}>Devices</TextLink>
  </nav>
)

const text = (value: string | null | undefined, missing = 'Not reported') => (
  <DeviceText value={value} kind="name" flag missing={missing} />
)

const State = ({ device }: { device: ManagedDevice }) => {
  const styles = useStyles()
  return (
    <Section title="State" level={2}>
      <KeyValueList
        items={[
          {
            label: 'Compliance',
            value: (
              <Stack gap="small">
                <ComplianceSign state={device.complianceState} />
                <span className={styles.meaning}>
                  {complianceOf(device.complianceState).meaning}
                </span>
              </Stack>
            ),
          },
          { label: 'Last check-in', value: <When at={device.lastSyncDateTime} withExact /> },
          { label: 'Enrolled', value: <When at={device.enrolledDateTime} withExact /> },
          {
            label: 'Join type',
            value: text(device.joinType === undefined ? null : joinWords(device.joinType)),
          },
        ]}
      />
    </Section>
  )
}

/** What the device is, for whoever has to find it; nothing is decided by it. */
const Facts = ({ device }: { device: ManagedDevice }) => {
  const styles = useStyles()
  const release = windowsRelease(device)
  return (
    <div className={styles.columns}>
      <Section title="Device" level={2}>
        <KeyValueList
          items={[
            {
              label: 'Operating system',
              value: release === null ? text(device.operatingSystem) : release,
            },
            { label: 'OS version', value: text(device.osVersion) },
            { label: 'Manufacturer', value: text(device.manufacturer) },
            { label: 'Model', value: text(device.model) },
            { label: 'Serial number', value: text(device.serialNumber) },
          ]}
        />
      </Section>
      <Section title="User, tags and ids" level={2}>
        <KeyValueList
          items={[
            { label: 'Primary user', value: text(device.userDisplayName, 'None') },
            { label: 'User name', value: text(device.userPrincipalName, 'None') },
            {
              label: 'Scope tags',
              value: <ScopeTagNames ids={device.roleScopeTagIds ?? []} />,
            },
            { label: 'Intune device id', value: <Hash value={device.id} what="device id" whole /> },
            {
              label: 'Entra device id',
              value: <Hash value={device.azureADDeviceId} what="Entra device id" whole />,
            },
          ]}
        />
      </Section>
    </div>
  )
}
