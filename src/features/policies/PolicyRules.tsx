import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useSearchParams } from 'react-router-dom'

import type { Setting } from '#contract/settings.ts'
import { now } from '#src/lib/clock.ts'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { NoMatches } from '#src/ui/states/states.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { FilterBar, SearchBox } from '#src/ui/table/FilterBar.tsx'
import { withListParam } from '#src/ui/table/list-params.ts'

import { judgeRules } from './rule-judgement.ts'
import { rulesOf, searchRules } from './rule-list.ts'
import { RuleCertificateFacts } from './RuleCertificateFacts.tsx'
import { RuleItem } from './RuleItem.tsx'
import { knownCertificates, useRuleCertificates } from './use-rule-certificates.ts'

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  none: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** Fewer rules are seen at a glance. */
const searchFrom = 5

/** The rules of a policy; search (`?search=`) and the open rule (`?rule=`) live in the address. */
export const PolicyRules = ({ settings }: { settings: readonly Setting[] }) => {
  const styles = useStyles()
  const [address, setAddress] = useSearchParams()
  const search = address.get('search') ?? ''
  const openKey = address.get('rule')
  const rules = useMemo(() => rulesOf(settings), [settings])
  const { certificateOf, nameOf } = useRuleCertificates(rules)
  const judgements = useMemo(
    () =>
      judgeRules(
        rules.map(({ rule }) => rule),
        (rule) => knownCertificates(certificateOf(rule)),
        now(),
      ),
    [rules, certificateOf],
  )
  const set = (name: string, value: string | undefined) =>
    setAddress((current) => withListParam(current, name, value), { replace: true })
  const latest = useRef(set)
  useEffect(() => {
    latest.current = set
  })
  const toggle = useCallback(
    (key: string, open: boolean) => latest.current('rule', open ? key : undefined),
    [],
  )
  if (rules.length === 0)
    return <p className={styles.none}>This policy holds no rules, so it elevates nothing.</p>
  const shown = searchRules(rules, search)
  return (
    <Stack gap="large">
      {rules.length >= searchFrom && (
        <FilterBar
          isFiltered={search !== ''}
          onClear={() => set('search', undefined)}
          summary={
            shown.length === rules.length
              ? `${rules.length} rules`
              : `${shown.length} of ${rules.length} rules`
          }
        >
          <SearchBox label="Search rules" value={search} onChange={(text) => set('search', text)} />
        </FilterBar>
      )}
      {shown.length === 0 ? (
        <NoMatches what="rules" onClear={() => set('search', undefined)} />
      ) : (
        <ul className={styles.list} aria-label="Rules">
          {shown.map((item) => {
            const judgement = judgements[item.position - 1]
            if (judgement === undefined) return null
            const open = item.key === openKey
            return (
              <RuleItem
                key={item.key}
                item={item}
                judgement={judgement}
                open={open}
                onToggle={toggle}
                reusableSettingName={nameOf}
                certificate={open && <RuleCertificateFacts found={certificateOf(item.rule)} />}
              />
            )
          })}
        </ul>
      )}
    </Stack>
  )
}
