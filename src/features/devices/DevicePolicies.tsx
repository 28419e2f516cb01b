import type { ReactNode } from 'react'

import { rightText } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { CheckInSign } from '#src/shared/CheckIn.tsx'
import { useStatusStyles } from '#src/shared/status-parts.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { When } from '#src/ui/text/When.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import type { DevicePolicy } from './device-policies.ts'
import { FactTable } from './FactTable.tsx'
import { ReachLines } from './reach-words.tsx'
import type { DevicePolicies as Found } from './use-device-policies.ts'

const useStyles = makeStyles({
  kind: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  steps: { margin: 0, paddingInlineStart: '24px' },
})

/** The EPM policies that reach this device, through whom, and how each stands there. */
export const DevicePolicies = ({ found }: { found: Found }) => (
  <Section title="EPM policies" level={2}>
    <Policies found={found} />
  </Section>
)

const Policies = ({ found }: { found: Found }) => {
  const styles = useStatusStyles()
  if (found.state === 'failed') return <Failed error={found.error} onRetry={found.retry} />
  if (found.state === 'loading') return <SkeletonLines lines={3} label="Loading the policies" />
  if (found.state === 'forbidden')
    return (
      <p className={styles.note}>
        They are not shown: that needs the right “
        {rightText('Microsoft.Intune_EpmPolicy_Read').right}”.
      </p>
    )
  const { policies, groupNames } = found
  if (policies.length === 0)
    return <p className={styles.note}>No EPM policy in your scope reaches this device.</p>
  return (
    <>
      <FactTable
        label="EPM policies on this device"
        layout="policies"
        heads={['Policy', 'Comes through', 'State', 'Reported']}
        rows={policies.map((policy) => ({ id: policy.id, cells: cellsOf(policy, groupNames) }))}
      />
      {policies.filter(({ kind }) => kind === 'rules').length > 1 && <WhichRule />}
    </>
  )
}

const cellsOf = (
  { id, name, kind, reach, status }: DevicePolicy,
  groupNames: ReadonlyMap<string, string>,
): ReactNode[] => [
  <PolicyName key="name" id={id} name={name} kind={reach === null ? null : kind} />,
  <ReachLines key="reach" reach={reach} groupNames={groupNames} />,
  status !== null ? (
    <CheckInSign key="state" state={status.state} />
  ) : reach?.targeting.length === 0 ? (
    'Kept away'
  ) : (
    'Not reported yet'
  ),
  status === null ? null : status.state === 'pending' ? (
    'No report yet'
  ) : (
    <When key="at" at={status.at} />
  ),
]

type NameProps = Pick<DevicePolicy, 'id' | 'name'> & { kind: DevicePolicy['kind'] | null }

const PolicyName = ({ id, name, kind }: NameProps) => {
  const styles = useStyles()
  return (
    <>
      <TextLink to={paths.policy(id)}>
        <DeviceText value={name || id} kind="name" flag />
      </TextLink>
      <div className={styles.kind}>
        {kind === null
          ? 'EPM policy'
          : kind === 'settings'
            ? 'Elevation settings'
            : 'Elevation rules'}
      </div>
    </>
  )
}

/** The steps of epm-behaviour 13.2; they are taken on the device, for one file at a time. */
const WhichRule = () => {
  const styles = useStyles()
  return (
    <ExpandableSection title="Which rule counts when several policies have one for a file">
      <ol className={styles.steps}>
        <li>A deny rule, wherever it came from.</li>
        <li>A rule that came through the user before one that came through the device.</li>
        <li>A rule with a file hash before one without.</li>
        <li>Without a hash, the rule with more attributes.</li>
        <li>
          By type: User confirmed, then Elevate as current user, then Support approved, then
          Automatic.
        </li>
      </ol>
    </ExpandableSection>
  )
}
