import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'

import { pamAccessTypes, pamLimits, type PamRequest } from '#contract/pam.ts'
import { z } from '#contract/zod.ts'
import { knownAccess } from '#domain/pam/catalogue.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useList } from '#src/api/use-list.ts'
import { newId } from '#src/lib/new-id.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { SelectField, TextAreaField, TextField } from '#src/ui/form/fields.tsx'
import { useDraft } from '#src/ui/form/use-draft.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'

import { policiesQuery, requestEndpoints, settingsQuery } from './pam-queries.ts'
import { typeWords } from './pam-words.ts'
import { PowerShell } from './PowerShell.tsx'

const Form = z.object({
  type: z.enum(['', ...pamAccessTypes]).refine((type) => type.length > 0, 'Choose a type.'),
  access: z.string().min(1, 'Choose what the request is for.'),
  hours: z
    .string()
    .regex(/^\d{1,5}$/, 'A whole number of hours.')
    .refine((text) => Number(text) >= 1, 'At least one hour.')
    .refine(
      (text) => Number(text) <= pamLimits.durationHours,
      `At most ${pamLimits.durationHours} hours, which is a year.`,
    ),
  comments: z.string().max(pamLimits.comment, `At most ${pamLimits.comment} characters.`),
})
type Form = z.infer<typeof Form>

/** What the address asks for already. */
export type Asked = { type: string | null; access: string | null }

const begin = ({ type, access }: Asked): Form => ({
  type: pamAccessTypes.find((each) => each === type) ?? '',
  access: access ?? '',
  hours: String(pamLimits.defaultDurationHours),
  comments: '',
})

const placeholderOf = (type: string | undefined, isRead: boolean, none: boolean) =>
  type === ''
    ? 'Choose a type first'
    : !isRead
      ? 'The policies are being read'
      : none
        ? 'No access policy of this type'
        : 'Choose what you need'

type Props = { asked: Asked; onClose: (made?: PamRequest) => void }

/** The five fields of a request (epm-behaviour 19.7). */
export const NewRequestDialog = ({ asked, onClose }: Props) => {
  const styles = useDrawerStyles()
  const { data: settings } = useQuery(settingsQuery)
  const policies = useList(policiesQuery)
  const form = useForm<Form>({ resolver: zodResolver(Form), defaultValues: begin(asked) })
  const draft = useDraft(form, `access-request:${asked.type ?? ''}:${asked.access ?? ''}`)
  const [key, setKey] = useState(newId)
  const underWay = useRef(false)
  const mutation = useApiMutation('pamRequestCreate', { invalidates: requestEndpoints })
  const values = useWatch({ control: form.control })
  const offered = policies.rows.filter(({ policyType }) => policyType === values.type)
  const policy = offered.find(({ policyName }) => policyName === values.access)
  const isRead = !policies.loading && policies.error === null
  // What another type, or a policy that is gone, offered cannot be asked for.
  const stray = isRead && values.access !== '' && policy === undefined
  useEffect(() => {
    if (stray) form.setValue('access', '')
  }, [stray, form])
  const send = async (typed: Form) => {
    if (underWay.current || typed.type === '') return
    underWay.current = true
    try {
      const made = await mutation.sendAsync({
        body: {
          requestType: typed.type,
          requestScope: 'Exchange',
          requestedAccess: typed.access,
          durationHours: Number(typed.hours),
          ...(typed.comments.trim() === '' ? {} : { comments: typed.comments }),
        },
        idempotencyKey: key,
      })
      draft.clear()
      onClose(made)
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      // After an answer that refused it, another try is another request.
      if (reason.kind !== 'unknownOutcome') setKey(newId())
    } finally {
      underWay.current = false
    }
  }
  const hours = Number(values.hours)
  return (
    <FormDialog
      title="New request"
      submitLabel="Save"
      wide
      error={mutation.error ?? policies.error}
      pending={mutation.pending}
      checking={mutation.checking}
      onSubmit={form.handleSubmit(send)}
      onClose={() => {
        draft.clear()
        onClose()
      }}
      dirty={form.formState.isDirty}
      disabledReason={
        settings?.approvalsRequired === false
          ? 'Approvals are not required now, so nothing has to be asked for.'
          : undefined
      }
    >
      {isRead && policies.rows.length === 0 && (
        <MessageBar intent="info" title="There is no access policy.">
          {' '}
          Nothing of Exchange Online needs an approval here, so there is nothing to ask for.
        </MessageBar>
      )}
      <SelectField
        control={form.control}
        name="type"
        label="Request type"
        required
        placeholder="Choose a type"
        options={pamAccessTypes.map((value) => ({ value, label: typeWords[value] }))}
      />
      <p className={styles.text}>Request scope: Exchange</p>
      <SelectField
        control={form.control}
        name="access"
        label="Request for"
        required
        placeholder={placeholderOf(values.type, isRead, offered.length === 0)}
        options={offered.map(({ policyName }) => ({ value: policyName, label: policyName }))}
      />
      {policy !== undefined && (
        <MessageBar
          intent="info"
          title={
            policy.approvalType === 'auto' ? 'Approved at once.' : 'Somebody has to approve it.'
          }
        >
          {' '}
          {values.type ? knownAccess(values.type, policy.policyName)?.note : ''}
        </MessageBar>
      )}
      <TextField
        control={form.control}
        name="hours"
        label="Duration (hours)"
        required
        {...(hours > 24
          ? { hint: 'This is more than a day. Ask for no longer than you need.' }
          : {})}
      />
      <TextAreaField
        control={form.control}
        name="comments"
        label="Comments"
        hint="Why you need it. The approvers, the mail to them and the audit log have it."
        maxLength={pamLimits.comment}
      />
      {policy !== undefined && (
        <PowerShell
          commands={
            values.type === 'task'
              ? [
                  {
                    what: 'Ask for this access',
                    command: pamCommands.newRequest({
                      name: policy.policyName,
                      reason: values.comments ?? '',
                      hours,
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
