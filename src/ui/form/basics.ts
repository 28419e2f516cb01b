/** Name and description of what an admin makes; lengths as the wire allows them (epm-behaviour 3.2). */
export type Basics = { name: string; description: string }

const longestName = 200
export const longestDescription = 1000

/** What stops saving, by field. `noun`: "policy name" where a name alone could be another's. */
export const basicsErrors = (
  { name, description }: Basics,
  noun = 'name',
  longest: number = longestName,
): Partial<Record<keyof Basics, string>> => ({
  ...(name.trim() === ''
    ? { name: `Enter a ${noun}.` }
    : name.length > longest
      ? { name: `A ${noun} has at most ${longest} characters.` }
      : {}),
  ...(description.length > longestDescription
    ? {
        description: `A description has at most ${longestDescription.toLocaleString('en')} characters.`,
      }
    : {}),
})
