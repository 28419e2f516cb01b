import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  QuestionCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons'

import type { ManagedDevice } from '#contract/directory.ts'
import { clientState } from '#domain/devices/client-state.ts'
import { settingsConflicts } from '#domain/rules/settings-conflicts.ts'
import { rightText } from '#src/api/rights.ts'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { StatusBadge } from '#src/ui/StatusBadge.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { useNow } from '#src/ui/use-now.ts'

import { clientWords } from './client-words.ts'
import { toClientPolicy, type SettingsOnDevice } from './device-policies.ts'
import type { DevicePolicies } from './use-device-policies.ts'

const icons = {
  success: <CheckmarkCircleFilled />,
  warning: <WarningFilled />,
  danger: <DismissCircleFilled />,
  neutral: <QuestionCircleRegular />,
}

type Props = { device: ManagedDevice; found: DevicePolicies }

/** Whether the EPM client runs on the device, as far as it can be concluded, and from what. */
export const ClientSection = ({ device, found }: Props) => (
  <Section title="Endpoint Privilege Management on this device" level={2}>
    {found.state === 'loading' && <SkeletonLines lines={2} label="Loading the EPM state" />}
    {found.state === 'forbidden' && (
      <div>
        The state is concluded from policies, which your roles do not show. The missing right is{' '}
        <strong>{rightText('Microsoft.Intune_EpmPolicy_Read').right}</strong>.
      </div>
    )}
    {/* The failure itself stands below, at the policies. */}
    {found.state === 'failed' && <div>Not known: the policies could not be read.</div>}
    {found.state === 'read' && (
      <Stack gap="small">
        <State device={device} settings={found.settings} />
        <Conflicts settings={found.settings} />
        {found.gaps.map((gap) => (
          <div key={gap}>{gap}</div>
        ))}
      </Stack>
    )}
  </Section>
)

const State = ({
  device,
  settings,
}: {
  device: ManagedDevice
  settings: readonly SettingsOnDevice[]
}) => {
  const now = new Date(useNow())
  const { operatingSystem, osVersion } = device
  const state = clientState({ operatingSystem, osVersion }, settings.map(toClientPolicy), now)
  const { word, tone, because, removal } = clientWords(state, now)
  return (
    <>
      <StatusBadge intent={tone} icon={icons[tone]}>
        {word}
      </StatusBadge>
      <div>
        {because} Concluded from the policies in your scope and the last check-in,{' '}
        <When at={device.lastSyncDateTime} />.
      </div>
      {removal !== null && (
        <div>
          The components are removed: <When at={removal} as="left" withExact />
        </div>
      )}
    </>
  )
}

/** What several settings policies say differently, and what the client does until that is solved (epm-behaviour 13.1). */
const Conflicts = ({ settings }: { settings: readonly SettingsOnDevice[] }) => {
  const conflicts = settingsConflicts(settings)
  if (conflicts.length === 0)
    return settings.some(({ status }) => status?.state === 'conflict') ? (
      <div>
        The device reports a conflict between settings, but the policies that you see agree now. The
        other one may be outside your scope, or was changed since.
      </div>
    ) : null
  const names = new Map(settings.map(({ id, name }) => [id, name]))
  return (
    <MessageBar intent="warning" title="Elevation settings policies contradict one another">
      {conflicts.map(({ label, says }) => (
        <div key={label}>
          {label}:{' '}
          {says.map(({ policyId, value }, index) => (
            <span key={policyId}>
              {index > 0 && '; '}
              {value} in <DeviceText value={names.get(policyId) || policyId} kind="name" flag />
            </span>
          ))}
        </div>
      ))}
      <div>
        No policy wins. Until they agree, the client uses its defaults: Endpoint Privilege
        Management stays on, and files that no rule matches are denied.
      </div>
    </MessageBar>
  )
}
