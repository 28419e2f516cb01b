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
      <ul className={styles.list}>
        {policies.map((policy) => (
          <Line key={policy.id} policy={policy} groupNames={groupNames} />
        ))}
      </ul>
      {policies.filter(({ kind }) => kind === 'rules').length > 1 && <WhichRule />}
    </>
  )
}

type LineProps = { policy: DevicePolicy; groupNames: ReadonlyMap<string, string> }

const Line = ({ policy, groupNames }: LineProps) => {
  const styles = useStatusStyles()
  const own = useStyles()
  const { id, name, kind, reach, status } = policy
  return (
    <li className={styles.device}>
      <div>
        <TextLink to={paths.policy(id)}>
          <DeviceText value={name || id} kind="name" flag />
        </TextLink>
        <div className={own.kind}>
          {reach === null
            ? 'EPM policy'
            : kind === 'settings'
              ? 'Elevation settings'
              : 'Elevation rules'}
        </div>
      </div>
      <div>
        <ReachLines reach={reach} groupNames={groupNames} />
      </div>
      {status !== null ? (
        <CheckInSign state={status.state} />
      ) : (
        <span>{reach?.targeting.length === 0 ? 'Kept away' : 'Not reported yet'}</span>
      )}
      {status === null ? (
        <span />
      ) : status.state === 'pending' ? (
        <span>No report yet</span>
      ) : (
        <When at={status.at} />
      )}
    </li>
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
