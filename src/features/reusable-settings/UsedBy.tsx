import { keepingSearch, paths } from '#src/lib/paths.ts'
import { SkeletonLines } from '#src/ui/states/Skeleton.tsx'
import { Failed } from '#src/ui/states/states.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { TextLink } from '#src/ui/TextLink.tsx'

import type { Usage } from './use-usage.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: '4px 16px',
    padding: '6px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  count: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  rules: { flexBasis: '100%', overflowWrap: 'anywhere' },
  none: { margin: 0, color: tokens.colorNeutralForeground3 },
})

/** The policies that use a reusable setting, each with the rules that do. */
export const UsedBy = ({ usage }: { usage: Usage }) => {
  const styles = useStyles()
  if (usage.state === 'loading') return <SkeletonLines lines={2} label="Loading the policies" />
  if (usage.state === 'failed') return <Failed error={usage.error} onRetry={usage.retry} />
  if (usage.policies.length === 0)
    return <p className={styles.none}>No policy in your scope uses it.</p>
  return (
    <ul className={styles.list}>
      {usage.policies.map(({ policy, rules, names }) => (
        <li key={policy.id} className={styles.item}>
          <TextLink to={paths.policy(policy.id)}>
            <DeviceText value={policy.name} kind="name" flag missing="Policy without a name" />
          </TextLink>
          {rules !== null && (
            <span className={styles.count}>{rules === 1 ? '1 rule' : `${rules} rules`}</span>
          )}
          {names.length > 0 && (
            <span className={styles.rules}>
              {names.map((name, index) => (
                <span key={name}>
                  {index > 0 && ', '}
                  <TextLink
                    to={keepingSearch(
                      paths.policy(policy.id),
                      new URLSearchParams({ rule: name }).toString(),
                    )}
                  >
                    <DeviceText value={name} kind="name" flag />
                  </TextLink>
                </span>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
