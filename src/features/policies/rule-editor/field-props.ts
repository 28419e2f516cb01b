import type { RuleModel } from '#domain/rules/rule-model.ts'
import type { RuleField, RuleIssue } from '#domain/rules/validate.ts'

import { messagesOf } from '../forms/choice.ts'

/** What every group of fields of the editor gets. */
export type RuleFieldsProps = {
  rule: RuleModel
  /** Always the same function. */
  change: (edit: (rule: RuleModel) => RuleModel) => void
  issues: readonly RuleIssue[]
  /** Save was tried: what is missing is an error from then on. */
  tried: boolean
}

/** The line under one field. What is wrong with a value is said at once, that there is none only after a try. */
export const messagesFor = (
  { issues, tried }: Pick<RuleFieldsProps, 'issues' | 'tried'>,
  field: RuleField,
  hasValue: boolean,
) =>
  messagesOf(
    issues.filter((issue) => issue.field === field),
    tried || hasValue,
  )
