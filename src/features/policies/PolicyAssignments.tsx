import {
  LaptopRegular,
  PeopleRegular,
  PeopleTeamRegular,
  QuestionCircleRegular,
} from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import {
  groupIdsOf,
  readAssignments,
  type AssignedTarget,
} from '#domain/assignments/read-assignments.ts'
import { assignmentIssues, groupKindOf } from '#domain/assignments/support-matrix.ts'
import { q } from '#src/api/queries.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { SkeletonBar, SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'

import { FilterName } from './FilterName.tsx'
import { useGroups } from '#src/shared/directory/use-groups.ts'

const useStyles = makeStyles({
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: { display: 'flex', gap: '8px', padding: '6px 0', minWidth: 0 },
  icon: { display: 'flex', fontSize: '20px', color: tokens.colorNeutralForeground3, flexShrink: 0 },
  text: { minWidth: 0 },
  note: { color: tokens.colorNeutralForeground3 },
  none: { margin: 0, color: tokens.colorNeutralForeground3 },
})

/** `/assignments` is the only reliable source of one policy's assignments (graph-contract 6.2). */
export const assignmentsQuery = (policyId: string) =>
  q('policyAssignmentList', { path: { id: policyId } })

/** Whom the policy reaches and whom it leaves out, with group names. */
export const PolicyAssignments = ({ policyId }: { policyId: string }) => {
  const { data, error, refetch } = useQuery(assignmentsQuery(policyId))
  const assignments = useMemo(() => readAssignments(data?.value ?? []), [data])
  const groupIds = useMemo(() => groupIdsOf(assignments), [assignments])
  const groups = useGroups(groupIds)
  if (data === undefined)
    return error === null ? (
      <SkeletonLines lines={3} label="Loading assignments" />
    ) : (
      <Failed error={error} onRetry={() => void refetch()} />
    )
  const { included, excluded } = assignments
  const issues = assignmentIssues(
    data.value.map(({ target }) => target),
    (id) => groupKindOf(groups.found.get(id)),
  )
  return (
    <Stack gap="large">
      {issues
        .filter(({ kind }) => kind === 'warning')
        .map(({ id, message }) => (
          <MessageBar key={id} intent="warning">
            {message}
          </MessageBar>
        ))}
      <Targets
        title="Included"
        none="Not assigned. The policy reaches no user and no device."
        targets={included}
        groups={groups}
      />
      <Targets title="Excluded" none="Nothing is excluded." targets={excluded} groups={groups} />
    </Stack>
  )
}

type TargetsProps = {
  title: string
  none: string
  targets: readonly AssignedTarget[]
  groups: ReturnType<typeof useGroups>
}

const Targets = ({ title, none, targets, groups }: TargetsProps) => {
  const styles = useStyles()
  return (
    <Stack gap="small">
      <h3 className={styles.title}>{title}</h3>
      {targets.length === 0 ? (
        <p className={styles.none}>{none}</p>
      ) : (
        <ul className={styles.list}>
          {targets.map((target) => (
            <li key={target.key} className={styles.item}>
              <span className={styles.icon} aria-hidden>
                {icons[target.to.kind]}
              </span>
              <div className={styles.text}>
                <TargetName to={target.to} groups={groups} />
                <Notes target={target} groups={groups} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  )
}

const icons = {
  group: <PeopleTeamRegular />,
  allUsers: <PeopleRegular />,
  allDevices: <LaptopRegular />,
  unknown: <QuestionCircleRegular />,
}

type TargetProps = { to: AssignedTarget['to']; groups: TargetsProps['groups'] }

const TargetName = ({ to, groups }: TargetProps) => {
  const styles = useStyles()
  if (to.kind === 'allUsers') return <>All users</>
  if (to.kind === 'allDevices') return <>All devices</>
  if (to.kind === 'unknown')
    return (
      <>
        A target that this console does not know:{' '}
        <DeviceText value={to.type} kind="name" missing="no type" />
      </>
    )
  if (groups.loading.has(to.groupId)) return <SkeletonBar width="12ch" />
  const group = groups.found.get(to.groupId)
  if (group?.displayName) return <DeviceText value={group.displayName} kind="name" flag />
  return (
    <>
      <span className={styles.note}>Group without a readable name</span>{' '}
      <Hash value={to.groupId} what="group id" />
    </>
  )
}

const Notes = ({ target, groups }: { target: AssignedTarget; groups: TargetsProps['groups'] }) => {
  const styles = useStyles()
  const { to, filter, fromPolicySet } = target
  const group = to.kind === 'group' ? groups.found.get(to.groupId) : undefined
  const { members } = groupKindOf(group)
  const notes = [
    ...(members === 'unknown' ? [] : [`Dynamic group of ${members}`]),
    ...(fromPolicySet ? ['Comes from a policy set'] : []),
  ]
  return (
    <div className={styles.note}>
      {notes.join(' · ')}
      {filter !== null && (
        <div>
          With a filter: <FilterName filter={filter} />
        </div>
      )}
    </div>
  )
}
