import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'

import type { RoleScopeTag } from '#contract/directory.ts'
import { ApiError } from '#src/api/errors.ts'
import { q, useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { ForbiddenDialog } from '#src/shared/ForbiddenDialog.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { verifyGone } from '../verify-gone.ts'

const useStyles = makeStyles({ text: { margin: 0 } })
const right = 'Microsoft.Intune_Roles_Delete'
const title = 'Delete this scope tag?'

type Props = { tag: RoleScopeTag; onClose: () => void; onDeleted: () => void }

/** Deletes a tag that nothing carries; the service refuses any other, and says what does. */
export const DeleteScopeTagDialog = ({ tag: opened, onClose, onDeleted }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const { id } = opened
  const read = useQuery({ ...q('scopeTagGet', { path: { id } }), staleTime: 0 })
  const tag = read.data ?? opened
  const deleted = useRef(false)
  const mutation = useApiMutation('scopeTagDelete', {
    invalidates: ['scopeTagList'],
    verify: ({ path }) => verifyGone('scopeTagGet', path.id),
  })
  if (!rights.can(right))
    return (
      <ForbiddenDialog
        title={title}
        what="the form that deletes a scope tag"
        action={right}
        onClose={onClose}
      />
    )
  const changed = mutation.error?.status === 412
  const remove = async () => {
    try {
      await mutation.sendAsync({ path: { id }, ifMatch: tag['@odata.etag'] })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.status === 412) await read.refetch()
      return
    }
    deleted.current = true
    toast({
      intent: 'success',
      title: 'Scope tag deleted',
      message: visibleText(tag.displayName ?? ''),
    })
    onDeleted()
  }
  return (
    <FormDialog
      title={title}
      submitLabel="Yes, delete"
      cancelLabel="No"
      focusCancel
      tone="danger"
      icon={<DeleteRegular />}
      pending={mutation.pending}
      checking={mutation.checking}
      error={changed ? null : (mutation.error ?? read.error)}
      onSubmit={remove}
      onClose={onClose}
      openerGone={() => deleted.current}
      disabledReason={read.isFetching ? 'The scope tag is being read.' : undefined}
    >
      <p className={styles.text}>
        <strong>
          <DeviceText value={tag.displayName} kind="name" flag missing="Without a name" />
        </strong>
      </p>
      <p className={styles.text}>
        A tag that a policy, a device or a role assignment still carries is not deleted: whoever it
        limits must not see everything by it. Take it off them first.
      </p>
      {changed && (
        <MessageBar intent="warning" title="Changed by somebody else.">
          {' '}
          The tag was changed after this dialog was opened, so it was not deleted.
        </MessageBar>
      )}
    </FormDialog>
  )
}
