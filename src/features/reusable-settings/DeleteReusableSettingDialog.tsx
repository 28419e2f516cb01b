import { useQuery, useQueryClient } from '@tanstack/react-query'

import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { ForbiddenDialog } from '#src/shared/ForbiddenDialog.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { reusableQuery, usedByQuery } from './reusable-queries.ts'
import { UsedBy } from './UsedBy.tsx'
import { useUsage } from './use-usage.ts'

const useStyles = makeStyles({ text: { margin: 0 } })

type Props = { id: string; onClose: () => void; onDeleted: () => void }

/** Deletes a reusable setting that nothing uses; otherwise shows what uses it. */
export const DeleteReusableSettingDialog = ({ id, onClose, onDeleted }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const client = useQueryClient()
  const setting = useQuery({ ...reusableQuery(id), staleTime: 0 })
  const usage = useUsage(id)
  const mutation = useApiMutation('reusableSettingDelete', {
    // The setting itself is gone: reading it again would only collect refusals.
    invalidates: ['reusableSettingList'],
    // Gone is done: `undefined` is the answer of a 204.
    verify: async ({ path }) => {
      try {
        await callOnce('reusableSettingGet', { path })
        return null
      } catch (reason) {
        if (reason instanceof ApiError && reason.status === 404) return undefined
        throw reason
      }
    },
  })
  const used = usage.state === 'read' && usage.policies.length > 0
  const remove = async () => {
    if (setting.data === undefined) return
    try {
      await mutation.sendAsync({ path: { id }, ifMatch: setting.data['@odata.etag'] })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.isConflict)
        await Promise.all([setting.refetch(), client.refetchQueries(usedByQuery(id))])
      return
    }
    toast({
      intent: 'success',
      title: 'Reusable setting deleted',
      message: visibleText(setting.data.displayName ?? ''),
    })
    onDeleted()
  }
  if (!rights.can('Microsoft.Intune_EpmPolicy_Delete'))
    return (
      <ForbiddenDialog
        title="Delete this reusable setting?"
        what="the form that deletes a reusable setting"
        action="Microsoft.Intune_EpmPolicy_Delete"
        onClose={onClose}
      />
    )
  return (
    <FormDialog
      title={used ? 'This reusable setting is in use' : 'Delete this reusable setting?'}
      submitLabel="Yes, delete"
      cancelLabel={used ? 'Close' : 'No'}
      readOnly={used}
      focusCancel
      tone="danger"
      pending={mutation.pending}
      checking={mutation.checking}
      error={mutation.error ?? setting.error}
      onSubmit={remove}
      onClose={onClose}
      disabledReason={
        setting.data === undefined || usage.state !== 'read' ? 'It is being read.' : undefined
      }
    >
      <p className={styles.text}>
        <strong>
          <DeviceText value={setting.data?.displayName} kind="name" flag missing="Without a name" />
        </strong>
      </p>
      {used ? (
        <>
          <p className={styles.text}>
            It cannot be deleted while policies use it: their rules would ask for a certificate that
            does not exist. Take it out of their rules first.
          </p>
          <UsedBy usage={usage} />
        </>
      ) : usage.state !== 'read' ? (
        <UsedBy usage={usage} />
      ) : (
        <p className={styles.text}>
          No policy in your scope uses it. Deleted, it cannot be brought back; the certificate can
          be added again.
        </p>
      )}
    </FormDialog>
  )
}
