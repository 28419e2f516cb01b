import { AddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { useSearchParams } from 'react-router-dom'

import type { PamApproverGroup, PamSettings } from '#contract/pam.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { missingRight } from '#src/shared/missing-right.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { Section } from '#src/ui/layout/Section.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { EmptyState, Failed, Forbidden } from '#src/ui/states/states.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { withListParam } from '#src/ui/table/list-params.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { groupsQuery } from './pam-queries.ts'

const GroupDialog = lazy(async () => ({
  default: (await import('./GroupDialog.tsx')).GroupDialog,
}))
const MembersDialog = lazy(async () => ({
  default: (await import('./MembersDialog.tsx')).MembersDialog,
}))

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '4px 16px',
    padding: '8px 0',
    ':not(:last-child)': { borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  facts: { flex: '1 1 280px', minWidth: 0, overflowWrap: 'anywhere' },
})

const manage = 'Microsoft.Exchange_RoleManagement_Update'
const read = 'Microsoft.Exchange_RoleManagement_Read'

type GroupProps = { group: PamApproverGroup; isDefault: boolean; onMembers: () => void }

const Group = ({ group, isDefault, onMembers }: GroupProps) => {
  const own = useStyles()
  const styles = useDrawerStyles()
  const why = missingRight(useRights(), manage)
  const { members } = group
  return (
    <li className={own.group}>
      <div className={own.facts}>
        <strong>
          <DeviceText value={group.displayName} kind="name" flag />
        </strong>
        {isDefault && ' (default)'} · <DeviceText value={group.mail} kind="name" />
        {group.description ? (
          <p className={styles.quiet}>
            <DeviceText value={group.description} kind="name" />
          </p>
        ) : null}
        <p className={styles.text}>
          {members.length === 0 ? (
            'No members: nobody could approve.'
          ) : (
            <>
              {members.map(({ id, displayName, userPrincipalName }, index) => (
                <span key={id}>
                  {index > 0 && ', '}
                  <DeviceText value={displayName || userPrincipalName} kind="name" />
                </span>
              ))}
            </>
          )}
        </p>
      </div>
      <CommandButton
        size="small"
        label={`Members of ${visibleText(group.displayName ?? group.id)}`}
        disabledReason={why}
        onClick={onMembers}
      >
        Members
      </CommandButton>
    </li>
  )
}

/** The security groups that take mail; any of them can approve. */
export const ApproverGroups = ({ settings }: { settings: PamSettings }) => {
  const own = useStyles()
  const [address, setAddress] = useSearchParams()
  const rights = useRights()
  const groups = useQuery({ ...groupsQuery, enabled: rights.can(read) })
  // A group that was just made has nobody yet: its members are what comes next.
  const close = (made?: string) =>
    setAddress((now) => withListParam(withListParam(now, 'group', undefined), 'members', made), {
      replace: true,
    })
  const opened = groups.data?.value.find(({ id }) => id === address.get('members'))
  return (
    <Section
      title="Approvers’ groups"
      level={2}
      commands={
        <CommandButton
          size="small"
          icon={<AddRegular />}
          disabledReason={missingRight(rights, manage)}
          onClick={() => setAddress((now) => withListParam(now, 'group', 'new'))}
        >
          Add a group
        </CommandButton>
      }
    >
      {!rights.can(read) ? (
        <Forbidden what="approvers’ groups" {...rightText(read)} />
      ) : groups.error !== null && groups.data === undefined ? (
        <Failed error={groups.error} onRetry={() => void groups.refetch()} />
      ) : groups.data === undefined ? (
        <SkeletonLines lines={4} label="Reading the groups" />
      ) : groups.data.value.length === 0 ? (
        <EmptyState title="No approvers’ groups">
          Add one and give it members; then approvals can be required.
        </EmptyState>
      ) : (
        <ul className={own.list} aria-label="Approvers’ groups">
          {groups.data.value.map((group) => (
            <Group
              key={group.id}
              group={group}
              isDefault={group.id === settings.defaultApproverGroupId}
              onMembers={() => setAddress((now) => withListParam(now, 'members', group.id))}
            />
          ))}
        </ul>
      )}
      <Suspense>
        {address.get('group') === 'new' && <GroupDialog onClose={close} />}
        {opened !== undefined && <MembersDialog group={opened} onClose={() => close()} />}
      </Suspense>
    </Section>
  )
}
