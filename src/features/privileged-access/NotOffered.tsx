import { useState } from 'react'

import { pamLimits } from '#contract/pam.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { SelectControl, TextControl } from '#src/ui/form/controls.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'

import { CommandList, type Command } from './PowerShell.tsx'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '480px' },
})

type Tab = 'requests' | 'policies' | 'settings'
type Values = Record<
  | 'task'
  | 'reason'
  | 'hours'
  | 'requestId'
  | 'comment'
  | 'approval'
  | 'group'
  | 'accounts'
  | 'name'
  | 'member',
  string
>

const start: Values = {
  task: 'New-MoveRequest',
  reason: '',
  hours: String(pamLimits.defaultDurationHours),
  requestId: '',
  comment: '',
  approval: 'manual',
  group: '',
  accounts: '',
  name: '',
  member: '',
}

const fieldsOf: Record<Tab, readonly { name: keyof Values; label: string; hint?: string }[]> = {
  requests: [
    { name: 'task', label: 'Task', hint: 'The name of a cmdlet of Exchange Online.' },
    { name: 'reason', label: 'Reason', hint: 'The approvers read it.' },
    { name: 'hours', label: 'Duration (hours)' },
    { name: 'requestId', label: 'Request id', hint: 'As Get-ElevatedAccessRequest gives it.' },
    { name: 'comment', label: 'Comment' },
  ],
  policies: [
    { name: 'task', label: 'Task', hint: 'The name of a cmdlet of Exchange Online.' },
    { name: 'group', label: 'Approval group', hint: 'Its e-mail address.' },
    { name: 'requestId', label: 'Policy identity', hint: 'Of the policy to remove.' },
  ],
  settings: [
    { name: 'group', label: 'Approvers’ group', hint: 'Its e-mail address.' },
    { name: 'name', label: 'Name of a new group' },
    { name: 'member', label: 'Member', hint: 'A user principal name.' },
    {
      name: 'accounts',
      label: 'System accounts',
      hint: 'User principal names, with commas between.',
    },
  ],
}

const approvals = [
  { value: 'manual', label: 'Manual' },
  { value: 'auto', label: 'Auto' },
]

/** The labels of those fields that are empty. */
const lacking = (tab: Tab, values: Values, needed: readonly (keyof Values)[]) =>
  fieldsOf[tab]
    .filter(({ name }) => needed.includes(name) && values[name].trim() === '')
    .map(({ label }) => label)

const commandsOf = (tab: Tab, values: Values): Command[] => {
  const { task, requestId, comment, group, name, member } = values
  const needs = (...needed: (keyof Values)[]) => ({ lacks: lacking(tab, values, needed) })
  const connect = { what: 'Connect first', command: pamCommands.connect() }
  if (tab === 'requests')
    return [
      connect,
      { what: 'List requests, with their ids', command: pamCommands.listRequests() },
      {
        what: 'Ask for access',
        command: pamCommands.newRequest({
          name: task,
          reason: values.reason,
          hours: Number(values.hours),
        }),
        ...needs('task', 'reason'),
      },
      {
        what: 'Approve',
        command: pamCommands.approve(requestId, comment),
        ...needs('requestId', 'comment'),
      },
      {
        what: 'Deny',
        command: pamCommands.deny(requestId, comment),
        ...needs('requestId', 'comment'),
      },
      {
        what: 'Revoke',
        command: pamCommands.revoke(requestId, comment),
        ...needs('requestId', 'comment'),
      },
    ]
  if (tab === 'policies')
    return [
      connect,
      {
        what: 'Add a policy',
        command: pamCommands.newPolicy({
          name: task,
          approvalType: values.approval === 'auto' ? 'auto' : 'manual',
          group,
        }),
        ...needs('task', 'group'),
      },
      {
        what: 'Remove a policy',
        command: pamCommands.removePolicy(requestId),
        ...needs('requestId'),
      },
    ]
  const systemAccounts = values.accounts.split(',').flatMap((each) => each.trim() || [])
  return [
    connect,
    {
      what: 'Make an approvers’ group',
      command: pamCommands.newGroup({ name, mail: group, description: '' }),
      ...needs('name', 'group'),
    },
    {
      what: 'Add a member to it',
      command: pamCommands.addMember(group, member),
      ...needs('group', 'member'),
    },
    {
      what: 'Require approvals',
      command: pamCommands.enable({ group, systemAccounts }),
      ...needs('group'),
    },
    { what: 'Turn approvals off', command: pamCommands.disable() },
  ]
}

/** With Microsoft Graph: why nothing is listed, and the exact commands instead. */
export const NotOffered = ({ of }: { of: Tab }) => {
  const styles = useStyles()
  const [values, setValues] = useState(start)
  const change = (name: keyof Values, value: string) =>
    setValues((now) => ({ ...now, [name]: value }))
  return (
    <>
      <MessageBar intent="info" title="Microsoft publishes no interface for this.">
        {' '}
        Microsoft Graph cannot list, make or answer what belongs to privileged access, so this
        console cannot either. It writes the commands of Exchange Online PowerShell for you; run
        them in a session that Connect-ExchangeOnline opened. This page neither runs nor stores
        anything.
      </MessageBar>
      <Section title="What the commands say" level={2}>
        <div className={styles.fields}>
          {fieldsOf[of].map((field) => (
            <TextControl
              key={field.name}
              name={field.name}
              label={field.label}
              hint={field.hint}
              value={values[field.name]}
              onChange={change}
            />
          ))}
          {of === 'policies' && (
            <SelectControl
              name="approval"
              label="Approval type"
              value={values.approval}
              onChange={change}
              options={approvals}
            />
          )}
        </div>
      </Section>
      <Section title="Commands" level={2}>
        <CommandList commands={commandsOf(of, values)} />
      </Section>
    </>
  )
}
