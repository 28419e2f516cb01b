import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm, useWatch } from 'react-hook-form'

import { pamLimits, type PamSettings } from '#contract/pam.ts'
import { z } from '#contract/zod.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import type { ShownField } from '#src/shared/decision/decision-problem.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { CheckboxField, SelectField, TextAreaField } from '#src/ui/form/fields.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { lookFirst, Meanwhile, useSeen } from './Meanwhile.tsx'
import { groupsQuery, settingsEndpoints } from './pam-queries.ts'

const linesOf = (text: string) =>
  text
    .split(/[\r\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

const Form = z.object({
  required: z.boolean(),
  group: z.string(),
  accounts: z.string(),
  off: z.boolean(),
})
type Form = z.infer<typeof Form>

/** Whether approvals were required when the form opened: only turning them off is confirmed. */
const formFrom = (wasRequired: boolean) =>
  Form.superRefine(({ required, group, accounts, off }, context) => {
    if (wasRequired && !required && !off)
      context.addIssue({ code: 'custom', path: ['off'], message: 'Confirm it first.' })
    if (required && group === '')
      context.addIssue({ code: 'custom', path: ['group'], message: 'Choose a group first.' })
    if (linesOf(accounts).length > pamLimits.systemAccounts)
      context.addIssue({
        code: 'custom',
        path: ['accounts'],
        message: `At most ${pamLimits.systemAccounts} accounts.`,
      })
  })

const fields: readonly ShownField<PamSettings>[] = [
  {
    label: 'Require approvals',
    read: ({ approvalsRequired }) => (approvalsRequired ? 'on' : 'off'),
  },
  {
    label: 'Default approvers group',
    read: ({ defaultApproverGroupName }) => defaultApproverGroupName ?? '',
  },
  {
    label: 'System accounts',
    read: ({ systemAccounts }) =>
      (systemAccounts ?? []).map(({ userPrincipalName }) => userPrincipalName ?? '').join(', '),
  },
]

const atAccounts = (error: ApiError | null) =>
  error?.details.some(({ target }) => target?.startsWith('systemAccounts')) === true

type Props = { settings: PamSettings; onClose: () => void }

/** The switch, the default approvers group and the system accounts (epm-behaviour 19.3). */
export const SettingsDialog = ({ settings, onClose }: Props) => {
  const rights = useRights()
  const groups = useQuery(groupsQuery)
  const { seen, isNewer, accept } = useSeen(settings)
  const form = useForm<Form>({
    resolver: zodResolver(formFrom(settings.approvalsRequired)),
    defaultValues: {
      required: settings.approvalsRequired,
      group: settings.defaultApproverGroupId ?? '',
      accounts: (settings.systemAccounts ?? [])
        .map(({ userPrincipalName }) => userPrincipalName ?? '')
        .join('\n'),
      off: false,
    },
  })
  const values = useWatch({ control: form.control })
  const mutation = useApiMutation('pamSettingsUpdate', { invalidates: settingsEndpoints })
  const stale = isNewer && !mutation.pending
  const turnsOff = settings.approvalsRequired && values.required === false
  const group = groups.data?.value.find(({ id }) => id === values.group)
  const save = async ({ required, group: groupId, accounts }: Form) => {
    try {
      await mutation.sendAsync({
        body: {
          approvalsRequired: required,
          ...(groupId === '' ? {} : { defaultApproverGroupId: groupId }),
          systemAccounts: linesOf(accounts),
        },
        ifMatch: seen['@odata.etag'],
      })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (atAccounts(reason))
        form.setError('accounts', { message: reason.message }, { shouldFocus: true })
      return
    }
    toast({ intent: 'success', title: 'Settings saved' })
    onClose()
  }
  return (
    <FormDialog
      title="Privileged access settings"
      submitLabel={turnsOff ? 'Turn approvals off' : 'Save'}
      {...(turnsOff ? { tone: 'danger' as const } : {})}
      wide
      error={
        (stale && mutation.error?.isConflict) || atAccounts(mutation.error)
          ? null
          : (mutation.error ?? groups.error)
      }
      pending={mutation.pending}
      checking={mutation.checking}
      onSubmit={form.handleSubmit(save)}
      onClose={onClose}
      dirty={form.formState.isDirty}
      disabledReason={
        missingRight(rights, 'Microsoft.Exchange_RoleManagement_Update') ??
        (stale ? lookFirst : undefined) ??
        (groups.data === undefined ? 'The groups are being read.' : undefined)
      }
    >
      {stale && (
        <Meanwhile
          fields={fields}
          seen={seen}
          current={settings}
          onAccept={() => {
            mutation.reset()
            accept()
          }}
        />
      )}
      {groups.data?.value.length === 0 && (
        <MessageBar intent="info" title="There is no approvers’ group yet.">
          {' '}
          Add one under Approvers’ groups and give it members; then approvals can be required.
        </MessageBar>
      )}
      <CheckboxField
        control={form.control}
        name="required"
        label="Require approvals for privileged tasks"
      />
      {turnsOff && (
        <>
          <MessageBar intent="warning" title="Every task will pass without a request.">
            {' '}
            Policies, groups and requests are kept, and hold again when approvals are required
            again.
          </MessageBar>
          <CheckboxField
            control={form.control}
            name="off"
            label="Yes, let everything pass without an approval"
          />
        </>
      )}
      <SelectField
        control={form.control}
        name="group"
        label="Default approvers group"
        placeholder="Choose a group"
        options={(groups.data?.value ?? []).map(({ id, displayName, members }) => ({
          value: id,
          label: `${displayName ?? id} (${members.length === 1 ? '1 member' : `${members.length} members`})`,
        }))}
        hint="A security group that takes mail. Any member may approve, but nobody their own request."
      />
      {group !== undefined && group.members.length === 1 && (
        <MessageBar intent="warning" title="This group has one member.">
          {' '}
          Nobody could approve that person’s own requests.
        </MessageBar>
      )}
      <TextAreaField
        control={form.control}
        name="accounts"
        label="System accounts"
        hint="One user principal name to a line. These accounts pass without a request."
      />
      {linesOf(values.accounts ?? '').length > 0 && (
        <MessageBar intent="warning" title="System accounts are not controlled.">
          {' '}
          Use them for automation only, as exceptions that somebody agreed to, and look at them
          regularly.
        </MessageBar>
      )}
    </FormDialog>
  )
}
