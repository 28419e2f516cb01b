import { EditRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router-dom'

import { pamLimits, type PamApproverGroup, type PamSettings } from '#contract/pam.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { useIsGraph } from '#src/api/session.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { withListParam } from '#src/ui/table/list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'

import { ApproverGroups } from './ApproverGroups.tsx'
import { groupsQuery, settingsQuery } from './pam-queries.ts'
import { PamFrame } from './PamFrame.tsx'
import { PowerShell } from './PowerShell.tsx'

/** Only with Microsoft Graph. */
const NotOffered = lazy(async () => ({
  default: (await import('./NotOffered.tsx')).NotOffered,
}))

const SettingsDialog = lazy(async () => ({
  default: (await import('./SettingsDialog.tsx')).SettingsDialog,
}))

const manage = 'Microsoft.Exchange_RoleManagement_Update'
const read = 'Microsoft.Exchange_RoleManagement_Read'

const Switch = ({ settings }: { settings: PamSettings }) => {
  const styles = useDrawerStyles()
  const [, setAddress] = useSearchParams()
  const rights = useRights()
  const accounts = settings.systemAccounts
  return (
    <Section
      title="Approvals"
      level={2}
      commands={
        <CommandButton
          size="small"
          icon={<EditRegular />}
          label="Edit the settings"
          disabledReason={missingRight(rights, manage)}
          onClick={() => setAddress((now) => withListParam(now, 'edit', 'settings'))}
        >
          Edit
        </CommandButton>
      }
    >
      <KeyValueList
        items={[
          {
            label: 'Require approvals for privileged tasks',
            value: settings.approvalsRequired ? 'On' : 'Off: everything passes',
          },
          {
            label: 'Default approvers group',
            value: (
              <DeviceText
                value={settings.defaultApproverGroupName}
                kind="name"
                missing="None yet"
              />
            ),
          },
          {
            label: 'System accounts',
            value:
              accounts === undefined
                ? `Not shown: this needs ${rightText(read).right}`
                : accounts.length === 0
                  ? 'None'
                  : accounts.map(({ id, userPrincipalName }) => (
                      <div key={id}>
                        <DeviceText value={userPrincipalName} kind="name" />
                      </div>
                    )),
          },
          { label: 'Policies', value: `${settings.policyCount} of at most ${pamLimits.policies}` },
          {
            label: 'Mail',
            value: settings.mail.sends ? (
              <>
                Approvers and requesters are told by mail from{' '}
                <DeviceText value={settings.mail.from} kind="name" />.
              </>
            ) : (
              'This console sends no mail: SMTP_URL is not set where it runs.'
            ),
          },
          ...(settings.lastModifiedDateTime
            ? [
                {
                  label: 'Last modified',
                  value: <When at={settings.lastModifiedDateTime} withExact />,
                },
              ]
            : []),
        ]}
      />
      {!settings.approvalsRequired && (
        <MessageBar intent="warning" title="Approvals are off.">
          {' '}
          Every privileged task passes without a request, whatever the policies say.
        </MessageBar>
      )}
      {accounts !== undefined && accounts.length > 0 && (
        <MessageBar intent="warning" title="System accounts pass without a request.">
          {' '}
          They are for automation only. Each should be an exception that somebody agreed to, and be
          looked at regularly.
        </MessageBar>
      )}
      <p className={styles.quiet}>
        Turning approvals off keeps policies and groups. In Microsoft 365 people who ask and answer
        need a licence such as Microsoft 365 E5, or E3 with E5 Compliance; the education plans A5,
        and A3 with A5 Compliance, have it too.
      </p>
    </Section>
  )
}

const commandsOf = (settings: PamSettings, groups: readonly PamApproverGroup[]) => [
  {
    what: 'Require approvals',
    command: pamCommands.enable({
      group: groups.find(({ id }) => id === settings.defaultApproverGroupId)?.mail ?? '',
      systemAccounts: (settings.systemAccounts ?? []).flatMap(
        ({ userPrincipalName }) => userPrincipalName ?? [],
      ),
    }),
  },
  { what: 'Turn approvals off', command: pamCommands.disable() },
]

const Settings = () => {
  const [address, setAddress] = useSearchParams()
  const rights = useRights()
  const settings = useQuery(settingsQuery)
  const groups = useQuery({ ...groupsQuery, enabled: rights.can(read) })
  if (settings.error !== null && settings.data === undefined)
    return <Failed error={settings.error} onRetry={() => void settings.refetch()} />
  if (settings.data === undefined) return <SkeletonLines lines={8} label="Reading the settings" />
  const { data } = settings
  return (
    <>
      <Switch settings={data} />
      <ApproverGroups settings={data} />
      {rights.can(read) && (
        <PowerShell level={2} commands={commandsOf(data, groups.data?.value ?? [])} />
      )}
      <Suspense>
        {address.get('edit') === 'settings' && (
          <SettingsDialog
            settings={data}
            onClose={() =>
              setAddress((now) => withListParam(now, 'edit', undefined), { replace: true })
            }
          />
        )}
      </Suspense>
    </>
  )
}

/** Whether approvals are required, who approves by default, and who passes. */
export default function SettingsPage() {
  const isGraph = useIsGraph()
  return (
    <PamFrame line="Whether privileged tasks of Exchange Online need an approval, who approves, and who passes.">
      {isGraph ? (
        <Suspense>
          <NotOffered of="settings" />
        </Suspense>
      ) : (
        <Settings />
      )}
    </PamFrame>
  )
}
