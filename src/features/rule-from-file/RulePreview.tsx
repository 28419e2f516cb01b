import { ruleInWords } from '#domain/rules/in-words.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { ruleStrength } from '#domain/rules/strength.ts'
import type { RuleField, RuleIssue } from '#domain/rules/validate.ts'
import { RuleStanding } from '#src/shared/RuleStanding.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'

/** The fields by the names they have in the rule editor. */
const fieldLabels: Record<RuleField, string> = {
  name: 'Rule name',
  description: 'Description',
  elevationType: 'Type',
  validation: 'Validation',
  childProcessBehavior: 'Child process behavior',
  fileName: 'File name',
  filePath: 'File path',
  signatureSource: 'Signature source',
  certificate: 'Certificate',
  certificateType: 'Certificate type',
  fileHash: 'File hash',
  minimumVersion: 'Minimum version',
  fileDescription: 'File description',
  productName: 'Product name',
  internalName: 'Internal name',
  restrictArguments: 'Restrict arguments',
  rules: 'Policy',
}

const Issue = ({ issue: { field, message } }: { issue: RuleIssue }) => (
  <li>
    <strong>{fieldLabels[field]}:</strong> {message}
  </li>
)

type Props = { rule: RuleModel; issues: readonly RuleIssue[] }

/** The rule as it will be written: in words, how surely it finds its file, and what speaks against it. */
export const RulePreview = ({ rule, issues }: Props) => {
  const styles = useDrawerStyles()
  const { summary, lines } = ruleInWords(rule)
  const strength = ruleStrength(rule)
  const { flags } = strength
  const told = lines.filter(({ value }) => value !== 'Not configured')
  const errors = issues.filter(({ kind }) => kind === 'error')
  // Cautions say what the flags say too.
  const remarks = issues.filter(({ kind }) => kind === 'warning')
  return (
    <Section title="What will be written">
      <p className={styles.text}>{summary}</p>
      <KeyValueList
        items={[
          ...told.map(({ label, value }) => ({
            label,
            value: <DeviceText value={value} kind="name" />,
          })),
          {
            label: 'Risk and file identity',
            value: <RuleStanding strength={strength} errors={errors.length} explained />,
          },
        ]}
      />
      {errors.length > 0 && (
        <MessageBar intent="error" title="The rule is not valid.">
          <ul className={styles.list}>
            {errors.map((issue) => (
              <Issue key={`${issue.field} ${issue.message}`} issue={issue} />
            ))}
          </ul>
        </MessageBar>
      )}
      {(flags.length > 0 || remarks.length > 0) && (
        <MessageBar intent="warning" title="What could go wrong">
          <ul className={styles.list}>
            {flags.map(({ id, title, attack }) => (
              <li key={id}>
                <strong>{title}.</strong> {attack}
              </li>
            ))}
            {remarks.map((issue) => (
              <Issue key={`${issue.field} ${issue.message}`} issue={issue} />
            ))}
          </ul>
        </MessageBar>
      )}
    </Section>
  )
}
