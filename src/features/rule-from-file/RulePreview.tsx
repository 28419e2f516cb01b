import { CheckmarkCircleRegular, DismissCircleRegular, WarningRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'

import { ruleInWords } from '#domain/rules/in-words.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { ruleStrength, type StrengthLevel } from '#domain/rules/strength.ts'
import type { RuleField, RuleIssue } from '#domain/rules/validate.ts'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { StatusBadge, type StatusIntent } from '#src/ui/StatusBadge.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'

import { useDrawerStyles } from '#src/ui/drawer/drawer-styles.ts'

const levels: Record<StrengthLevel, { word: string; intent: StatusIntent; icon: ReactElement }> = {
  strong: {
    word: 'Strong: only this file matches',
    intent: 'success',
    icon: <CheckmarkCircleRegular aria-hidden />,
  },
  medium: { word: 'Medium', intent: 'warning', icon: <WarningRegular aria-hidden /> },
  weak: { word: 'Weak', intent: 'danger', icon: <WarningRegular aria-hidden /> },
  invalid: {
    word: 'Not valid: neither hash nor certificate',
    intent: 'danger',
    icon: <DismissCircleRegular aria-hidden />,
  },
}

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
  const { level, flags } = ruleStrength(rule)
  const look = levels[level]
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
            label: 'Strength',
            value: (
              <StatusBadge intent={look.intent} icon={look.icon}>
                {look.word}
              </StatusBadge>
            ),
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
