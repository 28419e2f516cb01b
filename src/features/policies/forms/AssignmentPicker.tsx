import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { useMemo, useState, type ReactNode } from 'react'

import {
  assignmentIssues,
  groupKindOf,
  targetingTexts,
} from '#domain/assignments/support-matrix.ts'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SkeletonBar } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { groupIdsOf, membersOf, type AssignedTarget } from '../assignments.ts'
import { useGroups } from '../use-names.ts'
import {
  allDevices,
  allUsers,
  excludeGroup,
  hasAllDevices,
  hasAllUsers,
  hasGroup,
  includeGroup,
  shownTargets,
  withFilter,
  type Targets,
} from './assignment-targets.ts'
import { FilterChoice } from './FilterChoice.tsx'
import { GroupSearch } from './GroupSearch.tsx'
import { useAssignmentFilters } from './use-assignment-filters.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: '8px',
    padding: '6px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  note: { margin: 0, color: tokens.colorNeutralForeground3, maxWidth: '80ch' },
})

type Props = {
  value: Targets
  onChange: (value: Targets) => void
  /** Why nothing can be changed, e.g. that the right Assign is missing; the list is then only shown. */
  readOnlyReason?: string | undefined
}

/** Included and excluded targets of a policy, with what Intune does not support said as a warning (epm-behaviour 12). */
export const AssignmentPicker = ({ value, onChange, readOnlyReason }: Props) => {
  const styles = useStyles()
  const [searching, setSearching] = useState<'include' | 'exclude' | null>(null)
  const shown = useMemo(() => shownTargets(value), [value])
  const groupIds = useMemo(() => groupIdsOf(shown), [shown])
  const groups = useGroups(groupIds)
  const filters = useAssignmentFilters()
  const issues = assignmentIssues(value, (id) => groupKindOf(groups.found.get(id)))
  const editable = readOnlyReason === undefined
  const everybody = hasAllUsers(value) && hasAllDevices(value)
  const add = (target: Targets[number]) => onChange([...value, target])
  const remove = (key: string) => onChange(value.toSpliced(Number(key), 1))
  const row = (target: AssignedTarget, included: boolean) => (
    <Row
      key={target.key}
      target={target}
      groups={groups}
      {...(editable ? { onRemove: () => remove(target.key) } : {})}
    >
      {included && editable && target.to.kind !== 'unknown' && (
        <FilterChoice
          target={target}
          name={visibleText(nameOf(target, groups) ?? 'the group')}
          filters={filters}
          onChange={(filter) => onChange(withFilter(value, Number(target.key), filter))}
        />
      )}
    </Row>
  )
  const search = (kind: 'include' | 'exclude') => (
    <GroupSearch
      verb={kind === 'include' ? 'Include' : 'Exclude'}
      isTaken={(id) => hasGroup(value, id)}
      onAdd={(id) => add(kind === 'include' ? includeGroup(id) : excludeGroup(id))}
    />
  )
  const already = (is: boolean) => (is ? 'Already in the list' : undefined)
  return (
    <Stack gap="large">
      {readOnlyReason !== undefined && <MessageBar intent="info">{readOnlyReason}</MessageBar>}
      <p className={styles.note}>
        {targetingTexts.devices} {targetingTexts.users} {targetingTexts.precedence}
      </p>
      {issues.map(({ id, kind, message }) => (
        <MessageBar key={id} intent={kind === 'advice' ? 'info' : kind}>
          {message}
        </MessageBar>
      ))}
      <Section title="Included groups">
        {shown.included.length === 0 ? (
          <p className={styles.note}>
            Nobody yet. Without an assignment the policy reaches no device.
          </p>
        ) : (
          <ul className={styles.list}>{shown.included.map((target) => row(target, true))}</ul>
        )}
        {editable && (
          <Stack row>
            <CommandButton
              icon={<AddRegular />}
              disabledReason={
                everybody ? 'All users and all devices are already included.' : undefined
              }
              onClick={() => setSearching(searching === 'include' ? null : 'include')}
            >
              Add groups
            </CommandButton>
            <CommandButton
              disabledReason={already(hasAllUsers(value))}
              onClick={() => add(allUsers())}
            >
              Add all users
            </CommandButton>
            <CommandButton
              disabledReason={already(hasAllDevices(value))}
              onClick={() => add(allDevices())}
            >
              Add all devices
            </CommandButton>
          </Stack>
        )}
        {editable && searching === 'include' && !everybody && search('include')}
      </Section>
      <Section title="Excluded groups">
        {shown.excluded.length === 0 ? (
          <p className={styles.note}>Nothing is excluded.</p>
        ) : (
          <ul className={styles.list}>{shown.excluded.map((target) => row(target, false))}</ul>
        )}
        {editable && (
          <Stack row>
            <Button
              icon={<AddRegular />}
              aria-label="Add groups to exclude"
              onClick={() => setSearching(searching === 'exclude' ? null : 'exclude')}
            >
              Add groups
            </Button>
          </Stack>
        )}
        {editable && searching === 'exclude' && search('exclude')}
        <p className={styles.note}>{targetingTexts.delivery}</p>
      </Section>
    </Stack>
  )
}

type RowProps = {
  target: AssignedTarget
  groups: ReturnType<typeof useGroups>
  onRemove?: () => void
  children: ReactNode
}

const nameOf = ({ to }: AssignedTarget, groups: RowProps['groups']): string | null => {
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

const Row = ({ target, groups, onRemove, children }: RowProps) => {
  const styles = useStyles()
  const name = nameOf(target, groups)
  const members = target.to.kind === 'group' ? membersOf(groups.found.get(target.to.groupId)) : null
  return (
    <li className={styles.item}>
      <div>
        {name === null ? (
          <SkeletonBar width="16ch" />
        ) : (
          <DeviceText value={name} kind="name" flag />
        )}
        {members !== null && <p className={styles.note}>Dynamic group of {members}</p>}
        {children}
      </div>
      {onRemove !== undefined && (
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={`Remove ${visibleText(name ?? 'group')}`}
          title="Remove"
          onClick={onRemove}
        />
      )}
    </li>
  )
}
