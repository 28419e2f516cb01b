import { CircleRegular } from '@fluentui/react-icons/svg/circle'
import { LightbulbRegular } from '@fluentui/react-icons/svg/lightbulb'
import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import { useCallback } from 'react'

import { ruleInWords } from '#domain/rules/in-words.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import type { Strength } from '#domain/rules/strength.ts'
import type { RuleIssue } from '#domain/rules/validate.ts'
import { RuleStanding } from '#src/shared/RuleStanding.tsx'
import { CheckControl } from '#src/ui/form/controls.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    padding: '12px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  text: { margin: 0 },
  muted: { margin: 0, color: tokens.colorNeutralForeground3 },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
  },
  item: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: '4px' },
  name: { fontWeight: tokens.fontWeightSemibold },
  warning: { color: tokens.colorStatusWarningForeground3, paddingTop: '2px' },
  calm: { color: tokens.colorNeutralForeground3, paddingTop: '2px' },
})

type Props = {
  rule: RuleModel
  strength: Strength
  issues: readonly RuleIssue[]
  /** Something was typed, or Save was tried: until then only what is needed is said. */
  begun: boolean
  tried: boolean
  confirmed: boolean
  /** Something was changed, so that risks have to be confirmed again. */
  needsConfirmation: boolean
  onConfirm: (confirmed: boolean) => void
}

/** Beside the form, as one types: what the rule does, how surely it finds its file, what an attacker could do with it. */
export const RuleVerdict = (props: Props) => {
  const styles = useStyles()
  const { rule, strength, issues, begun, tried, confirmed, needsConfirmation, onConfirm } = props
  const { flags } = strength
  const errors = issues.filter(({ kind }) => kind === 'error')
  const advice = issues.filter(({ kind }) => kind === 'advice')
  const confirm = useCallback((_: string, yes: boolean) => onConfirm(yes), [onConfirm])
  const asks = flags.length > 0 && needsConfirmation
  if (!begun) {
    return (
      <div className={styles.panel}>
        <Section title="What this rule needs">
          <ul className={styles.list}>
            {errors.map(({ field, message }) => (
              <li key={field} className={styles.item}>
                <CircleRegular aria-hidden className={styles.calm} />
                <span>{message}</span>
              </li>
            ))}
          </ul>
          <p className={styles.muted}>With a file hash it can do without a certificate.</p>
        </Section>
      </div>
    )
  }
  return (
    <div className={styles.panel}>
      <Section title="What this rule does">
        <p className={styles.text}>{ruleInWords(rule).summary}</p>
      </Section>
      <Section title="Risk and file identity">
        <div role="status">
          <RuleStanding strength={strength} errors={errors.length} explained />
        </div>
      </Section>
      {flags.length > 0 && (
        <Section title="What could go wrong">
          <ul className={styles.list}>
            {flags.map(({ id, title, attack }) => (
              <li key={id} className={styles.item}>
                <WarningFilled aria-hidden className={styles.warning} />
                <span>
                  <span className={styles.name}>{title}.</span> {attack}
                </span>
              </li>
            ))}
          </ul>
          {asks && (
            <CheckControl
              name="confirmed"
              label="I have read what could go wrong and want this rule"
              value={confirmed}
              onChange={confirm}
              error={
                tried && !confirmed && errors.length === 0
                  ? 'Confirm that you have read what could go wrong.'
                  : undefined
              }
            />
          )}
        </Section>
      )}
      {advice.length > 0 && (
        <Section title="Advice">
          <ul className={styles.list}>
            {advice.map(({ field, message }) => (
              <li key={`${field} ${message}`} className={styles.item}>
                <LightbulbRegular aria-hidden className={styles.calm} />
                <span>{message}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}
