import { useMemo } from 'react'

import type { ConfigurationPolicy } from '#contract/policies.ts'
import type { FileDetails } from '#domain/rules/file-details.ts'
import { elevationTypeLabel } from '#domain/rules/in-words.ts'
import { rightText } from '#src/api/rights.ts'
import { paths } from '#src/lib/paths.ts'
import { FailureBar } from '#src/ui/FailureBar.tsx'
import { Button } from '#src/ui/basics.ts'
import { Section } from '#src/ui/layout/Section.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { noneMatches, ruleOutcome, type PolicyRule } from './rule-outcome.ts'
import { useRulesPolicies } from './use-rules-policies.ts'

const Rule = ({ found, assigned }: { found: PolicyRule; assigned: ReadonlySet<string> }) => (
  <>
    <TextLink to={paths.policyRule(found.policyId, found.rule.name)}>
      <DeviceText value={found.rule.name} kind="name" missing="A rule without a name" />
    </TextLink>{' '}
    ({elevationTypeLabel(found.rule.elevationType)}) in{' '}
    <TextLink to={paths.policy(found.policyId)}>
      <DeviceText value={found.policyName} kind="name" missing="a policy without a name" />
    </TextLink>
    {!assigned.has(found.policyId) && ', which is assigned to nobody'}
  </>
)

type ReadProps = {
  details: FileDetails
  policies: readonly ConfigurationPolicy[]
  assigned: ReadonlySet<string>
  incomplete: boolean
}

const Outcome = ({ details, policies, assigned, incomplete }: ReadProps) => {
  const styles = useDrawerStyles()
  // Rules that reach nobody do not apply now, but are worth naming.
  const { live, idle } = useMemo(() => {
    const reach = policies.filter(({ id }) => assigned.has(id))
    const rest = policies.filter(({ id }) => !assigned.has(id))
    return { live: ruleOutcome(details, reach), idle: ruleOutcome(details, rest) }
  }, [details, policies, assigned])
  const unassigned = [...(idle.winner === null ? [] : [idle.winner]), ...idle.alsoMatching]
  return (
    <Stack gap="small">
      {live.winner !== null && (
        <p className={styles.text}>
          <Rule found={live.winner} assigned={assigned} /> matches this file.{' '}
          {live.because.join(' ')}
        </p>
      )}
      {live.alsoMatching.length > 0 && (
        <List title="Also matching, but not winning:" rules={live.alsoMatching} {...{ assigned }} />
      )}
      {live.undetermined.length > 0 && (
        <List
          title={
            details.version === ''
              ? 'May match; the record does not tell the file’s version and signature:'
              : 'May match; the record does not hold the file’s certificate:'
          }
          rules={live.undetermined}
          {...{ assigned }}
        />
      )}
      {live.winner === null && <p className={styles.text}>{noneMatches(live)}</p>}
      {unassigned.length > 0 && (
        <List title="Would match if it were assigned:" rules={unassigned} {...{ assigned }} />
      )}
      <p className={styles.quiet}>
        Which of these policies reach this user and device depends on group membership, which is not
        read here. {incomplete && 'Not all policies of the tenant were read.'}
      </p>
    </Stack>
  )
}

type ListProps = {
  title: string
  rules: readonly PolicyRule[]
  assigned: ReadonlySet<string>
}
const List = ({ title, rules, assigned }: ListProps) => {
  const styles = useDrawerStyles()
  return (
    <div>
      <p className={styles.text}>{title}</p>
      <ul className={styles.list}>
        {rules.slice(0, 5).map((found) => (
          <li key={`${found.policyId} ${found.rule.name}`}>
            <Rule found={found} assigned={assigned} />
          </li>
        ))}
        {rules.length > 5 && <li>and {rules.length - 5} more</li>}
      </ul>
    </div>
  )
}

/** Which rule applies to this file now, said as exactly as it can be known here. */
export const RuleOutcomeSection = ({ details }: { details: FileDetails }) => {
  const styles = useDrawerStyles()
  const found = useRulesPolicies()
  return (
    <Section title="Which rule applies now">
      {found.state === 'loading' && <SkeletonLines lines={2} label="Reading the rules" />}
      {found.state === 'forbidden' && (
        <p className={styles.text}>
          Cannot be told: reading rules needs the right “
          {rightText('Microsoft.Intune_EpmPolicy_Read').right}”.
        </p>
      )}
      {found.state === 'failed' && (
        <FailureBar
          error={found.error}
          actions={<Button onClick={found.retry}>Try again</Button>}
        />
      )}
      {found.state === 'read' && (
        <Outcome
          details={details}
          policies={found.policies}
          assigned={found.assigned}
          incomplete={found.incomplete}
        />
      )}
    </Section>
  )
}
