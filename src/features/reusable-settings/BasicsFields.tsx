import { TextAreaControl, TextControl } from '#src/ui/form/controls.tsx'
import { Stack } from '#src/ui/layout/Stack.tsx'

import { basicsProblems, longestDescription, type ReusableForm } from './reusable-form.ts'

type Props = {
  value: ReusableForm
  onChange: (value: ReusableForm) => void
  showErrors: boolean
}

/** Name and description of a reusable setting. */
export const BasicsFields = ({ value, onChange, showErrors }: Props) => {
  const problems = basicsProblems(value)
  const set = (name: 'displayName' | 'description', text: string) =>
    onChange({ ...value, [name]: text })
  return (
    <Stack gap="large">
      <TextControl
        name="displayName"
        label="Name"
        required
        value={value.displayName}
        onChange={set}
        hint="Rules show it instead of the certificate."
        error={showErrors || value.displayName !== '' ? problems.displayName : undefined}
      />
      <TextAreaControl
        name="description"
        label="Description"
        value={value.description}
        onChange={set}
        maxLength={longestDescription}
        hint="Optional"
        error={problems.description}
      />
    </Stack>
  )
}
