import {
  Checkbox,
  Field,
  FieldContextProvider,
  Input,
  Radio,
  RadioGroup,
  Select,
  Textarea,
} from '@fluentui/react-components'
import { memo, type ReactElement } from 'react'

import { makeStyles, tokens } from '../styles.ts'
import { DeviceText } from '../text/DeviceText.tsx'
import { visibleText } from '../text/visible-text.ts'
import type { Option } from './fields.tsx'

/**
 * Fields for a form whose values are one plain object, with texts that change as one types. All properties are plain
 * values and `onChange` is the same function every time, so that a key stroke draws one field again and no other.
 */
type Base<Name extends string> = {
  name: Name
  label: string
  hint?: string | undefined
  required?: boolean
  /** What stops saving. */
  error?: string | undefined
  /** What is worth reading, and stops nothing. */
  warning?: string | undefined
  /** Why it cannot be changed; shown under the field. */
  disabledReason?: string | undefined
}
type Valued<Name extends string, Value> = Base<Name> & {
  value: Value
  onChange: (name: Name, value: Value) => void
}

const useStyles = makeStyles({
  // A choice longer than the window is cut, and not the window's edge passed.
  select: { minWidth: 0, '& select': { width: '100%', minWidth: 0, textOverflow: 'ellipsis' } },
  hint: { display: 'flex', gap: '16px' },
  counter: { marginLeft: 'auto', fontVariantNumeric: 'tabular-nums' },
  mono: { fontFamily: tokens.fontFamilyMonospace },
  boxes: { display: 'flex', flexDirection: 'column' },
})

const frame = <Name extends string>(
  { label, hint, required = false, disabledReason, error, warning }: Base<Name>,
  hintNode?: ReactElement,
) => ({
  label,
  required,
  hint: hintNode ?? disabledReason ?? hint,
  validationMessage: error ?? warning,
  validationState: error ? ('error' as const) : warning ? ('warning' as const) : ('none' as const),
})

const TextControlCore = <Name extends string>(
  props: Valued<Name, string> & { placeholder?: string; mono?: boolean },
) => {
  const styles = useStyles()
  // The field shows what was typed, so direction marks take effect in it: under it stands what they do not show.
  const hidden = visibleText(props.value) !== props.value
  const marks = (
    <>
      {props.disabledReason ?? props.hint} With its hidden characters:{' '}
      <DeviceText value={props.value} kind="text" />
    </>
  )
  return (
    <Field {...(hidden ? frame(props, marks) : frame(props))}>
      <Input
        name={props.name}
        value={props.value}
        disabled={props.disabledReason !== undefined}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        {...(props.mono === true ? { input: { className: styles.mono } } : {})}
        onChange={(_, data) => props.onChange(props.name, data.value)}
      />
    </Field>
  )
}
/** One line of text. */
export const TextControl = memo(TextControlCore) as typeof TextControlCore

const TextAreaControlCore = <Name extends string>(
  props: Valued<Name, string> & { maxLength?: number; rows?: number; placeholder?: string },
) => {
  const styles = useStyles()
  const { maxLength } = props
  const hint = (
    <span className={styles.hint}>
      <span>{props.disabledReason ?? props.hint}</span>
      {maxLength !== undefined && (
        <span className={styles.counter}>
          {props.value.length.toLocaleString('en')} of {maxLength.toLocaleString('en')}
        </span>
      )}
    </span>
  )
  return (
    <Field {...frame(props, hint)}>
      <Textarea
        name={props.name}
        value={props.value}
        disabled={props.disabledReason !== undefined}
        placeholder={props.placeholder}
        rows={props.rows ?? 3}
        resize="vertical"
        onChange={(_, data) => props.onChange(props.name, data.value)}
      />
    </Field>
  )
}
/** Several lines; with a counter when `maxLength` is given, which cuts nothing off. */
export const TextAreaControl = memo(TextAreaControlCore) as typeof TextAreaControlCore

const SelectControlCore = <Name extends string>(
  props: Valued<Name, string> & { options: readonly Option[]; placeholder?: string },
) => {
  const styles = useStyles()
  return (
    <Field {...frame(props)}>
      <Select
        className={styles.select}
        name={props.name}
        value={props.value}
        disabled={props.disabledReason !== undefined}
        onChange={(_, data) => props.onChange(props.name, data.value)}
      >
        {props.placeholder !== undefined && <option value="">{props.placeholder}</option>}
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  )
}
/** One of several, closed. `options` at module scope. */
export const SelectControl = memo(SelectControlCore) as typeof SelectControlCore

const RadioControlCore = <Name extends string>(
  props: Valued<Name, string> & { options: readonly Option[] },
) => (
  <Field {...frame(props)}>
    <RadioGroup
      name={props.name}
      value={props.value}
      disabled={props.disabledReason !== undefined}
      onChange={(_, data) => props.onChange(props.name, data.value)}
    >
      {props.options.map(({ value, label, hint }) => (
        <Radio
          key={value}
          value={value}
          label={
            hint === undefined ? (
              label
            ) : (
              <>
                {label}
                <br />
                <small>{hint}</small>
              </>
            )
          }
        />
      ))}
    </RadioGroup>
  </Field>
)
/** One of several, all in sight. `options` at module scope. */
export const RadioControl = memo(RadioControlCore) as typeof RadioControlCore

const CheckControlCore = <Name extends string>(props: Valued<Name, boolean>) => (
  <Field {...frame(props)} label={undefined} required={false}>
    <Checkbox
      name={props.name}
      checked={props.value}
      disabled={props.disabledReason !== undefined}
      label={props.label}
      onChange={(_, data) => props.onChange(props.name, data.checked === true)}
    />
  </Field>
)
/** One yes or no. */
export const CheckControl = memo(CheckControlCore) as typeof CheckControlCore

type ChecksProps<Name extends string> = Base<Name> & {
  values: readonly string[]
  /** `disabled`: this one cannot be changed, and its label says why. */
  options: readonly (Option & { disabled?: boolean })[]
  onChange: (name: Name, values: string[]) => void
}

/** Any of several. The chosen ones keep the order of the options; values that are no option stay. */
export const ChecksControl = <Name extends string>(props: ChecksProps<Name>) => {
  const styles = useStyles()
  const { values, options } = props
  const toggle = (value: string, checked: boolean) => {
    const known = options.map((option) => option.value)
    const next = known.filter((each) => (each === value ? checked : values.includes(each)))
    props.onChange(props.name, [...values.filter((each) => !known.includes(each)), ...next])
  }
  return (
    <Field {...frame(props)}>
      <div role="group" aria-label={props.label} className={styles.boxes}>
        {/* Inside the field's context each box would take the field's name for its own. */}
        <FieldContextProvider value={undefined}>
          {options.map(({ value, label, disabled = false }) => (
            <Checkbox
              key={value}
              label={label}
              checked={values.includes(value)}
              disabled={disabled || props.disabledReason !== undefined}
              onChange={(_, data) => toggle(value, data.checked === true)}
            />
          ))}
        </FieldContextProvider>
      </div>
    </Field>
  )
}
