import { DeleteRegular } from '@fluentui/react-icons'
import { useRef } from 'react'

import type { PamPolicy } from '#contract/pam.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { policyEndpoints } from './pam-queries.ts'
import { PowerShell } from './PowerShell.tsx'

/** Says what removing does, and removes exactly the version that it was said of. */
export const RemovePolicyDialog = ({
  policy,
  onClose,
}: {
  policy: PamPolicy
  onClose: () => void
}) => {
  const styles = useDrawerStyles()
  const rights = useRights()
  const gone = useRef(false)
  const mutation = useApiMutation('pamPolicyDelete', { invalidates: policyEndpoints })
  const remove = async () => {
    try {
      await mutation.sendAsync({ path: { id: policy.id }, ifMatch: policy['@odata.etag'] })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      return
    }
    gone.current = true
    toast({ intent: 'success', title: 'Policy removed' })
    onClose()
  }
  return (
    <FormDialog
      title="Remove this policy?"
      submitLabel="Yes, remove"
      cancelLabel="No"
      focusCancel
      tone="danger"
      icon={<DeleteRegular />}
      error={mutation.error}
      pending={mutation.pending}
      checking={mutation.checking}
      onSubmit={remove}
      onClose={onClose}
      openerGone={() => gone.current}
      disabledReason={missingRight(rights, 'Microsoft.Exchange_RoleManagement_Update')}
    >
      <p className={styles.text}>
        <strong>
          <DeviceText value={policy.policyName} kind="name" flag />
        </strong>
      </p>
      <ul className={styles.list}>
        <li>From then on nobody needs an approval for it.</li>
        <li>Requests that wait for it can no longer be approved; they can be denied, or expire.</li>
        <li>What was approved stays approved until its time ends.</li>
      </ul>
      <PowerShell
        commands={
          policy.policyType === 'task'
            ? [{ what: 'Remove this policy', command: pamCommands.removePolicy(policy.id) }]
            : []
        }
      />
    </FormDialog>
  )
}
