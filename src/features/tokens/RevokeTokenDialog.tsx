import type { Token } from '#contract/tokens.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { purposeLabel, standsFor } from './token-words.ts'

const useStyles = makeStyles({ text: { margin: 0 } })

/** Asks before a token ends: whatever uses it stops working at once. */
export const RevokeTokenDialog = ({ token, onClose }: { token: Token; onClose: () => void }) => {
  const styles = useStyles()
  const mutation = useApiMutation('tokenRevoke', { invalidates: ['tokenList'] })
  const revoke = async () => {
    try {
      await mutation.sendAsync({ path: { id: token.id } })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      return
    }
    toast({ intent: 'success', title: 'Token revoked', message: visibleText(token.displayName) })
    onClose()
  }
  return (
    <FormDialog
      title="Revoke this token?"
      submitLabel="Yes, revoke"
      cancelLabel="No"
      focusCancel
      tone="danger"
      pending={mutation.pending}
      error={mutation.error}
      onSubmit={revoke}
      onClose={onClose}
      disabledReason={undefined}
    >
      <p className={styles.text}>
        <strong>
          <DeviceText value={token.displayName} kind="name" flag />
        </strong>
        , {purposeLabel(token.purpose).toLowerCase()}, for{' '}
        <DeviceText value={standsFor(token)} kind="name" />. Last used:{' '}
        <When at={token.lastUsedDateTime} />.
      </p>
      <p className={styles.text}>
        Whatever uses it is refused from its next call on. It cannot be taken back; a new token can
        be made.
      </p>
    </FormDialog>
  )
}
