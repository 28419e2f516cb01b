import type { Line } from '#domain/rules/in-words.ts'

/** One field of a rule as shown; a list of arguments is one field with several values. */
export type RuleFieldShown = { label: string; values: string[] }
export type RuleSection = { title: string; fields: RuleFieldShown[] }

/** Sections and order of the pane Rule properties (epm-behaviour 4.1). */
const sections: readonly { title: string; labels: readonly string[] }[] = [
  { title: 'Rule', labels: ['Rule name', 'Description'] },
  {
    title: 'Elevation conditions',
    labels: ['Elevation type', 'Validation', 'Child process behavior'],
  },
  {
    title: 'File information',
    labels: [
      'File name',
      'File path',
      'Signature source',
      'Certificate',
      'File upload',
      'Certificate type',
      'File hash',
      'Minimum version',
      'File description',
      'Product name',
      'Internal name',
    ],
  },
  { title: 'Arguments', labels: ['Restrict arguments', 'Argument'] },
]

/** The lines of a rule under the headings of the pane. A line that no heading knows comes last, never lost. */
export const toRuleSections = (lines: readonly Line[]): RuleSection[] => {
  const byLabel = new Map<string, string[]>()
  for (const { label, value } of lines) byLabel.set(label, [...(byLabel.get(label) ?? []), value])
  const shown = sections.map(({ title, labels }) => ({
    title,
    fields: labels.flatMap((label) => {
      const values = byLabel.get(label)
      byLabel.delete(label)
      return values === undefined ? [] : [{ label, values }]
    }),
  }))
  const rest = [...byLabel].map(([label, values]) => ({ label, values }))
  return [...shown, { title: 'Other', fields: rest }].filter(({ fields }) => fields.length > 0)
}
