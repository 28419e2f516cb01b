import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'

import { pamLimits } from '#contract/pam.ts'
import { z } from '#contract/zod.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { newId } from '#src/lib/new-id.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { TextAreaField, TextField } from '#src/ui/form/fields.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { settingsEndpoints } from './pam-queries.ts'
import { PowerShell } from './PowerShell.tsx'

const Form = z.object({
  name: z.string().trim().min(1, 'Give it a name.').max(64, 'At most 64 characters.'),
  mail: z
    .string()
    .trim()
    .regex(/^[^\s@<>",;]{1,64}@[A-Za-z0-9.-]{1,189}$/, 'An address such as approvers@contoso.com.'),
  description: z
    .string()
    .max(pamLimits.description, `At most ${pamLimits.description} characters.`),
})
type Form = z.infer<typeof Form>

/** A mail-enabled security group: name, address, description (epm-behaviour 19.4). */
export const GroupDialog = ({ onClose }: { onClose: (made?: string) => void }) => {
  const rights = useRights()
  const [key] = useState(newId)
  const form = useForm<Form>({
    resolver: zodResolver(Form),
    defaultValues: { name: '', mail: '', description: '' },
  })
  const values = useWatch({ control: form.control })
  const mutation = useApiMutation('pamGroupCreate', { invalidates: settingsEndpoints })
  const create = async ({ name, mail, description }: Form) => {
    let made: string
    try {
      const group = await mutation.sendAsync({
        body: { displayName: name, mail, ...(description === '' ? {} : { description }) },
        idempotencyKey: key,
      })
      made = group.id
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      return
    }
    toast({ intent: 'success', title: 'Group created' })
    onClose(made)
  }
  return (
    <FormDialog
      title="Add an approvers’ group"
      submitLabel="Create"
      wide
      error={mutation.error}
      pending={mutation.pending}
      checking={mutation.checking}
      onSubmit={form.handleSubmit(create)}
      onClose={() => onClose()}
      dirty={form.formState.isDirty}
      disabledReason={missingRight(rights, 'Microsoft.Exchange_RoleManagement_Update')}
    >
      <TextField control={form.control} name="name" label="Name" required />
      <TextField
        control={form.control}
        name="mail"
        label="Group email address"
        required
        hint="Mail about requests goes here."
      />
      <TextAreaField control={form.control} name="description" label="Description" />
      <PowerShell
        commands={[
          {
            what: 'Make this group',
            command: pamCommands.newGroup({
              name: values.name ?? '',
              mail: values.mail ?? '',
              description: values.description ?? '',
            }),
          },
        ]}
      />
    </FormDialog>
  )
}
