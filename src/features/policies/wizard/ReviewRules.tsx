import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import { useMemo } from 'react'

import type { Setting } from '#contract/settings.ts'
import { ruleInWords } from '#domain/rules/in-words.ts'
import { now } from '#src/lib/clock.ts'
import { RuleStanding } from '#src/shared/RuleStanding.tsx'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { errorsOf, judgeRules } from '../rule-judgement.ts'
import { rulesOf } from '../rule-list.ts'
import { ElevationTypeSign } from '../RuleSigns.tsx'
import { knownCertificates, useRuleCertificates } from '../use-rule-certificates.ts'

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '80ch' },
  risk: { margin: '4px 0 0', color: tokens.colorNeutralForeground2 },
  icon: { color: tokens.colorStatusWarningForeground3, verticalAlign: '-2px', marginRight: '4px' },
})

/** The rules of what will be sent, each with its type, risk and file identity; opened also in words. */
export const ReviewRules = ({ settings }: { settings: readonly Setting[] }) => {
  const styles = useStyles()
  const rules = useMemo(() => rulesOf(settings), [settings])
  const { certificateOf, nameOf } = useRuleCertificates(rules)
  const judged = useMemo(
    () =>
      judgeRules(
        rules.map(({ rule }) => rule),
        (rule) => knownCertificates(certificateOf(rule)),
        now(),
      ),
    [rules, certificateOf],
  )
  return (
    <div>
      {rules.map(({ key, rule, position }) => {
        const { summary, lines } = ruleInWords(rule, nameOf)
        const judgement = judged[position - 1]
        const flags = judgement?.strength.flags ?? []
        return (
          <ExpandableSection
            key={key}
            title={visibleText(rule.name) || 'No rule name'}
            open={rules.length === 1}
            beside={
              <>
                <ElevationTypeSign type={rule.elevationType} />
                {judgement !== undefined && (
                  <RuleStanding strength={judgement.strength} errors={errorsOf(judgement.issues)} />
                )}
              </>
            }
          >
            <Stack>
              <p className={styles.text}>{summary}</p>
              {flags.map(({ id, title, attack }) => (
                <p key={id} className={styles.risk}>
                  <WarningFilled aria-hidden className={styles.icon} />
                  <strong>{title}.</strong> {attack}
                </p>
              ))}
              <KeyValueList
                items={lines
                  .filter(({ value }) => value !== 'Not configured')
                  .map(({ label, value }) => ({
                    label,
                    value:
                      label === 'File hash' ? (
                        <Hash value={value} whole />
                      ) : (
                        <DeviceText value={value} kind="name" />
                      ),
                  }))}
              />
            </Stack>
          </ExpandableSection>
        )
      })}
    </div>
  )
}
