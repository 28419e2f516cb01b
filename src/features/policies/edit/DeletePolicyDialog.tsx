import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

import { q, callOnce, useApiMutation } from '#src/api/queries.ts'
import { ApiError } from '#src/api/errors.ts'
import { useRights } from '#src/api/rights.ts'
import { ForbiddenDialog } from '#src/shared/ForbiddenDialog.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { policyQuery } from '../policy-queries.ts'
import { deleteEffects } from './delete-effect.ts'
import { useReached } from './use-reached.ts'

const useStyles = makeStyles({
  text: { margin: 0 },
  effects: { margin: 0, paddingLeft: '20px', lineHeight: '20px' },
})

/** After a lost answer: gone is done. `undefined` is the answer of a 204. */
const verifyDeleted = async (id: string): Promise<undefined | null> => {
  try {
    await callOnce('policyGet', { path: { id } })
    return null
  } catch (reason) {
    if (reason instanceof ApiError && reason.status === 404) return undefined
    throw reason
  }
}

type Props = { id: string; onClose: () => void; onDeleted: () => void }

/** Says what deleting does on devices, and deletes exactly the version that it was said of. */
export const DeletePolicyDialog = ({ id, onClose, onDeleted }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const client = useQueryClient()
  const policy = useQuery({ ...policyQuery(id), staleTime: 0 })
  const { reading, ...reached } = useReached(id)
  const mutation = useApiMutation('policyDelete', {
    // The policy itself is gone: reading it again would only collect refusals.
    invalidates: ['policyList', 'reusableSettingList', 'reusableSettingPolicyList'],
    verify: ({ path }) => verifyDeleted(path.id),
  })
  const deleted = useRef(false)
  const changed = mutation.error?.status === 412
  const remove = async () => {
    if (policy.data === undefined) return
    try {
      await mutation.sendAsync({ path: { id }, ifMatch: policy.data['@odata.etag'] })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.status === 412)
        await Promise.all([
          policy.refetch(),
          client.refetchQueries(q('policyAssignmentList', { path: { id } })),
        ])
      return
    }
    deleted.current = true
    toast({
      intent: 'success',
      title: 'Policy deleted',
      message: visibleText(policy.data.name ?? ''),
    })
    onDeleted()
  }
  const isRead = policy.data !== undefined && !reading
  if (!rights.can('Microsoft.Intune_EpmPolicy_Delete'))
    return (
      <ForbiddenDialog
        title="Delete this policy?"
        what="the form that deletes a policy"
        action="Microsoft.Intune_EpmPolicy_Delete"
        onClose={onClose}
      />
    )
  return (
    <FormDialog
      title="Delete this policy?"
      submitLabel="Yes, delete"
      cancelLabel="No"
      focusCancel
      tone="danger"
      icon={<DeleteRegular />}
      pending={mutation.pending}
      checking={mutation.checking}
      error={changed ? null : (mutation.error ?? policy.error)}
      onSubmit={remove}
      onClose={onClose}
      openerGone={() => deleted.current}
      disabledReason={!isRead || policy.isFetching ? 'The policy is being read.' : undefined}
    >
      {!isRead ? (
        policy.error === null && <SkeletonLines lines={3} label="Loading the policy" />
      ) : (
        <>
          <p className={styles.text}>
            <strong>
              <DeviceText
                value={policy.data.name}
                kind="name"
                flag
                missing="Policy without a name"
              />
            </strong>
          </p>
          {reached.devices === null && reached.assigned !== false && (
            <p className={styles.text}>How many devices it reaches could not be read.</p>
          )}
          <ul className={styles.effects}>
            {deleteEffects(policy.data, reached).map((effect) => (
              <li key={effect}>{effect}</li>
            ))}
          </ul>
          <p className={styles.text}>
            A deleted policy cannot be brought back. An export keeps its settings.
          </p>
          {changed && (
            <MessageBar intent="warning" title="Changed by somebody else">
              {' '}
              The policy was changed after this dialog was opened, so it was not deleted. What is
              said here is of the policy as it is now.
            </MessageBar>
          )}
        </>
      )}
    </FormDialog>
  )
}
