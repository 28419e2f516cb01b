import { basicsErrors, type Basics } from '#src/ui/form/basics.ts'

export const policyNoun = 'policy name'

/** What stops saving a policy's name and description, by field. */
export const policyBasicsErrors = (value: Basics) => basicsErrors(value, policyNoun)
