import { AddRegular } from '@fluentui/react-icons/svg/add'
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down'
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up'
import { CopyRegular } from '@fluentui/react-icons/svg/copy'
import { DeleteRegular } from '@fluentui/react-icons/svg/delete'
import { EditRegular } from '@fluentui/react-icons/svg/edit'
import { ErrorCircleFilled } from '@fluentui/react-icons/svg/error-circle'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'react-router-dom'

import { elevationTypeLabel } from '#domain/rules/in-words.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'
import { ruleStrength } from '#domain/rules/strength.ts'
import { isOutOfTime, mostRules } from '#domain/rules/validate.ts'
import { now } from '#src/lib/clock.ts'
import { announce } from '#src/ui/announcer.tsx'
import { Button } from '#src/ui/basics.ts'
import { CommandButton } from '#src/ui/CommandButton.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'
import { MessageBar } from '#src/ui/MessageBar.tsx'
import { SearchBox } from '#src/ui/table/FilterBar.tsx'
import { DeviceText } from '#src/ui/text/DeviceText.tsx'
import { visibleText } from '#src/ui/text/visible-text.ts'
import { useFocusAfter } from '#src/ui/use-focus-after.ts'
import { useQuestion } from '#src/ui/use-question.ts'

import { searchRules } from '../rule-list.ts'
import { StrengthSign } from '../RuleSigns.tsx'
import { knownCertificates, useRuleCertificates } from '../use-rule-certificates.ts'
import { CopyQuestion } from './CopyQuestion.tsx'
import { blankRule, canAdd, ruleListErrors, withCopy, withMoved } from './rule-list-edits.ts'
import { useRuleListStyles } from './rule-list-styles.ts'

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
  const expired = useMemo(() => {
    const moment = new Date(now())
    return value.map((rule) => {
      const known = knownCertificates(certificateOf(rule))
      return known !== 'reading' && known.some((facts) => isOutOfTime(facts, moment))
    })
  }, [value, certificateOf])
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
        <CommandButton icon={<AddRegular />} disabledReason={full} onClick={add}>
          Add
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
      <ol ref={list} className={styles.list} aria-label="Rules">
        {value.map((rule, place) =>
          found.has(place) ? (
            <Row
              key={place}
              rule={rule}
              certificateExpired={expired[place] === true}
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
            onClose={() => show(null)}
          />
        </Suspense>
      )}
    </Stack>
  )
}

type RowProps = {
  rule: RuleModel
  certificateExpired: boolean
  place: number
  last: boolean
  missing: number
  showErrors: boolean
  sorting: boolean
  copyReason: string | undefined
  onEdit: () => void
  onCopy: () => void
  onDelete: () => void
  onMove: (by: -1 | 1) => void
}

const Row = (props: RowProps) => {
  const styles = useRuleListStyles()
  const { rule, certificateExpired, place, last, missing, showErrors, sorting, copyReason } = props
  const row = useRef<HTMLLIElement>(null)
  const { asking, ask, stop } = useQuestion<'delete' | 'copy'>(row)
  const called = rule.name === '' ? `rule ${place + 1}` : visibleText(rule.name)
  const { level, flags } = ruleStrength(rule, { certificateExpired })
  return (
    <li ref={row} className={styles.item}>
      <div className={styles.text}>
        <span className={styles.name}>
          <DeviceText value={rule.name} kind="name" flag missing="No rule name" />
        </span>
        <span className={styles.line}>
          {elevationTypeLabel(rule.elevationType)}
          {rule.fileName !== '' && (
            <>
              {' · '}
              <DeviceText value={rule.fileName} kind="fileName" shorten={48} />
            </>
          )}
        </span>
        {missing > 0 ? (
          <span className={showErrors ? styles.error : styles.line}>
            {showErrors && <ErrorCircleFilled aria-hidden className={styles.icon} />}
            Not complete: {missing === 1 ? 'one thing' : `${missing} things`} to mend
          </span>
        ) : (
          <span className={styles.line}>
            <StrengthSign level={level} />
            {flags.length > 0 && ` · ${flags.length === 1 ? 'one risk' : `${flags.length} risks`}`}
          </span>
        )}
      </div>
      <div className={styles.commands}>
        {asking === 'copy' ? null : asking === 'delete' ? (
          <>
            <span role="alert">Delete {called}?</span>
            <Button
              size="small"
              appearance="primary"
              onClick={() => {
                stop()
                props.onDelete()
              }}
            >
              Delete
            </Button>
            <Button size="small" data-stay onClick={stop}>
              Keep
            </Button>
          </>
        ) : (
          <>
            <Button
              size="small"
              icon={<EditRegular />}
              aria-label={`Edit instance ${called}`}
              data-command={`edit ${place}`}
              {...(showErrors && missing > 0 ? { 'aria-invalid': true } : {})}
              onClick={props.onEdit}
            >
              Edit instance
            </Button>
            <CommandButton
              size="small"
              appearance="subtle"
              icon={<CopyRegular />}
              disabledReason={copyReason}
              onClick={flags.length > 0 ? () => ask('copy') : props.onCopy}
            >
              Copy
            </CommandButton>
            {sorting && (
              <>
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowUpRegular />}
                  title="Move up"
                  aria-label={`Move ${called} up`}
                  data-command={`up ${place}`}
                  disabledFocusable={place === 0}
                  onClick={() => props.onMove(-1)}
                />
                <Button
                  size="small"
                  appearance="subtle"
                  icon={<ArrowDownRegular />}
                  title="Move down"
                  aria-label={`Move ${called} down`}
                  data-command={`down ${place}`}
                  disabledFocusable={last}
                  onClick={() => props.onMove(1)}
                />
              </>
            )}
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              title="Delete"
              aria-label={`Delete ${called}`}
              onClick={() => ask('delete')}
            />
          </>
        )}
      </div>
      {asking === 'copy' && (
        <CopyQuestion
          called={called}
          rule={rule}
          flags={flags}
          onNo={stop}
          onYes={() => {
            stop()
            props.onCopy()
          }}
        />
      )}
    </li>
  )
}
