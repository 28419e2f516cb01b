import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'

import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { ForbiddenDialog } from '#src/shared/ForbiddenDialog.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { TextLink } from '#src/ui/TextLink.tsx'
import { toast } from '#src/ui/toasts.tsx'

import { useRoleFlags } from './role-flags.ts'
import { allAssignmentsQuery, roleEndpoints, roleOf, roleQuery } from './role-queries.ts'
import { verifyGone } from './verify-gone.ts'

const useStyles = makeStyles({
  text: { margin: 0 },
  list: { margin: 0, paddingLeft: '20px', lineHeight: '26px' },
})

type Props = { id: string; onClose: () => void; onDeleted: () => void }
const right = 'Microsoft.Intune_Roles_Delete'
const title = 'Delete this role?'

/** Deletes a custom role that nobody has; otherwise shows the assignments that give it. */
export const DeleteRoleDialog = ({ id, onClose, onDeleted }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const client = useQueryClient()
  const role = useQuery({ ...roleQuery(id), staleTime: 0 })
  const assignments = useQuery({ ...allAssignmentsQuery, staleTime: 0 })
  const flags = useRoleFlags(role.data ?? { id })
  const deleted = useRef(false)
  const mutation = useApiMutation('roleDefinitionDelete', {
    invalidates: roleEndpoints.filter((name) => name !== 'roleDefinitionGet'),
    verify: ({ path }) => verifyGone('roleDefinitionGet', path.id),
  })
  if (!rights.can(right))
    return (
      <ForbiddenDialog
        title={title}
        what="the form that deletes a role"
        action={right}
        onClose={onClose}
      />
    )
  const givenBy = assignments.data?.value.filter((each) => roleOf(each)?.id === id) ?? []
  const isRead = role.data !== undefined && assignments.data !== undefined
  const used = givenBy.length > 0
  const changed = mutation.error?.status === 412
  const remove = async () => {
    if (role.data === undefined) return
    try {
      await mutation.sendAsync({ path: { id }, ifMatch: role.data['@odata.etag'] })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.isConflict || reason.status === 412)
        await Promise.all([role.refetch(), client.refetchQueries(allAssignmentsQuery)])
      return
    }
    deleted.current = true
    toast({
      intent: 'success',
      title: 'Role deleted',
      message: visibleText(role.data.displayName ?? ''),
    })
    onDeleted()
  }
  return (
    <FormDialog
      title={used ? 'This role is assigned' : title}
      submitLabel="Yes, delete"
      cancelLabel={used || flags.remove !== undefined ? 'Close' : 'No'}
      readOnly={used || flags.remove !== undefined}
      focusCancel
      tone="danger"
      icon={<DeleteRegular />}
      pending={mutation.pending}
      checking={mutation.checking}
      error={changed ? null : (mutation.error ?? role.error ?? assignments.error)}
      onSubmit={remove}
      onClose={onClose}
      openerGone={() => deleted.current}
      disabledReason={!isRead || role.isFetching ? 'The role is being read.' : undefined}
    >
      {!isRead ? (
        role.error === null && <SkeletonLines lines={3} label="Loading the role" />
      ) : (
        <>
          <p className={styles.text}>
            <strong>
              <DeviceText
                value={role.data.displayName}
                kind="name"
                flag
                missing="Role without a name"
              />
            </strong>
          </p>
          {flags.remove !== undefined && <MessageBar intent="info">{flags.remove}</MessageBar>}
          {used ? (
            <>
              <p className={styles.text}>
                It cannot be deleted while it is assigned. Delete{' '}
                {givenBy.length === 1 ? 'this assignment' : 'these assignments'} first; each says
                who loses what.
              </p>
              <ul className={styles.list}>
                {givenBy.map((each) => (
                  <li key={each.id}>
                    <TextLink to={paths.roleAssignment(each.id)}>
                      <DeviceText
                        value={each.displayName}
                        kind="name"
                        missing="Assignment without a name"
                      />
                    </TextLink>
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <p className={styles.text}>
              No assignment in your scope gives it, so nobody loses a right. A deleted role cannot
              be brought back.
            </p>
          )}
          {changed && (
            <MessageBar intent="warning" title="Changed by somebody else.">
              {' '}
              The role was changed after this dialog was opened, so it was not deleted. What is said
              here is of the role as it is now.
            </MessageBar>
          )}
        </>
      )}
    </FormDialog>
  )
}
