import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'

import type { RoleAssignment } from '#contract/roles.ts'
import { ApiError } from '#src/api/errors.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { ForbiddenDialog } from '#src/shared/ForbiddenDialog.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { withoutAssignment } from '../effects/rights-change.ts'
import { WhoChanges } from '../effects/WhoChanges.tsx'
import { useAssignmentFlags } from '../role-flags.ts'
import { assignmentQuery, roleEndpoints, roleOf } from '../role-queries.ts'
import { verifyGone } from '../verify-gone.ts'

const useStyles = makeStyles({ text: { margin: 0 } })
const right = 'Microsoft.Intune_Roles_Assign'
const title = 'Delete this role assignment?'
const noIds: readonly string[] = []

type Props = { assignment: RoleAssignment; onClose: () => void; onDeleted: () => void }

/** Says who loses which right by it, and deletes exactly the version that it was said of. */
export const DeleteAssignmentDialog = ({ assignment: opened, onClose, onDeleted }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  const { id } = opened
  const read = useQuery({ ...assignmentQuery(id), staleTime: 0 })
  const assignment = read.data ?? opened
  const flags = useAssignmentFlags(assignment)
  const deleted = useRef(false)
  const mutation = useApiMutation('roleAssignmentDelete', {
    invalidates: roleEndpoints.filter((name) => name !== 'roleAssignmentGet'),
    verify: ({ path }) => verifyGone('roleAssignmentGet', path.id),
  })
  const change = useMemo(() => withoutAssignment(id), [id])
  if (!rights.can(right))
    return (
      <ForbiddenDialog
        title={title}
        what="the form that deletes a role assignment"
        action={right}
        onClose={onClose}
      />
    )
  const changed = mutation.error?.status === 412
  const remove = async () => {
    try {
      await mutation.sendAsync({ path: { id }, ifMatch: assignment['@odata.etag'] })
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.status === 412) await read.refetch()
      return
    }
    deleted.current = true
    toast({
      intent: 'success',
      title: 'Role assignment deleted',
      message: visibleText(assignment.displayName ?? ''),
    })
    onDeleted()
  }
  return (
    <FormDialog
      title={title}
      submitLabel="Yes, delete"
      cancelLabel={flags.change === undefined ? 'No' : 'Close'}
      readOnly={flags.change !== undefined}
      focusCancel
      wide
      tone="danger"
      icon={<DeleteRegular />}
      pending={mutation.pending}
      checking={mutation.checking}
      error={changed ? null : (mutation.error ?? read.error)}
      onSubmit={remove}
      onClose={onClose}
      openerGone={() => deleted.current}
      disabledReason={read.isFetching ? 'The assignment is being read.' : undefined}
    >
      <p className={styles.text}>
        <strong>
          <DeviceText value={assignment.displayName} kind="name" flag missing="Without a name" />
        </strong>
        , which gives the role{' '}
        <DeviceText value={roleOf(assignment)?.displayName} kind="name" missing="without a name" />.
      </p>
      {flags.change !== undefined && <MessageBar intent="info">{flags.change}</MessageBar>}
      {changed && (
        <MessageBar intent="warning" title="Changed by somebody else.">
          {' '}
          The assignment was changed after this dialog was opened, so it was not deleted. What is
          said here is of the assignment as it is now.
        </MessageBar>
      )}
      <Section title="Who loses what, from their next click on">
        <WhoChanges
          memberIds={assignment.members ?? noIds}
          change={change}
          nobody="Nobody has the role by it, so nobody loses a right."
        />
      </Section>
    </FormDialog>
  )
}
