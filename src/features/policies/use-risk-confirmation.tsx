import { useMemo, useState } from 'react'

import type { RuleModel } from '#domain/rules/rule-model.ts'
import { judgedPart, newRiskyRules, newRules } from '#domain/rules/risky-rules.ts'
import { isOutOfTime } from '#domain/rules/validate.ts'
import { useNow } from '#src/ui/use-now.ts'

import { RiskConfirmation } from './RiskConfirmation.tsx'
import type { PolicyRule } from './rule-list.ts'
import { knownCertificates, useRuleCertificates } from './use-rule-certificates.ts'

/**
 * Asks before risky rules are written that were not there (R12). Lists and map must stay the same between renders. What was
 * confirmed counts only for exactly these rules and risks: when a certificate turns out to be expired, it is asked anew.
 * `given` are certificates of reusable settings that come along with the rules, by the id that the rules name.
 */
export const useRiskConfirmation = (
  before: readonly RuleModel[],
  after: readonly PolicyRule[],
  given?: ReadonlyMap<string, string>,
) => {
  const fresh = useMemo(() => {
    const places = newRules(
      before,
      after.map(({ rule }) => rule),
    )
    return places.flatMap((place) => after[place] ?? [])
  }, [before, after])
  const { certificateOf } = useRuleCertificates(fresh, given)
  const now = useNow()
  const known = (rule: RuleModel) => knownCertificates(certificateOf(rule))
  const risky = newRiskyRules(
    before,
    after.map(({ rule }) => rule),
    (rule) => {
      const facts = known(rule)
      return facts !== 'reading' && facts.some((each) => isOutOfTime(each, new Date(now)))
    },
  )
  const asked = JSON.stringify(
    risky.map(({ rule, flags }) => [rule.name, judgedPart(rule), flags.map(({ id }) => id)]),
  )
  const [confirmed, setConfirmed] = useState('')
  const [tried, setTried] = useState(false)
  const isConfirmed = risky.length === 0 || confirmed === asked
  return {
    /** Certificates of the new rules are still being read, so that not every risk is known. */
    reading: fresh.some(({ rule }) => known(rule) === 'reading'),
    /** Asked before writing: false when something has to be confirmed first, which is said then. */
    passes: (): boolean => {
      setTried(true)
      return isConfirmed
    },
    fields:
      risky.length === 0 ? null : (
        <RiskConfirmation
          risky={risky}
          confirmed={isConfirmed}
          missing={tried && !isConfirmed}
          onConfirm={(yes) => setConfirmed(yes ? asked : '')}
        />
      ),
  }
}
