/** Name and description of a policy; lengths as the wire allows (epm-behaviour 3.2). */
export type Basics = { name: string; description: string }

const longestName = 200
export const longestDescription = 1000

/** What stops saving, by field. */
export const basicsErrors = ({
  name,
  description,
}: Basics): Partial<Record<keyof Basics, string>> => ({
  ...(name.trim() === ''
    ? { name: 'Enter a policy name.' }
    : name.length > longestName
      ? { name: `A policy name has at most ${longestName} characters.` }
      : {}),
  ...(description.length > longestDescription
    ? {
        description: `A description has at most ${longestDescription.toLocaleString('en')} characters.`,
      }
    : {}),
})
