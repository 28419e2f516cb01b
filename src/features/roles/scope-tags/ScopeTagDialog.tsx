import { zodResolver } from '@hookform/resolvers/zod'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useNavigate } from 'react-router-dom'

import type { RoleScopeTag } from '#contract/directory.ts'
import { innerCodes } from '#contract/errors.ts'
import { roleLimits } from '#contract/roles.ts'
import { z } from '#contract/zod.ts'
import { ApiError } from '#src/api/errors.ts'
import { holds } from '#src/api/holds.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { useAttempt } from '#src/api/use-attempt.ts'
import { paths } from '#src/lib/paths.ts'
import { ForbiddenDialog } from '#src/shared/ForbiddenDialog.tsx'
import { FreshSignInNotice } from '#src/shared/FreshSignInNotice.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { TextAreaField, TextField } from '#src/ui/form/fields.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { BasicsChanged } from '../edit/SavedMeanwhile.tsx'
import { findMade } from '../find-made.ts'
import { scopeTagEndpoints } from '../role-queries.ts'

const Form = z.object({
  name: z
    .string()
    .regex(/\S/, 'Enter a name.')
    .max(roleLimits.name, `A name has at most ${roleLimits.name} characters.`),
  description: z
    .string()
    .max(roleLimits.description, `A description has at most ${roleLimits.description} characters.`),
})
type Form = z.infer<typeof Form>

const useStyles = makeStyles({ text: { margin: 0 } })

type Props = { tag: RoleScopeTag | null; onClose: () => void }

/** Makes a scope tag, or renames and describes one. */
export const ScopeTagDialog = ({ tag, onClose }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const navigate = useNavigate()
  const action = tag === null ? 'Microsoft.Intune_Roles_Create' : 'Microsoft.Intune_Roles_Update'
  const title = tag === null ? 'Create a scope tag' : 'Edit this scope tag'
  // As it was when the form opened: the page under it reads again what somebody else saved.
  const [seen] = useState({ name: tag?.displayName ?? '', description: tag?.description ?? '' })
  const form = useForm<Form>({
    resolver: zodResolver(Form),
    defaultValues: seen,
  })
  const attempt = useAttempt()
  const ifMatch = useRef(tag?.['@odata.etag'])
  const [theirs, setTheirs] = useState<typeof seen | null>(null)
  const create = useApiMutation('scopeTagCreate', {
    invalidates: scopeTagEndpoints,
    verify: ({ body }) => findMade((query) => callOnce('scopeTagList', { query }), body),
  })
  const update = useApiMutation('scopeTagUpdate', {
    invalidates: scopeTagEndpoints,
    verify: async ({ path, body }) => {
      const now = await callOnce('scopeTagGet', { path })
      return holds(now, body) ? now : null
    },
  })
  if (!rights.can(action))
    return (
      <ForbiddenDialog
        title={title}
        what="the form for a scope tag"
        action={action}
        onClose={onClose}
      />
    )
  const used = tag === null ? create : update
  const changed = update.error?.status === 412
  const taken = used.error?.innerCode === innerCodes.duplicateName
  const send = async ({ name, description }: Form) => {
    const body = { displayName: name.trim(), description }
    try {
      if (tag === null) {
        const made = await create.sendAsync({ body, idempotencyKey: attempt.keyOf(body) })
        toast({ intent: 'success', title: 'Scope tag created', message: visibleText(name) })
        void navigate(paths.scopeTag(made.id), { replace: true })
        return
      }
      await update.sendAsync({ path: { id: tag.id }, body, ifMatch: ifMatch.current })
      toast({ intent: 'success', title: 'Scope tag saved', message: visibleText(name) })
      onClose()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.innerCode === innerCodes.duplicateName)
        form.setError('name', { message: reason.message }, { shouldFocus: true })
      if (reason.status === 412 && tag !== null) {
        const now = await callOnce('scopeTagGet', { path: { id: tag.id } }).catch(() => null)
        if (now === null) return
        ifMatch.current = now['@odata.etag']
        setTheirs({ name: now.displayName ?? '', description: now.description ?? '' })
      }
    }
  }
  return (
    <FormDialog
      title={title}
      submitLabel={tag === null ? 'Create' : 'Save'}
      pending={used.pending}
      checking={used.checking}
      error={changed || taken ? null : used.error}
      onSubmit={form.handleSubmit(send, used.reset)}
      onClose={onClose}
      dirty={form.formState.isDirty}
      disabledReason={undefined}
    >
      <FreshSignInNotice what="Saving a scope tag" />
      <p className={styles.text}>
        {tag === null
          ? 'A new tag is on nothing, and in no role assignment, until it is put there.'
          : 'The new name shows wherever the tag is. Who sees what stays as it is.'}
      </p>
      <TextField control={form.control} name="name" label="Name" required />
      <TextAreaField
        control={form.control}
        name="description"
        label="Description"
        hint="Optional"
        maxLength={roleLimits.description}
      />
      {changed && (
        <MessageBar intent="warning" title="Changed by somebody else meanwhile.">
          {' '}
          Nothing was saved. Save again to replace their name and description with yours.
          {theirs !== null && (
            <section aria-label="What they saved">
              <BasicsChanged before={seen} after={theirs} />
            </section>
          )}
        </MessageBar>
      )}
    </FormDialog>
  )
}
