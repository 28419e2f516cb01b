import { AddRegular } from '@fluentui/react-icons/svg/add'
import { useState } from 'react'

import {
  assignmentIssues,
  groupKindOf,
  targetingTexts,
} from '#domain/assignments/support-matrix.ts'
import type { AssignedTarget } from '#domain/assignments/read-assignments.ts'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { useFocusAfter } from '#src/ui/use-focus-after.ts'

import { useRememberGroup } from '#src/shared/directory/use-groups.ts'
import {
  allDevices,
  allUsers,
  excludeGroup,
  hasAllDevices,
  hasAllUsers,
  includeGroup,
  listOfGroup,
  withFilter,
  type Targets,
} from './assignment-targets.ts'
import { FilterChoice } from './FilterChoice.tsx'
import { GroupSearch } from '#src/shared/directory/GroupSearch.tsx'
import { nameOfTarget, TargetRow } from './TargetRow.tsx'
import { useTargetStyles } from '#src/shared/directory/target-styles.ts'
import { TargetsSkeleton } from './TargetsSkeleton.tsx'
import { useTargetNames } from './use-target-names.ts'

type Props = {
  value: Targets
  onChange: (value: Targets) => void
  /** Why nothing can be changed, e.g. that the right Assign is missing; the list is then only shown. */
  readOnlyReason?: string | undefined
}

/**
 * Included and excluded targets of a policy, with what Intune does not support said as a warning (epm-behaviour 12).
 * Commands stand over the list that they add to, and warnings below both: what is added moves no button that adds.
 */
export const AssignmentPicker = ({ value, onChange, readOnlyReason }: Props) => {
  const styles = useTargetStyles()
  const remember = useRememberGroup()
  const focusAfter = useFocusAfter()
  const [searching, setSearching] = useState<'include' | 'exclude' | null>(null)
  const { shown, groups, filters, read } = useTargetNames(value)
  // Only the first time: a group that is added later must not take the form away again.
  const [ready, setReady] = useState(read)
  if (read && !ready) setReady(true)
  if (!ready) return <TargetsSkeleton targets={value} />

  const issues = assignmentIssues(value, (id) => groupKindOf(groups.found.get(id)))
  const editable = readOnlyReason === undefined
  const everybody = hasAllUsers(value) && hasAllDevices(value)
  const add = (target: Targets[number]) => onChange([...value, target])
  const remove = (key: string, button: HTMLElement) => {
    const section = button.closest('section')
    const all = () => [...(section?.querySelectorAll<HTMLElement>('[data-remove]') ?? [])]
    const place = all().indexOf(button)
    onChange(value.toSpliced(Number(key), 1))
    focusAfter(() => all()[Math.min(place, all().length - 1)] ?? section?.querySelector('button'))
  }
  const row = (target: AssignedTarget, included: boolean) => (
    <TargetRow
      key={target.key}
      target={target}
      groups={groups}
      {...(editable ? { onRemove: (button: HTMLElement) => remove(target.key, button) } : {})}
    >
      {included && editable && target.to.kind !== 'unknown' && (
        <FilterChoice
          target={target}
          name={visibleText(nameOfTarget(target, groups) ?? 'the group')}
          filters={filters}
          onChange={(filter) => onChange(withFilter(value, Number(target.key), filter))}
        />
      )}
    </TargetRow>
  )
  const search = (kind: 'include' | 'exclude') => (
    <GroupSearch
      verb={kind === 'include' ? 'Include' : 'Exclude'}
      listOf={(id) => listOfGroup(value, id)}
      onAdd={(group) => {
        remember(group)
        add(kind === 'include' ? includeGroup(group.id) : excludeGroup(group.id))
      }}
    />
  )
  const already = (is: boolean) => (is ? 'Already in the list' : undefined)
  return (
    <Stack gap="large">
      {readOnlyReason !== undefined && <MessageBar intent="info">{readOnlyReason}</MessageBar>}
      <p className={styles.note}>
        {targetingTexts.devices} {targetingTexts.users} {targetingTexts.precedence}
      </p>
      <Section title="Included groups">
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
        {shown.included.length === 0 ? (
          <p className={styles.note}>
            Nobody yet. Without an assignment the policy reaches no device.
          </p>
        ) : (
          <ul className={styles.list}>{shown.included.map((target) => row(target, true))}</ul>
        )}
      </Section>
      <Section title="Excluded groups">
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
        {shown.excluded.length === 0 ? (
          <p className={styles.note}>Nothing is excluded.</p>
        ) : (
          <ul className={styles.list}>{shown.excluded.map((target) => row(target, false))}</ul>
        )}
      </Section>
      {issues.map(({ id, kind, message }) => (
        <MessageBar key={id} intent={kind === 'advice' ? 'info' : kind}>
          {message}
        </MessageBar>
      ))}
      <p className={styles.note}>{targetingTexts.delivery}</p>
    </Stack>
  )
}
