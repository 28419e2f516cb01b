import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'
import type { RuleProblem } from './use-create-rule.ts'

/** Why the rule was not written, as a state of the pane. Failures without more to say are the dialog's. */
export const WriteProblem = ({ problem }: { problem: RuleProblem }) => {
  const styles = useDrawerStyles()
  switch (problem.kind) {
    case 'changed':
      return (
        <MessageBar intent="warning" title="The policy has changed">
          {' '}
          Nothing was written. What you entered is kept; press OK to add the rule to the policy as
          it is now.
          <ul className={styles.list}>
            {problem.changes.map(({ text, name }) => (
              <li key={`${text} ${name}`}>
                {text} <DeviceText value={name} kind="name" shorten={60} />
              </li>
            ))}
            {problem.changes.length === 0 && (
              <li>Its rules are the same; something else changed.</li>
            )}
          </ul>
        </MessageBar>
      )
    case 'incomplete':
      return (
        <MessageBar intent="error" title="The policy was not read whole">
          {' '}
          Writing it back would lose settings, so nothing was written. Choose another policy.
        </MessageBar>
      )
    case 'failed':
      return null
  }
}
