import type { AuditEvent } from '#contract/audit.ts'

import { knownActivity, knownActivityTypes } from '#domain/audit/activity-words.ts'
import { activityWords, spaced } from './audit-words.ts'

export type Choice = { value: string; label: string }

const choices = (values: Iterable<string>, toLabel: (value: string) => string): Choice[] =>
  [...new Set(values)]
    .filter((value) => value !== '' && value !== '<null>')
    .map((value) => ({ value, label: toLabel(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))

/** Categories to choose from: those the service names and those in sight. What is chosen is always among them. */
export const categoryChoices = (
  known: readonly string[],
  events: readonly AuditEvent[],
  chosen = '',
): Choice[] => choices([...known, ...events.map(({ category }) => category ?? ''), chosen], spaced)

/** Activities of the chosen category (epm-behaviour 9); without one, all that have words. Those in sight are always among them. */
export const activityChoices = (
  known: readonly string[],
  events: readonly AuditEvent[],
  { category = '', activity = '' }: { category?: string; activity?: string },
): Choice[] => {
  const seen = events
    .filter((event) => category === '' || event.category === category)
    .map(({ activityType }) => activityType ?? '')
  return choices(
    [...(category === '' ? knownActivityTypes : known), ...seen, activity],
    (type) => knownActivity(type, false) ?? activityWords(type),
  )
}
