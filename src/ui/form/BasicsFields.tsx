import { useCallback, useEffect, useRef } from 'react'

import { Stack } from '../layout/Stack.tsx'
import { TextAreaControl, TextControl } from './controls.tsx'

import { basicsErrors, longestDescription, type Basics } from './basics.ts'

type Props = {
  value: Basics
  onChange: (value: Basics) => void
  /** After the first try: what is missing is an error from then on. */
  showErrors: boolean
  /** "policy name" */
  noun?: string
  nameHint?: string
  /** Characters a name may have, where it is not the usual number. */
  longestName?: number
}

/** Name and description. `basicsErrors(value, noun)` says whether they may be saved. */
export const BasicsFields = (props: Props) => {
  const { value, onChange, showErrors, noun } = props
  const latest = useRef({ value, onChange })
  useEffect(() => {
    latest.current = { value, onChange }
  })
  const set = useCallback(
    (name: keyof Basics, text: string) =>
      latest.current.onChange({ ...latest.current.value, [name]: text }),
    [],
  )
  const errors = basicsErrors(value, noun, props.longestName)
  return (
    <Stack gap="large">
      <TextControl
        name="name"
        label="Name"
        required
        value={value.name}
        onChange={set}
        hint={props.nameHint ?? 'Say what it is for, so that others find it.'}
        error={showErrors || value.name !== '' ? errors.name : undefined}
      />
      <TextAreaControl
        name="description"
        label="Description"
        value={value.description}
        onChange={set}
        maxLength={longestDescription}
        hint="Optional"
        error={errors.description}
      />
    </Stack>
  )
}
