import type { AuditEvent } from '#contract/audit.ts'

import { knownActivity } from './audit-activities.ts'
import { activityWords, spaced } from './audit-words.ts'

/** What the embedded service records. Graph has further categories: those are offered once the list shows them. */
const recorded: Record<string, readonly string[]> = {
  DeviceConfiguration: [
    'Create DeviceManagementConfigurationPolicy',
    'Patch DeviceManagementConfigurationPolicy',
    'Assign DeviceManagementConfigurationPolicy',
  ],
  Device: ['Get ManagedDevice'],
  Elevation: ['Create PrivilegeManagementElevation'],
  ElevationRequest: [
    'Create ElevationRequest',
    'Approve ElevationRequest',
    'Deny ElevationRequest',
    'Revoke ElevationRequest',
    'Expire ElevationRequest',
    'Complete ElevationRequest',
    'Get ElevationRequest',
  ],
  Report: ['Create DeviceManagementExportJob'],
  Session: ['Sign in', 'Sign out'],
  Token: ['Check in'],
}

export type Choice = { value: string; label: string }

const choices = (values: Iterable<string>, toLabel: (value: string) => string): Choice[] =>
  [...new Set(values)]
    .filter((value) => value !== '' && value !== '<null>')
    .map((value) => ({ value, label: toLabel(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))

/** Categories to choose from; what is chosen is always among them, wherever it came from. */
export const categoryChoices = (events: readonly AuditEvent[], chosen = ''): Choice[] =>
  choices(
    [...Object.keys(recorded), ...events.map(({ category }) => category ?? ''), chosen],
    spaced,
  )

/** Activities of the chosen category (epm-behaviour 9), of all when there is none. */
export const activityChoices = (
  events: readonly AuditEvent[],
  { category = '', activity = '' }: { category?: string; activity?: string },
): Choice[] => {
  const known =
    category === ''
      ? Object.values(recorded).flat()
      : Object.hasOwn(recorded, category)
        ? (recorded[category] ?? [])
        : []
  const seen = events
    .filter((event) => category === '' || event.category === category)
    .map(({ activityType }) => activityType ?? '')
  return choices(
    [...known, ...seen, activity],
    (type) => knownActivity(type, false) ?? activityWords(type),
  )
}
