import { useRef, useState } from 'react'

import type { RoleScopeTag } from '#contract/directory.ts'
import { ApiError } from '#src/api/errors.ts'
import { callOnce, useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { ForbiddenDialog } from '#src/shared/ForbiddenDialog.tsx'
import { FreshSignInNotice } from '#src/shared/FreshSignInNotice.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { toast } from '#src/ui/toasts.tsx'

import { MembersChanged } from '../edit/SavedMeanwhile.tsx'
import { MemberPicker } from '../forms/MemberPicker.tsx'
import { scopeTagEndpoints } from '../role-queries.ts'
import { assignBodyOf, groupIdsOf, sameGroups } from './tag-groups.ts'

const useStyles = makeStyles({ text: { margin: 0 } })

type Props = { tag: RoleScopeTag; groups: readonly string[]; onClose: () => void }

/** Which groups' devices get a tag. The list is sent as a whole, from the version that was read. */
export const TagGroupsDialog = ({ tag, groups, onClose }: Props) => {
  const styles = useStyles()
  const rights = useRights()
  // As they were when the form opened: the page under it reads again what somebody else saved.
  const [seen] = useState(groups)
  const [chosen, setChosen] = useState(groups)
  const ifMatch = useRef(tag['@odata.etag'])
  const [theirs, setTheirs] = useState<readonly string[] | null>(null)
  const path = { id: tag.id }
  const assign = useApiMutation('scopeTagAssign', {
    invalidates: [...scopeTagEndpoints, 'deviceList', 'deviceGet'],
    verify: async ({ body }) => {
      const now = await callOnce('scopeTagAssignmentList', { path })
      return sameGroups(groupIdsOf(now.value), groupIdsOf(body.assignments)) ? now : null
    },
  })
  const title = 'Groups whose devices get this tag'
  const action = 'Microsoft.Intune_Roles_Update'
  if (!rights.can(action))
    return (
      <ForbiddenDialog
        title={title}
        what="the groups of a scope tag"
        action={action}
        onClose={onClose}
      />
    )
  const changed = assign.error?.status === 412
  const readAgain = async () => {
    const [now, list] = await Promise.all([
      callOnce('scopeTagGet', { path }),
      callOnce('scopeTagAssignmentList', { path }),
    ])
    ifMatch.current = now['@odata.etag']
    setTheirs(groupIdsOf(list.value))
  }
  const send = async () => {
    try {
      await assign.sendAsync({ path, body: assignBodyOf(chosen), ifMatch: ifMatch.current })
      toast({
        intent: 'success',
        title: 'Groups saved',
        message: visibleText(tag.displayName ?? ''),
      })
      onClose()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.status === 412) await readAgain().catch(() => undefined)
    }
  }
  const isSame = sameGroups(chosen, seen)
  return (
    <FormDialog
      title={title}
      submitLabel="Save"
      pending={assign.pending}
      checking={assign.checking}
      error={changed ? null : assign.error}
      onSubmit={() => void send()}
      onClose={onClose}
      dirty={!isSame}
      disabledReason={isSame ? 'Add or remove a group first.' : undefined}
      wide
    >
      <FreshSignInNotice what="Saving the groups of a scope tag" />
      <p className={styles.text}>
        Devices in these groups get the tag, and lose it when they are in none of them any more.
        Whoever has a role with this tag sees these devices and their elevation requests. A device
        that had only Default loses Default while it has a tag.
      </p>
      <MemberPicker value={chosen} onChange={setChosen} none="No group." groupsOnly />
      {changed && (
        <MessageBar intent="warning" title="Changed by somebody else meanwhile.">
          {' '}
          Nothing was saved. Save again to replace their list with yours.
          {theirs !== null && (
            <section aria-label="What they saved">
              <MembersChanged before={seen} after={theirs} />
            </section>
          )}
        </MessageBar>
      )}
    </FormDialog>
  )
}
