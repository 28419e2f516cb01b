import { AddRegular } from '@fluentui/react-icons/svg/add'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router-dom'

import type { RuleModel } from '#domain/rules/rule-model.ts'
import { mostRules } from '#domain/rules/validate.ts'
import { now } from '#src/lib/clock.ts'
import { announce } from '#src/ui/announcer.tsx'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SearchBox } from '#src/ui/table/FilterBar.tsx'
import { useFocusAfter } from '#src/ui/use-focus-after.ts'

import { judgeRules } from '../rule-judgement.ts'
import { searchRules } from '../rule-list.ts'
import { knownCertificates, useRuleCertificates } from '../use-rule-certificates.ts'
import {
  blankRule,
  canAdd,
  isBlank,
  ruleListErrors,
  withCopy,
  withMoved,
} from './rule-list-edits.ts'
import { useRuleListStyles } from './rule-list-styles.ts'
import { RuleRow } from './RuleRow.tsx'

const RuleEditor = lazy(async () => ({
  default: (await import('../rule-editor/RuleEditor.tsx')).RuleEditor,
}))

/** `?edit-rule=3`: the rule, from 1, whose editor is open. */
const parameter = 'edit-rule'
const searchedFrom = 6

type Props = {
  value: readonly RuleModel[]
  onChange: (value: readonly RuleModel[]) => void
  /** After the first try: what is missing is an error from then on. */
  showErrors: boolean
  /** Names what is edited, for the draft of an open editor: "policy-new:rules" or the policy's id. */
  draftKey: string
}

/** The rules of a policy: add, edit, copy, delete, reorder, search. `ruleListError(value)` says whether it may be saved. */
export const RuleListEditor = ({ value, onChange, showErrors, draftKey }: Props) => {
  const styles = useRuleListStyles()
  const [search, setSearch] = useState('')
  const [params, setParams] = useSearchParams()
  const open = Number(params.get(parameter)) - 1
  const opened = value[open]
  const errors = ruleListErrors(value)
  const listed = useMemo(
    () => value.map((rule, position) => ({ key: '', position, rule, unknownCount: 0 })),
    [value],
  )
  const found = new Set(searchRules(listed, search).map(({ position }) => position))
  // A risk that the policy's page counts is counted here too.
  const { certificateOf } = useRuleCertificates(listed)
  const judged = useMemo(
    () => judgeRules(value, (rule) => knownCertificates(certificateOf(rule)), now()),
    [value, certificateOf],
  )
  const show = (place: number | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (place === null) next.delete(parameter)
        else next.set(parameter, String(place + 1))
        return next
      },
      { replace: place === null },
    )
  const add = () => {
    setSearch('')
    onChange([...value, blankRule()])
    show(value.length)
  }
  const list = useRef<HTMLOListElement>(null)
  const focusAfter = useFocusAfter()
  /** A command of the rule at this place; without rules the button that adds one. */
  const commandAt = (command: string, place: number) =>
    list.current?.querySelector<HTMLElement>(`[data-command="${command} ${place}"]`) ??
    list.current?.parentElement?.querySelector('button')
  const full = canAdd(value) ? undefined : `A policy has at most ${mostRules} rules.`
  return (
    <Stack gap="large">
      <div className={styles.bar}>
        <CommandButton
          icon={<AddRegular />}
          disabledReason={full}
          onClick={add}
          invalid={showErrors && value.length === 0}
        >
          {value.length === 0 ? 'Add a rule' : 'Add'}
        </CommandButton>
        {(value.length >= searchedFrom || search !== '') && (
          <SearchBox label="Search rules" value={search} onChange={setSearch} />
        )}
        <span className={styles.count} role="status">
          {value.length} of {mostRules} rules
        </span>
      </div>
      {showErrors && errors.list.length > 0 && (
        <MessageBar intent="error">{errors.list.join(' ')}</MessageBar>
      )}
      {value.length > 1 && (
        <p className={styles.order}>
          The order only helps reading: devices choose the rule that applies by what it says.
        </p>
      )}
      <ol ref={list} className={styles.list} aria-label="Rules">
        {value.map((rule, place) =>
          found.has(place) ? (
            <RuleRow
              key={place}
              rule={rule}
              strength={judged[place]?.strength}
              place={place}
              last={place === value.length - 1}
              missing={errors.byRule[place]?.length ?? 0}
              showErrors={showErrors}
              sorting={search === ''}
              copyReason={full}
              onEdit={() => show(place)}
              onCopy={() => {
                onChange(withCopy(value, place))
                announce(`Copied as rule ${place + 2}`)
              }}
              onDelete={() => {
                onChange(value.toSpliced(place, 1))
                focusAfter(() => commandAt('edit', Math.min(place, value.length - 2)))
                announce(`Rule ${place + 1} deleted`)
              }}
              onMove={(by) => {
                onChange(withMoved(value, place, by))
                focusAfter(() => commandAt(by < 0 ? 'up' : 'down', place + by))
                announce(`Moved to place ${place + 1 + by}`)
              }}
            />
          ) : null,
        )}
      </ol>
      {found.size === 0 && value.length > 0 && <p>No rule matches this search.</p>}
      {opened !== undefined && (
        <Suspense>
          <RuleEditor
            key={open}
            rule={opened}
            otherNames={value.filter((_, place) => place !== open).map(({ name }) => name)}
            draftKey={`rule-editor:${draftKey}:${open + 1}`}
            onSave={(rule) => {
              onChange(value.with(open, rule))
              show(null)
            }}
            onClose={() => {
              // Left as it came, it is no rule that anybody wanted.
              if (isBlank(opened)) onChange(value.toSpliced(open, 1))
              show(null)
            }}
          />
        </Suspense>
      )}
    </Stack>
  )
}
