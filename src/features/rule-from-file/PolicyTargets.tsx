import { useQueries, useQuery } from '@tanstack/react-query'

import type { AssignmentTarget } from '#contract/policies.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { assignmentsQuery, groupQuery } from '#src/shared/rules-policy-queries.ts'

const kindOf = (target: AssignmentTarget) =>
  target['@odata.type'].replace('#microsoft.graph.', '').replace('AssignmentTarget', '')

/** To whom a rule added to this policy is available at once. */
export const PolicyTargets = ({ policyId }: { policyId: string }) => {
  const styles = useDrawerStyles()
  const { data, error } = useQuery(assignmentsQuery(policyId))
  const targets = data?.ok ? data.data.value.map(({ target }) => target) : []
  const groupIds = targets.flatMap(({ groupId }) => (groupId === undefined ? [] : [groupId]))
  const groups = useQueries({ queries: groupIds.map((id) => groupQuery(id)) })
  if (error !== null || data?.ok === false)
    return (
      <p className={styles.warning}>
        To whom the policy is assigned could not be read. The rule is live for them at once.
      </p>
    )
  if (data === undefined || groups.some(({ isPending }) => isPending))
    return <p className={styles.quiet}>Reading to whom it is assigned…</p>
  if (targets.length === 0)
    return (
      <p className={styles.text}>
        The policy is assigned to nobody, so the rule has no effect yet.
      </p>
    )
  const nameOf = (target: AssignmentTarget) => {
    const kind = kindOf(target)
    if (kind === 'allDevices') return 'all devices'
    if (kind === 'allLicensedUsers') return 'all users'
    const group = groups[groupIds.indexOf(target.groupId ?? '')]?.data
    const name = group?.ok ? group.data.displayName : null
    return (
      <DeviceText value={name || target.groupId} kind="name" missing="a target not known here" />
    )
  }
  const included = targets.filter((target) => kindOf(target) !== 'exclusionGroup')
  const excluded = targets.filter((target) => kindOf(target) === 'exclusionGroup')
  const names = (list: readonly AssignmentTarget[]) =>
    list.map((target, index) => (
      <span key={`${target['@odata.type']} ${target.groupId ?? ''}`}>
        {index > 0 && ', '}
        {nameOf(target)}
      </span>
    ))
  return (
    <p className={styles.warning}>
      Live at once for: {included.length === 0 ? 'nobody' : names(included)}.
      {excluded.length > 0 && <> Not for: {names(excluded)}.</>}
    </p>
  )
}
