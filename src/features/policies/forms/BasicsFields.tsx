import { useCallback, useEffect, useRef } from 'react'

import { Stack } from '#src/ui/layout/Stack.tsx'
import { TextAreaControl, TextControl } from '#src/ui/form/controls.tsx'

import { basicsErrors, longestDescription, type Basics } from './basics.ts'

type Props = {
  value: Basics
  onChange: (value: Basics) => void
  /** After the first try: what is missing is an error from then on. */
  showErrors: boolean
}

/** Name and description of a policy. `basicsErrors(value)` says whether it may be saved. */
export const BasicsFields = ({ value, onChange, showErrors }: Props) => {
  const latest = useRef({ value, onChange })
  useEffect(() => {
    latest.current = { value, onChange }
  })
  const set = useCallback(
    (name: keyof Basics, text: string) =>
      latest.current.onChange({ ...latest.current.value, [name]: text }),
    [],
  )
  const errors = basicsErrors(value)
  return (
    <Stack gap="large">
      <TextControl
        name="name"
        label="Name"
        required
        value={value.name}
        onChange={set}
        hint="Say what it is for, so that others find it."
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
