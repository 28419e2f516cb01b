import type { Unknown } from '#domain/rules/rule-model.ts'
import type { IssueKind } from '#domain/rules/validate.ts'
import type { Option } from '#src/ui/form/fields.tsx'

/** A choice of a model as the value of a form field; what this version does not know keeps its raw text. */
export type Choice = string | boolean | Unknown | null

const unknownMark = 'unknown:'

/** `''` is Not configured. */
export const choiceValue = (choice: Choice): string => {
  if (choice === null) return ''
  return typeof choice === 'object' ? `${unknownMark}${choice.unknown}` : String(choice)
}

export const fromChoice = (value: string): Choice => {
  if (value === '') return null
  if (value === 'true' || value === 'false') return value === 'true'
  return value.startsWith(unknownMark) ? { unknown: value.slice(unknownMark.length) } : value
}

/** The options, and the present choice as one more when this console does not know it. */
export const withUnknown = (options: readonly Option[], choice: Choice): readonly Option[] =>
  choice !== null && typeof choice === 'object'
    ? [
        ...options,
        { value: choiceValue(choice), label: `Unknown (${choice.unknown}), kept as it is` },
      ]
    : options

/** One line under a field: what stops saving (once it is asked for), else everything worth reading. */
export const messagesOf = (
  issues: readonly { kind: IssueKind; message: string }[],
  showErrors: boolean,
): { error?: string; warning?: string } => {
  const texts = (...kinds: IssueKind[]) =>
    issues.filter(({ kind }) => kinds.includes(kind)).map(({ message }) => message)
  const errors = showErrors ? texts('error') : []
  if (errors.length > 0) return { error: errors.join(' ') }
  const rest = texts('warning', 'caution')
  return rest.length > 0 ? { warning: rest.join(' ') } : {}
}
