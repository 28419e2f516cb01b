import { clientSettings } from '#domain/rules/definition-ids.ts'

const words: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  roleScopeTagIds: 'Scope tags',
  technologies: 'Technologies',
  order: 'The order of its parts',
  [clientSettings.enable.id]: 'Elevation settings',
}

/** Every new policy has these; that it was made says so already. */
const ofEveryPolicy = new Set(['copiedFrom', ...Object.keys(words)])

const assignment = 'assignment '
const rule = 'rule '

/**
 * The parts of a version's line in the words of the comparison; `isFirst` leaves out what every new policy has. Names of
 * rules are text that others wrote.
 */
export const partsInWords = (parts: readonly string[], isFirst: boolean): string[] => {
  const assignments = parts.filter((part) => part.startsWith(assignment)).length
  const others = parts.filter(
    (part) => !part.startsWith(assignment) && !(isFirst && ofEveryPolicy.has(part)),
  )
  return [
    ...others.map((part) =>
      part.startsWith(rule)
        ? `Rule ${part.slice(rule.length)}`
        : (words[part] ?? 'A setting that this console does not know'),
    ),
    ...(assignments === 0
      ? []
      : [assignments === 1 ? 'One assignment' : `${assignments} assignments`]),
  ].filter((part, index, all) => all.indexOf(part) === index)
}
