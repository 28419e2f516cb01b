import { BasicsFields } from '#src/ui/form/BasicsFields.tsx'

import { basicsOf, type ReusableForm } from './reusable-form.ts'

type Props = {
  value: ReusableForm
  onChange: (value: ReusableForm) => void
  showErrors: boolean
}

/** Name and description of a reusable setting. */
export const ReusableBasicsFields = ({ value, onChange, showErrors }: Props) => (
  <BasicsFields
    value={basicsOf(value)}
    onChange={({ name, description }) => onChange({ ...value, displayName: name, description })}
    showErrors={showErrors}
    nameHint="Rules show it instead of the certificate."
  />
)
