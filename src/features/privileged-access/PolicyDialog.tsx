import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'

import { pamAccessTypes, pamLimits, type PamPolicy } from '#contract/pam.ts'
import { knownAccess } from '#domain/pam/catalogue.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { newId } from '#src/lib/new-id.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { RadioField, SelectField, TextField } from '#src/ui/form/fields.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { FoundNames } from './FoundNames.tsx'
import { lookFirst, Meanwhile, useSeen } from './Meanwhile.tsx'
import { groupsQuery, policyEndpoints, settingsQuery } from './pam-queries.ts'
import { typeWord, typeWords } from './pam-words.ts'
import { changeable, PolicyForm, valuesOf } from './policy-form.ts'
import { PowerShell } from './PowerShell.tsx'

type Props = { policy?: PamPolicy; onClose: () => void }

/** The five fields of an access policy; of one that is there only how and by whom is approved (epm-behaviour 19.6). */
export const PolicyDialog = ({ policy, onClose }: Props) => {
  const styles = useDrawerStyles()
  const rights = useRights()
  const { data: settings } = useQuery(settingsQuery)
  const groups = useQuery(groupsQuery)
  const form = useForm<PolicyForm>({
    resolver: zodResolver(PolicyForm),
    defaultValues: valuesOf(policy),
  })
  const values = useWatch({ control: form.control })
  const [key] = useState(newId)
  const underWay = useRef(false)
  const create = useApiMutation('pamPolicyCreate', { invalidates: policyEndpoints })
  const update = useApiMutation('pamPolicyUpdate', { invalidates: policyEndpoints })
  const mutation = policy === undefined ? create : update
  const { seen, isNewer, accept } = useSeen(policy)
  const stale = isNewer && !mutation.pending
  const send = async ({ type, name, approval, group }: PolicyForm) => {
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
          ifMatch: seen?.['@odata.etag'],
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
      error={stale && mutation.error?.isConflict ? null : (mutation.error ?? groups.error)}
      pending={mutation.pending}
      checking={mutation.checking}
      onSubmit={form.handleSubmit(send)}
      onClose={onClose}
      dirty={form.formState.isDirty}
      disabledReason={
        missingRight(rights, 'Microsoft.Exchange_RoleManagement_Update') ??
        (stale ? lookFirst : undefined)
      }
    >
      {stale && (
        <Meanwhile
          fields={changeable}
          seen={seen}
          current={policy}
          onAccept={() => {
            mutation.reset()
            accept()
          }}
        />
      )}
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
          <p className={styles.text}>Policy scope: Exchange</p>
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
              <FoundNames
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
        hint={
          values.approval === 'auto'
            ? 'Of use once approval is Manual again, and to revoke what was approved.'
            : policy === undefined
              ? 'Is asked, and told by mail where this console sends any.'
              : 'Requests that wait already stay with the group that was asked.'
        }
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
