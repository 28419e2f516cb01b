import type { ElevationSettings } from './elevation-settings.ts'
import type { IssueKind } from './validate.ts'

export type ElevationSettingsField = keyof ElevationSettings
export type ElevationSettingsIssue = {
  field: ElevationSettingsField
  kind: IssueKind
  message: string
}

/** What a new elevation settings policy starts with (epm-behaviour 3.3). */
export const newElevationSettings = (): ElevationSettings => ({
  enabled: true,
  defaultResponse: null,
  validation: [],
  sendData: true,
  reportingScope: 'all',
  detectElevations: null,
})

/** Watches without letting anybody elevate more than before (epm-behaviour 2.2). */
export const auditOnlyPreset: { name: string; settings: ElevationSettings } = {
  name: 'EPM settings policy – Audit only',
  settings: newElevationSettings(),
}

/** The options of the default response that carry the word "recommended". */
export const recommendedResponses: readonly ElevationSettings['defaultResponse'][] = [
  'deny',
  'supportApproval',
]

/** Does the field have an effect under what is chosen above it? The others are neither shown nor written. */
export const elevationSettingsFieldShown = (
  field: ElevationSettingsField,
  { enabled, defaultResponse, sendData }: ElevationSettings,
): boolean => {
  if (field === 'enabled') return true
  if (enabled !== true) return false
  if (field === 'validation') return defaultResponse === 'userConfirmation'
  return field === 'reportingScope' ? sendData === true : true
}

const issue = (
  field: ElevationSettingsField,
  kind: IssueKind,
  message: string,
): ElevationSettingsIssue => ({ field, kind, message })

/** Everything that is wrong, or worth a thought, about the settings of a device (epm-behaviour 3.3 and 17). */
export const validateElevationSettings = (
  settings: ElevationSettings,
): ElevationSettingsIssue[] => {
  const all = [
    ...unknownIssues(settings),
    ...enabledIssues(settings),
    ...responseIssues(settings),
    ...reportingIssues(settings),
  ]
  return all.filter(({ field }) => elevationSettingsFieldShown(field, settings))
}

const unknownIssues = (settings: ElevationSettings): ElevationSettingsIssue[] =>
  (['enabled', 'defaultResponse', 'sendData', 'reportingScope', 'detectElevations'] as const)
    .filter((field) => typeof settings[field] === 'object' && settings[field] !== null)
    .map((field) => issue(field, 'warning', 'This console does not know the chosen value.'))

const enabledIssues = ({ enabled }: ElevationSettings): ElevationSettingsIssue[] => {
  if (enabled === null) return [issue('enabled', 'error', 'Choose Enabled or Disabled.')]
  return enabled === false
    ? [
        issue(
          'enabled',
          'caution',
          'EPM stops on the devices, and its components are removed after seven days.',
        ),
      ]
    : []
}

const responseIssues = (settings: ElevationSettings): ElevationSettingsIssue[] => {
  const field = 'defaultResponse'
  switch (settings.defaultResponse) {
    case null:
      return [issue(field, 'advice', 'Not configured acts as Deny all requests.')]
    case 'userConfirmation': {
      const caution = issue(
        field,
        'caution',
        'This covers every file that no rule matches: in effect users can elevate all files.',
      )
      return settings.validation.length > 0
        ? [caution]
        : [
            caution,
            issue('validation', 'warning', 'Without validation one click on Continue elevates.'),
          ]
    }
    case 'deny':
    case 'supportApproval':
    default:
      return []
  }
}

const reportingIssues = ({
  sendData,
  reportingScope,
}: ElevationSettings): ElevationSettingsIssue[] => {
  if (sendData === null) return [issue('sendData', 'error', 'Choose Yes or No.')]
  if (sendData === false) {
    return [
      issue(
        'sendData',
        'warning',
        'Nothing is sent: reports stay empty for these devices, and justifications are lost.',
      ),
    ]
  }
  if (reportingScope === null) {
    return [issue('reportingScope', 'error', 'Choose a reporting scope.')]
  }
  return reportingScope === 'diagnosticOnly'
    ? [
        issue(
          'reportingScope',
          'warning',
          'No elevations are sent: reports stay empty for these devices, and justifications are lost.',
        ),
      ]
    : []
}
