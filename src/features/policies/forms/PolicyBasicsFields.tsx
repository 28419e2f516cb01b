import type { Basics } from '#src/ui/form/basics.ts'
import { BasicsFields } from '#src/ui/form/BasicsFields.tsx'

import { policyNoun } from './policy-basics.ts'

type Props = { value: Basics; onChange: (value: Basics) => void; showErrors: boolean }

/** Name and description of a policy. `policyBasicsErrors(value)` says whether they may be saved. */
export const PolicyBasicsFields = ({ value, onChange, showErrors }: Props) => (
  <BasicsFields value={value} onChange={onChange} showErrors={showErrors} noun={policyNoun} />
)
