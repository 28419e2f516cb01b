import { useMemo } from 'react'

import type { AssignmentTarget } from '#contract/policies.ts'
import {
  groupIdsOf,
  readAssignments,
  type AssignedTarget,
} from '#domain/assignments/read-assignments.ts'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { FilterName } from '../FilterName.tsx'
import { useGroups } from '#src/shared/directory/use-groups.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: { padding: '6px 0', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
})

type Targets = readonly AssignmentTarget[]
type Words = { included: string; excluded: string }
type Part = { words: Words; targets: Targets }

const now: Words = { included: 'Now included', excluded: 'Now excluded' }
const before: Words = { included: 'No longer included', excluded: 'No longer excluded' }
const then: Words = { included: 'Included', excluded: 'Excluded' }

/** Who came to the assignments of a policy and who left them. */
export const TargetChanges = ({ added, removed }: { added: Targets; removed: Targets }) => {
  const parts = useMemo(
    () => [
      { words: now, targets: added },
      { words: before, targets: removed },
    ],
    [added, removed],
  )
  return <Lines parts={parts} />
}

/** Whom one version of a policy was assigned to. */
export const TargetList = ({ targets }: { targets: Targets }) => {
  const parts = useMemo(() => [{ words: then, targets }], [targets])
  return <Lines parts={parts} />
}

const Lines = ({ parts }: { parts: readonly Part[] }) => {
  const styles = useStyles()
  const lists = useMemo(
    () =>
      parts.map(({ words, targets }) => ({
        words,
        list: readAssignments(targets.map((target, index) => ({ id: String(index), target }))),
      })),
    [parts],
  )
  const ids = useMemo(() => [...new Set(lists.flatMap(({ list }) => groupIdsOf(list)))], [lists])
  const groups = useGroups(ids)
  const nameOf = ({ to }: AssignedTarget) => {
    if (to.kind === 'allUsers') return 'All users'
    if (to.kind === 'allDevices') return 'All devices'
    if (to.kind === 'unknown') return to.type
    if (groups.loading.has(to.groupId)) return 'A group, its name is being read'
    return groups.found.get(to.groupId)?.displayName || to.groupId
  }
  const lines = lists.flatMap(({ words, list }) =>
    (['included', 'excluded'] as const).flatMap((how) =>
      list[how].map((target) => ({
        key: `${words[how]} ${target.key}`,
        words: words[how],
        name: nameOf(target),
        filter: target.filter,
      })),
    ),
  )
  return (
    <ul className={styles.list}>
      {lines.map(({ key, words, name, filter }) => (
        <li key={key} className={styles.item}>
          {words}: <DeviceText value={name} kind="name" flag />
          {filter !== null && (
            <>
              , <FilterName filter={filter} />
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
