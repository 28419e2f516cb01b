import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import type { ReactNode } from 'react'

import { type AssignedTarget } from '#domain/assignments/read-assignments.ts'
import { groupKindOf } from '#domain/assignments/support-matrix.ts'
import { Button } from '#src/ui/basics.ts'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import type { useGroups } from '#src/shared/directory/use-groups.ts'
import { useTargetStyles } from '#src/shared/directory/target-styles.ts'

type Groups = ReturnType<typeof useGroups>

type Props = {
  target: AssignedTarget
  groups: Groups
  onRemove?: (button: HTMLElement) => void
  children: ReactNode
}

/** What a target is called; null while its group is read. */
export const nameOfTarget = ({ to }: AssignedTarget, groups: Groups): string | null => {
  switch (to.kind) {
    case 'allUsers':
      return 'All users'
    case 'allDevices':
      return 'All devices'
    case 'unknown':
      return `A target that this console does not know (${to.type})`
    case 'group':
      if (groups.loading.has(to.groupId)) return null
      return groups.found.get(to.groupId)?.displayName || to.groupId
  }
}

/** One included or excluded target, with the way to remove it. */
export const TargetRow = ({ target, groups, onRemove, children }: Props) => {
  const styles = useTargetStyles()
  const name = nameOfTarget(target, groups)
  const group = target.to.kind === 'group' ? groups.found.get(target.to.groupId) : undefined
  const { members } = groupKindOf(group)
  return (
    <li className={styles.item}>
      <div>
        {name === null ? (
          <SkeletonBar width="16ch" />
        ) : (
          <DeviceText value={name} kind="name" flag />
        )}
        {members !== 'unknown' && <p className={styles.note}>Dynamic group of {members}</p>}
        {children}
      </div>
      {onRemove !== undefined && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={`Remove ${visibleText(name ?? 'group')}`}
          title="Remove"
          data-remove
          onClick={(event) => onRemove(event.currentTarget)}
        />
      )}
    </li>
  )
}
