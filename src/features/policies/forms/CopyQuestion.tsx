import { useEffect, useRef } from 'react'

import type { RuleModel } from '#domain/rules/rule-model.ts'
import type { RiskFlag } from '#domain/rules/strength.ts'
import { RiskList } from '#src/shared/RiskConfirmation.tsx'
import { Button } from '#src/ui/basics.ts'

import { useRuleListStyles } from './rule-list-styles.ts'

type Props = {
  called: string
  rule: RuleModel
  flags: RiskFlag[]
  onYes: () => void
  onNo: () => void
}

/** A copy is one rule more with the same risks, so it is asked for like a new one (R12). */
export const CopyQuestion = ({ called, rule, flags, onYes, onNo }: Props) => {
  const styles = useRuleListStyles()
  const no = useRef<HTMLButtonElement>(null)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    no.current?.focus({ preventScroll: true })
    // A long list of risks would leave its answers below what is in sight.
    place.current?.scrollIntoView({ block: 'center' })
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={place}
      className={styles.asking}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The answer of this question only, not of what it stands in.
        event.preventDefault()
        event.stopPropagation()
        onNo()
      }}
    >
      <span role="alert">Copy {called}? This is what could go wrong with each of the two:</span>
      <RiskList risks={[{ key: 'copy', name: rule.name, flags }]} />
      <div className={styles.commands}>
        <Button ref={no} size="small" onClick={onNo}>
          Keep one
        </Button>
        <Button size="small" onClick={onYes}>
          Yes, have it twice
        </Button>
      </div>
    </div>
  )
}
