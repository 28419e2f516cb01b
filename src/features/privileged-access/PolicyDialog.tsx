import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'

import {
  pamAccessTypes,
  pamApprovalTypes,
  pamLimits,
  type PamAccessType,
  type PamPolicy,
} from '#contract/pam.ts'
import { z } from '#contract/zod.ts'
import { findAccess, knownAccess, nameFault } from '#domain/pam/catalogue.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { newId } from '#src/lib/new-id.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { Button } from '#src/ui/basics.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { RadioField, SelectField, TextField } from '#src/ui/form/fields.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { groupsQuery, policyEndpoints, settingsQuery } from './pam-queries.ts'
import { typeWord, typeWords } from './pam-words.ts'
import { PowerShell } from './PowerShell.tsx'

const shownAtOnce = 8

const useStyles = makeStyles({
  found: {
    display: 'flex',
    flexDirection: 'column',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  entry: {
    display: 'flex',
    gap: '8px',
    alignItems: 'center',
    padding: '4px 4px 4px 12px',
    ':not(:first-child)': { borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere', lineHeight: '18px' },
  note: { display: 'block', color: tokens.colorNeutralForeground3 },
})

const Form = z
  .object({
    type: z.enum(['', ...pamAccessTypes]).refine((type) => type.length > 0, 'Choose a type.'),
    name: z.string().trim().min(1, 'Choose or type a name.').max(pamLimits.name),
    approval: z
      .enum(['', ...pamApprovalTypes])
      .refine((approval) => approval.length > 0, 'Choose how it is approved.'),
    group: z.string(),
  })
  .superRefine(({ type, name }, context) => {
    const fault = name === '' || type === '' ? null : nameFault(type, name)
    if (fault !== null) context.addIssue({ code: 'custom', path: ['name'], message: fault })
  })
type Form = z.infer<typeof Form>
const valuesOf = (policy: PamPolicy | undefined): Form => ({
  type: pamAccessTypes.find((each) => each === policy?.policyType) ?? '',
  name: policy?.policyName ?? '',
  approval: pamApprovalTypes.find((each) => each === policy?.approvalType) ?? '',
  group: policy?.approvalGroupId ?? '',
})

type FoundProps = { type: PamAccessType; text: string; onChoose: (name: string) => void }

/** Entries of the catalogue whose name or explanation holds what was typed. */
const Found = ({ type, text, onChoose }: FoundProps) => {
  const styles = useStyles()
  const found = findAccess(type, text, shownAtOnce + 1)
  if (knownAccess(type, text)) return null
  return found.length === 0 ? (
    <MessageBar intent="warning" title="Not in the list of Exchange Online’s names.">
      {' '}
      Check the spelling: a policy for a name that does not exist protects nothing.
    </MessageBar>
  ) : (
    <ul className={styles.found} aria-label="Names found">
      {found.slice(0, shownAtOnce).map(({ name, note }) => (
        <li key={name} className={styles.entry}>
          <span className={styles.name}>
            {name}
            {note !== null && <span className={styles.note}>{note}</span>}
          </span>
          <Button size="small" aria-label={`Choose ${name}`} onClick={() => onChoose(name)}>
            Choose
          </Button>
        </li>
      ))}
      {found.length > shownAtOnce && (
        <li className={styles.entry}>There are more. Type more of the name.</li>
      )}
    </ul>
  )
}

type Props = { policy?: PamPolicy; onClose: () => void }

/** The five fields of an access policy; of one that is there only how and by whom is approved (epm-behaviour 19.6). */
export const PolicyDialog = ({ policy, onClose }: Props) => {
  const rights = useRights()
  const { data: settings } = useQuery(settingsQuery)
  const groups = useQuery(groupsQuery)
  const form = useForm<Form>({
    resolver: zodResolver(Form),
    defaultValues: valuesOf(policy),
  })
  const values = useWatch({ control: form.control })
  const [key] = useState(newId)
  const underWay = useRef(false)
  const create = useApiMutation('pamPolicyCreate', { invalidates: policyEndpoints })
  const update = useApiMutation('pamPolicyUpdate', { invalidates: policyEndpoints })
  const mutation = policy === undefined ? create : update
  const send = async ({ type, name, approval, group }: Form) => {
    if (underWay.current || type === '' || approval === '') return
    underWay.current = true
    const how = { approvalType: approval, approvalGroupId: group === '' ? null : group }
    try {
      if (policy === undefined) {
        await create.sendAsync({
          body: { policyType: type, policyScope: 'Exchange', policyName: name, ...how },
          idempotencyKey: key,
        })
      } else {
        await update.sendAsync({
          path: { id: policy.id },
          body: how,
          ifMatch: policy['@odata.etag'],
        })
      }
      toast({
        intent: 'success',
        title: policy === undefined ? 'Policy created' : 'Policy changed',
      })
      onClose()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
    } finally {
      underWay.current = false
    }
  }
  const type = values.type === '' || values.type === undefined ? null : values.type
  const name = values.name ?? ''
  const known = type === null ? null : knownAccess(type, name)
  const chosen = groups.data?.value.find(
    ({ id }) => id === (values.group || settings?.defaultApproverGroupId),
  )
  const groupOptions = [
    {
      value: '',
      label: `Default approvers group${settings?.defaultApproverGroupName ? ` (${settings.defaultApproverGroupName})` : ': none yet'}`,
    },
    ...(groups.data?.value ?? []).map((group) => ({
      value: group.id,
      label: group.displayName ?? group.id,
    })),
  ]
  return (
    <FormDialog
      title={policy === undefined ? 'Add a policy' : 'Change this policy'}
      submitLabel={policy === undefined ? 'Create' : 'Save'}
      wide
      error={mutation.error ?? groups.error}
      pending={mutation.pending}
      checking={mutation.checking}
      onSubmit={form.handleSubmit(send)}
      onClose={onClose}
      dirty={form.formState.isDirty}
      disabledReason={missingRight(rights, 'Microsoft.Exchange_RoleManagement_Update')}
    >
      {policy === undefined ? (
        <>
          <SelectField
            control={form.control}
            name="type"
            label="Policy type"
            required
            placeholder="Choose a type"
            options={pamAccessTypes.map((value) => ({ value, label: typeWords[value] }))}
          />
          <p>Policy scope: Exchange</p>
          {type !== null && (
            <>
              <TextField
                control={form.control}
                name="name"
                label="Policy name"
                required
                maxLength={pamLimits.name}
                hint={
                  known?.note ??
                  (type === 'task'
                    ? 'A cmdlet of Exchange Online. Type a part of it, or a word of what it does.'
                    : 'A built-in name, or the name of one of your own.')
                }
              />
              <Found
                type={type}
                text={name}
                onChoose={(found) =>
                  form.setValue('name', found, { shouldDirty: true, shouldValidate: true })
                }
              />
            </>
          )}
        </>
      ) : (
        <KeyValueList
          items={[
            { label: 'Policy type', value: typeWord(policy.policyType) },
            { label: 'Policy scope', value: policy.policyScope },
            { label: 'Policy name', value: <DeviceText value={policy.policyName} kind="name" /> },
          ]}
        />
      )}
      <RadioField
        control={form.control}
        name="approval"
        label="Approval type"
        required
        options={[
          {
            value: 'manual',
            label: 'Manual',
            hint: 'A member of the approval group has to approve each request.',
          },
          {
            value: 'auto',
            label: 'Auto',
            hint: 'Each request is approved by itself. It is logged, and looked at by nobody before.',
          },
        ]}
      />
      <SelectField
        control={form.control}
        name="group"
        label="Approval group"
        options={groupOptions}
        hint="Requests that wait already stay with the group that was asked."
      />
      {chosen !== undefined && chosen.members.length < 2 && values.approval === 'manual' && (
        <MessageBar intent="warning" title="This group is small.">
          {' '}
          {chosen.members.length === 0
            ? 'It has no members, so nobody could approve.'
            : 'It has one member, whose own requests nobody could approve.'}
        </MessageBar>
      )}
      {type !== null && name !== '' && (
        <PowerShell
          commands={
            type === 'task'
              ? [
                  ...(policy === undefined
                    ? []
                    : [
                        {
                          what: 'Remove it first: no command changes a policy',
                          command: pamCommands.removePolicy(policy.id),
                        },
                      ]),
                  {
                    what: 'Add this policy',
                    command: pamCommands.newPolicy({
                      name,
                      approvalType: values.approval === 'auto' ? 'auto' : 'manual',
                      group: chosen?.mail ?? '',
                    }),
                  },
                ]
              : []
          }
        />
      )}
    </FormDialog>
  )
}
