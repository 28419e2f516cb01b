import { useQuery } from '@tanstack/react-query'

import type { Elevation } from '#contract/elevations.ts'
import type { ConfigurationPolicy } from '#contract/policies.ts'
import { elevationTypeLabel } from '#domain/rules/in-words.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import { ruleIdOf } from '#domain/rules/rule-id.ts'
import { rightText, useRights } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { policyQuery } from '#src/shared/rules-policy-queries.ts'
import { Button } from '#src/ui/basics.ts'
import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

/** The policy as the device named it: its name may be another one today. */
const Named = ({ elevation: { policyName, policyId } }: { elevation: Elevation }) => (
  <DeviceText value={policyName || policyId} kind="name" flag missing="a policy without a name" />
)

/** The rule in the policy as it is now. */
const CurrentRule = ({
  policy,
  ruleId,
}: {
  policy: ConfigurationPolicy
  ruleId: string | null | undefined
}) => {
  if (!ruleId) return <>The device did not say which of its rules.</>
  const rule = readRules(policy.settings ?? []).find(
    ({ name }) => ruleIdOf(policy.id, name) === ruleId,
  )
  if (rule === undefined)
    return <>The rule that it names is not in the policy now: it was renamed or removed.</>
  return (
    <>
      Rule{' '}
      <TextLink to={paths.policyRule(policy.id, rule.name)}>
        <DeviceText value={rule.name} kind="name" missing="without a name" />
      </TextLink>
      , now {elevationTypeLabel(rule.elevationType)}.
    </>
  )
}

const Applied = ({ elevation, policyId }: { elevation: Elevation; policyId: string }) => {
  const styles = useDrawerStyles()
  const may = useRights().can('Microsoft.Intune_EpmPolicy_Read')
  const { data, error, refetch } = useQuery({ ...policyQuery(policyId), enabled: may })
  if (error !== null)
    return (
      <FailureBar
        error={error}
        actions={<Button onClick={() => void refetch()}>Try again</Button>}
      />
    )
  if (may && data === undefined) return <SkeletonLines lines={2} label="Reading the policy" />
  if (data?.ok === true)
    return (
      <p className={styles.text}>
        <TextLink to={paths.policy(policyId)}>
          <DeviceText value={data.data.name} kind="name" missing="A policy without a name" />
        </TextLink>
        {data.data.name !== elevation.policyName && elevation.policyName && (
          <>
            , which was called <Named elevation={elevation} />
          </>
        )}
        . <CurrentRule policy={data.data} ruleId={elevation.ruleId} />
      </p>
    )
  const unreadable = !may || data?.error.status === 403
  return (
    <p className={styles.text}>
      <Named elevation={elevation} />.{' '}
      {unreadable
        ? `Reading policies needs the right “${rightText('Microsoft.Intune_EpmPolicy_Read').right}”.`
        : 'The policy no longer exists, or is outside your scope.'}
    </p>
  )
}

/** Which policy and rule decided then. */
export const AppliedRule = ({ elevation }: { elevation: Elevation }) => {
  const styles = useDrawerStyles()
  const { policyId, elevationType } = elevation
  return (
    <Section title="Rule and policy that applied">
      {policyId ? (
        <Applied elevation={elevation} policyId={policyId} />
      ) : (
        <p className={styles.text}>
          {elevationType === 'unmanagedElevation'
            ? 'None: it was elevated without Endpoint Privilege Management.'
            : 'No rule: the default elevation response of the device, or an approved request.'}
        </p>
      )}
    </Section>
  )
}
