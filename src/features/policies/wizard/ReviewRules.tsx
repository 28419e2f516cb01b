import { WarningFilled } from '@fluentui/react-icons/svg/warning'
import { useMemo } from 'react'

import type { Setting } from '#contract/settings.ts'
import { ruleInWords } from '#domain/rules/in-words.ts'
import { ruleStrength } from '#domain/rules/strength.ts'
import { ExpandableSection } from '#src/ui/ExpandableSection.tsx'
import { KeyValueList } from '#src/ui/KeyValueList.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { Hash } from '#src/ui/text/Hash.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'

import { reusableIdsOf, rulesOf } from '../rule-list.ts'
import { ElevationTypeSign, StrengthSign } from '../RuleSigns.tsx'
import { useReusableSettings } from '../use-names.ts'

const useStyles = makeStyles({
  text: { margin: 0, maxWidth: '80ch' },
  risk: { margin: '4px 0 0', color: tokens.colorNeutralForeground2 },
  icon: { color: tokens.colorStatusWarningForeground3, verticalAlign: '-2px', marginRight: '4px' },
})

/** The rules of what will be sent, each in words and with its risks. */
export const ReviewRules = ({ settings }: { settings: readonly Setting[] }) => {
  const styles = useStyles()
  const rules = useMemo(() => rulesOf(settings), [settings])
  const ids = useMemo(() => reusableIdsOf(rules), [rules])
  const certificates = useReusableSettings(ids)
  return (
    <div>
      {rules.map(({ key, rule }) => {
        const { summary, lines } = ruleInWords(
          rule,
          (id) => certificates.found.get(id)?.displayName || undefined,
        )
        const { level, flags } = ruleStrength(rule)
        return (
          <ExpandableSection
            key={key}
            title={visibleText(rule.name) || 'No rule name'}
            open={rules.length === 1}
          >
            <Stack>
              <Stack row gap="large">
                <ElevationTypeSign type={rule.elevationType} />
                <StrengthSign level={level} />
              </Stack>
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
