import type { ConfigurationPolicy } from '#contract/policies.ts'
import { elevationTypeLabel } from '#domain/rules/in-words.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import { rulesForSameFile } from './rule-form.ts'

const most = 5

/** That the chosen policy has rules for this file already, and of which type; nothing when it has none. */
export const SameFileRules = ({
  policy,
  rule,
}: {
  policy: ConfigurationPolicy | null
  rule: RuleModel
}) => {
  const styles = useDrawerStyles()
  const found = rulesForSameFile(policy, rule)
  if (found.length === 0) return null
  return (
    <MessageBar
      intent="warning"
      title={
        found.length === 1
          ? 'This policy already has a rule for this file.'
          : `This policy already has ${found.length} rules for this file.`
      }
    >
      <ul className={styles.list}>
        {found.slice(0, most).map(({ rule: other, by }) => (
          <li key={other.name}>
            <DeviceText value={other.name} kind="name" missing="A rule without a name" />:{' '}
            {elevationTypeLabel(other.elevationType)}, same {by}
          </li>
        ))}
        {found.length > most && <li>and {found.length - most} more</li>}
      </ul>
    </MessageBar>
  )
}
