import { AddRegular } from '@fluentui/react-icons/svg/add'
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss'
import { useCallback, useRef } from 'react'

import { argumentFault } from '#domain/rules/validate.ts'
import { Button } from '#src/ui/basics.ts'
import { SelectControl, TextControl } from '#src/ui/form/controls.tsx'
import { Section } from '#src/ui/layout/Section.tsx'
import { makeStyles, tokens } from '#src/ui/styles.ts'
import { useFocusAfter } from '#src/ui/use-focus-after.ts'

import { messagesFor, type RuleFieldsProps } from './field-props.ts'

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    gap: '4px',
    alignItems: 'end',
  },
  rows: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'stretch' },
  error: { margin: 0, color: tokens.colorStatusDangerForeground1 },
  note: { margin: 0, color: tokens.colorNeutralForeground3 },
  add: { alignSelf: 'start' },
})

const choices = [
  { value: '', label: 'Not configured' },
  { value: 'allow', label: 'Allow list' },
]

/** Which arguments the file may be started with (epm-behaviour 4.5). */
export const ArgumentFields = (props: RuleFieldsProps) => {
  const styles = useStyles()
  const { rule, change } = props
  const list = rule.restrictArguments
  const restrict = useCallback(
    (_: string, value: string) =>
      change((current) => ({
        ...current,
        restrictArguments: value === 'allow' ? (current.restrictArguments ?? ['']) : null,
      })),
    [change],
  )
  const set = useCallback(
    (name: string, value: string) =>
      change((current) => ({
        ...current,
        restrictArguments: current.restrictArguments?.with(Number(name), value) ?? null,
      })),
    [change],
  )
  const edit = (make: (list: readonly string[]) => string[]) =>
    change((current) => ({ ...current, restrictArguments: make(current.restrictArguments ?? []) }))
  const rows = useRef<HTMLDivElement>(null)
  const focusAfter = useFocusAfter()
  const { error, warning } = messagesFor(props, 'restrictArguments', false)
  return (
    <Section title="Arguments">
      <SelectControl
        name="restrictArguments"
        label="Restrict arguments"
        value={list === null ? '' : 'allow'}
        options={choices}
        onChange={restrict}
        {...(list?.length === 0 && error !== undefined ? { error } : {})}
        {...(warning === undefined ? {} : { warning })}
      />
      {list !== null && (
        <div ref={rows} className={styles.rows}>
          <p className={styles.note}>
            The file may be started without arguments or with exactly one of these lines. Upper and
            lower case differ. Never write a password or another secret here.
          </p>
          {list.map((value, index) => (
            <div key={index} className={styles.row}>
              <TextControl
                name={String(index)}
                label={`Argument ${index + 1}`}
                mono
                value={value}
                onChange={set}
                error={props.tried ? argumentFault(value) : undefined}
              />
              <Button
                appearance="subtle"
                icon={<DismissRegular />}
                title="Remove"
                aria-label={`Remove argument ${index + 1}`}
                onClick={() => {
                  edit((lines) => lines.toSpliced(index, 1))
                  // The line that took its place, the last one, or the button that adds one.
                  focusAfter(() => {
                    const buttons = rows.current?.querySelectorAll('button') ?? []
                    return buttons[Math.min(index, Math.max(0, buttons.length - 2))]
                  })
                }}
              />
            </div>
          ))}
          <Button
            className={styles.add}
            size="small"
            icon={<AddRegular />}
            onClick={() => {
              edit((lines) => [...lines, ''])
              focusAfter(() => [...(rows.current?.querySelectorAll('input') ?? [])].at(-1))
            }}
          >
            Add an argument
          </Button>
        </div>
      )}
    </Section>
  )
}
