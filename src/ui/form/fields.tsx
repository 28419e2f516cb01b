import {
  Checkbox,
  Field,
  Input,
  Radio,
  RadioGroup,
  Select,
  Textarea,
} from '@fluentui/react-components'
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form'
import type { ReactElement } from 'react'

import { makeStyles, tokens } from '../styles.ts'

type Base<V extends FieldValues> = {
  control: Control<V>
  name: FieldPath<V>
  label: string
  hint?: string
  required?: boolean
  /** Why it cannot be changed; shown under the field. */
  disabledReason?: string | undefined
}

const useStyles = makeStyles({
  // A choice longer than the window is cut, and not the window's edge passed.
  select: { minWidth: 0, '& select': { width: '100%', minWidth: 0, textOverflow: 'ellipsis' } },
  counter: {
    marginLeft: 'auto',
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
  hint: { display: 'flex', gap: '16px' },
})

const useField = <V extends FieldValues>({ control, name, disabledReason }: Base<V>) => {
  const { field, fieldState } = useController({ control, name })
  return { field, message: fieldState.error?.message, disabled: disabledReason !== undefined }
}

const frame = <V extends FieldValues>(
  { label, hint, required = false, disabledReason }: Base<V>,
  message: string | undefined,
  hintNode?: ReactElement,
) => ({
  label,
  required,
  hint: hintNode ?? disabledReason ?? hint,
  validationMessage: message,
  validationState: message === undefined ? ('none' as const) : ('error' as const),
})

export const TextField = <V extends FieldValues>(
  props: Base<V> & { maxLength?: number; placeholder?: string },
) => {
  const { field, message, disabled } = useField(props)
  return (
    <Field {...frame(props, message)}>
      <Input
        {...field}
        value={field.value ?? ''}
        disabled={disabled}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        autoComplete="off"
      />
    </Field>
  )
}

/** With a counter when `maxLength` is given; more can be typed, so that a pasted text is not cut silently. */
export const TextAreaField = <V extends FieldValues>(
  props: Base<V> & { maxLength?: number; rows?: number },
) => {
  const styles = useStyles()
  const { field, message, disabled } = useField(props)
  const used = String(field.value ?? '').length
  const hint = (
    <span className={styles.hint}>
      <span>{props.disabledReason ?? props.hint}</span>
      {props.maxLength !== undefined && (
        <span className={styles.counter}>
          {used.toLocaleString('en')} of {props.maxLength.toLocaleString('en')}
        </span>
      )}
    </span>
  )
  return (
    <Field {...frame(props, message, hint)}>
      <Textarea
        {...field}
        value={field.value ?? ''}
        disabled={disabled}
        rows={props.rows ?? 3}
        resize="vertical"
      />
    </Field>
  )
}

export type Option = { value: string; label: string; hint?: string }

/** Nothing is preselected unless the form's default says so. */
export const RadioField = <V extends FieldValues>(
  props: Base<V> & { options: readonly Option[] },
) => {
  const { field, message, disabled } = useField(props)
  return (
    <Field {...frame(props, message)}>
      <RadioGroup
        name={field.name}
        value={field.value ?? ''}
        disabled={disabled}
        onChange={(_, data) => field.onChange(data.value)}
        onBlur={field.onBlur}
      >
        {props.options.map((option, index) => (
          <Radio
            key={option.value}
            ref={index === 0 ? field.ref : undefined}
            value={option.value}
            label={
              option.hint === undefined ? (
                option.label
              ) : (
                <>
                  {option.label}
                  <br />
                  <small>{option.hint}</small>
                </>
              )
            }
          />
        ))}
      </RadioGroup>
    </Field>
  )
}

export const CheckboxField = <V extends FieldValues>(props: Omit<Base<V>, 'required'>) => {
  const { field, message, disabled } = useField(props)
  return (
    <Field {...frame(props, message)} label={undefined}>
      <Checkbox
        ref={field.ref}
        name={field.name}
        checked={field.value === true}
        disabled={disabled}
        label={props.label}
        onChange={(_, data) => field.onChange(data.checked === true)}
        onBlur={field.onBlur}
      />
    </Field>
  )
}

export const SelectField = <V extends FieldValues>(
  props: Base<V> & { options: readonly Option[]; placeholder?: string },
) => {
  const styles = useStyles()
  const { field, message, disabled } = useField(props)
  return (
    <Field {...frame(props, message)}>
      <Select {...field} className={styles.select} value={field.value ?? ''} disabled={disabled}>
        {props.placeholder !== undefined && <option value="">{props.placeholder}</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  )
}
