import { DismissRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'

import type { PamApproverGroup } from '#contract/pam.ts'
import { pamCommands } from '#domain/pam/powershell.ts'
import { useApiMutation } from '#src/api/queries.ts'
import { useRights } from '#src/api/rights.ts'
import { DirectorySearch } from '#src/shared/directory/DirectorySearch.tsx'
import { usePersonSearch } from '#src/shared/directory/use-directory-search.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { FormDialog } from '#src/ui/dialogs/FormDialog.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { makeStyles } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { settingsEndpoints } from './pam-queries.ts'
import { PowerShell } from './PowerShell.tsx'

const useStyles = makeStyles({
  place: { outlineStyle: 'none' },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  member: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '32px' },
  name: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
})

const noun = { one: 'person', many: 'people' }

type Props = { group: PamApproverGroup; onClose: () => void }

/** Who is in a group: each press adds or removes one person at once. */
export const MembersDialog = ({ group, onClose }: Props) => {
  const own = useStyles()
  const styles = useDrawerStyles()
  const why = missingRight(useRights(), 'Microsoft.Exchange_RoleManagement_Update')
  const add = useApiMutation('pamGroupMemberAdd', { invalidates: settingsEndpoints })
  const place = useRef<HTMLDivElement>(null)
  const [leaving, setLeaving] = useState(false)
  const remove = useApiMutation('pamGroupMemberRemove', {
    invalidates: settingsEndpoints,
    // The button that had the focus goes away with its row.
    onSuccess: () => {
      setLeaving(false)
      place.current?.focus()
      announce('Removed from the group')
    },
  })
  const busy = add.pending || remove.pending
  const { id, members } = group
  return (
    <FormDialog
      title={`Members of ${visibleText(group.displayName ?? id)}`}
      submitLabel="Close"
      cancelLabel="Close"
      readOnly
      wide
      error={add.error ?? remove.error}
      pending={busy}
      onSubmit={onClose}
      onClose={onClose}
      disabledReason={undefined}
    >
      <div ref={place} tabIndex={-1} className={own.place}>
        {members.length === 0 ? (
          <p className={styles.text}>No members: nobody could approve.</p>
        ) : (
          <ul className={own.list} aria-label="Members">
            {members.map((member) => (
              <li key={member.id} className={own.member}>
                <span className={own.name}>
                  <DeviceText value={member.displayName} kind="name" missing="No name" /> ·{' '}
                  <DeviceText value={member.userPrincipalName} kind="name" />
                </span>
                <CommandButton
                  size="small"
                  appearance="subtle"
                  icon={<DismissRegular />}
                  label={`Remove ${visibleText(member.displayName ?? member.id)}`}
                  disabledReason={why ?? (busy ? 'A change is being saved.' : undefined)}
                  onClick={() =>
                    members.length === 1
                      ? setLeaving(true)
                      : remove.send({ path: { id, userId: member.id } })
                  }
                >
                  Remove
                </CommandButton>
              </li>
            ))}
          </ul>
        )}
        {leaving && members.length === 1 && (
          <MessageBar
            intent="warning"
            title="This is the last member."
            actions={
              <>
                <Button
                  size="small"
                  onClick={() => remove.send({ path: { id, userId: members[0]?.id ?? '' } })}
                >
                  Yes, remove
                </Button>
                <Button size="small" onClick={() => setLeaving(false)}>
                  No
                </Button>
              </>
            }
          >
            {' '}
            Nobody could then answer what this group is asked: requests that wait for it expire.
          </MessageBar>
        )}
      </div>
      <DirectorySearch
        noun={noun}
        verb="Add"
        useSearch={usePersonSearch}
        takenAs={(userId) => (members.some((member) => member.id === userId) ? 'A member' : null)}
        onAdd={(person) => {
          if (!busy) add.send({ path: { id }, body: { userId: person.id } })
        }}
      />
      <PowerShell
        commands={[
          {
            what: 'Add a member',
            command: pamCommands.addMember(group.mail ?? '', 'person@contoso.example'),
          },
          ...members.slice(0, 1).map((member) => ({
            what: 'Remove a member',
            command: pamCommands.removeMember(group.mail ?? '', member.userPrincipalName ?? ''),
          })),
        ]}
      />
    </FormDialog>
  )
}
