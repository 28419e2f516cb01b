import { useCallback } from 'react'

import { RadioControl } from '#src/ui/form/controls.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'

import { ScopeTagPicker } from '#src/shared/scope-tags/ScopeTagPicker.tsx'

const ways = [
  {
    value: 'own',
    label: 'All of my own scope tags',
    hint: 'Without tags in your roles, the policy gets the tag Default.',
  },
  { value: 'chosen', label: 'Choose scope tags' },
]

type Props = {
  /** Null: the service gives the policy all tags of its author, as Intune does. */
  value: readonly string[] | null
  onChange: (value: readonly string[] | null) => void
  showErrors: boolean
}

/** Which tags a new policy gets (epm-behaviour 11). */
export const ScopeTagStep = ({ value, onChange, showErrors }: Props) => {
  const choose = useCallback(
    (_: string, way: string) => onChange(way === 'own' ? null : []),
    [onChange],
  )
  return (
    <Stack gap="large">
      <RadioControl
        name="tagsOf"
        label="The new policy gets"
        value={value === null ? 'own' : 'chosen'}
        options={ways}
        onChange={choose}
      />
      {value !== null && (
        <ScopeTagPicker value={value} onChange={onChange} showErrors={showErrors} />
      )}
    </Stack>
  )
}
