import { useCallback } from 'react'

import {
  childProcessBehaviorLabels,
  elevationTypeLabels,
  validationLabels,
} from '#domain/rules/in-words.ts'
import { childProcessBehaviors, elevationTypes, validations } from '#domain/rules/rule-model.ts'
import { FreshSignInNotice } from '#src/shared/FreshSignInNotice.tsx'
import {
  ChecksControl,
  SelectControl,
  TextAreaControl,
  TextControl,
} from '#src/ui/form/controls.tsx'
import { Section } from '#src/ui/layout/Section.tsx'

import { choiceValue, withUnknown } from '../forms/choice.ts'
import { messagesFor, type RuleFieldsProps } from './field-props.ts'
import {
  withChildProcesses,
  withElevationType,
  withValidation,
  type TextFieldName,
} from './rule-edits.ts'

const types = elevationTypes.map((value) => ({ value, label: elevationTypeLabels[value] }))
const behaviors = childProcessBehaviors.map((value) => ({
  value,
  label: childProcessBehaviorLabels[value],
}))
const validationOptions = validations.map((value) => ({ value, label: validationLabels[value] }))

/** What the user of the device meets (epm-behaviour 4.2). */
const typeHints: Readonly<Record<string, string>> = {
  userConfirmed: 'The user confirms, and gives what Validation asks for.',
  automatic: 'Use it sparingly. A file hash is needed.',
  supportApproved:
    'The user sends a request. Someone with the right to decide must review each of them.',
  deny: 'The user is told that the file cannot run as administrator. Wins over every other rule.',
  currentUser:
    'Runs as the signed-in user instead of a virtual account. Only where an app needs its profile.',
}

/** Head of the pane and the section Elevation conditions. */
export const ConditionFields = (props: RuleFieldsProps) => {
  const { rule, change } = props
  const text = useCallback(
    (name: TextFieldName, value: string) => change((current) => ({ ...current, [name]: value })),
    [change],
  )
  const type = useCallback(
    (_: string, value: string) => change((current) => withElevationType(current, value)),
    [change],
  )
  const children = useCallback(
    (_: string, value: string) => change((current) => withChildProcesses(current, value)),
    [change],
  )
  const { elevationType } = rule
  return (
    <>
      <Section title="Rule">
        <TextControl
          name="name"
          label="Rule name"
          required
          value={rule.name}
          onChange={text}
          {...messagesFor(props, 'name', rule.name !== '')}
        />
        <TextAreaControl
          name="description"
          label="Description"
          rows={2}
          value={rule.description}
          onChange={text}
          {...messagesFor(props, 'description', true)}
        />
      </Section>
      <Section title="Elevation conditions">
        <SelectControl
          name="elevationType"
          label="Elevation type"
          value={choiceValue(elevationType)}
          options={withUnknown(types, elevationType)}
          onChange={type}
          hint={typeof elevationType === 'string' ? typeHints[elevationType] : undefined}
          {...messagesFor(props, 'elevationType', true)}
        />
        {elevationType === 'automatic' && (
          <FreshSignInNotice what="Saving a rule that elevates automatically" />
        )}
        {elevationType === 'userConfirmed' && (
          <ChecksControl
            name="validation"
            label="Validation"
            values={rule.validation}
            options={validationOptions}
            onChange={(_, chosen) => change((current) => withValidation(current, chosen))}
            hint={
              rule.validation.length === 0
                ? 'None chosen: the user only clicks Continue.'
                : 'The user does this before the file runs elevated.'
            }
            {...messagesFor(props, 'validation', true)}
          />
        )}
        {elevationType === 'currentUser' && (
          <ChecksControl
            name="validation"
            label="Validation"
            values={rule.validation}
            options={validationOptions.filter(({ value }) => value === 'windowsAuthentication')}
            onChange={(_, chosen) => change((current) => withValidation(current, chosen))}
            disabledReason={
              rule.validation.includes('windowsAuthentication')
                ? 'This type always asks for Windows authentication.'
                : undefined
            }
            {...messagesFor(props, 'validation', true)}
          />
        )}
        <SelectControl
          name="childProcessBehavior"
          label="Child process behavior"
          value={choiceValue(rule.childProcessBehavior)}
          options={withUnknown(behaviors, rule.childProcessBehavior)}
          {...(rule.childProcessBehavior === null ? { placeholder: 'Not configured' } : {})}
          onChange={children}
          disabledReason={
            elevationType === 'deny'
              ? 'It has no effect in a deny rule: nothing is elevated.'
              : undefined
          }
          {...messagesFor(props, 'childProcessBehavior', true)}
        />
      </Section>
    </>
  )
}
