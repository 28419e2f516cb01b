import type { ElevationSettings } from '#domain/rules/elevation-settings.ts'
import {
  defaultResponseLabels,
  reportingScopeLabels,
  validationLabels,
} from '#domain/rules/in-words.ts'
import type { Unknown } from '#domain/rules/rule-model.ts'

/** One setting as it is shown; `caution` marks a consequence that a person should stop at. */
export type SettingWords = {
  label: string
  value: string
  /** The raw value of a choice that this console does not know; the value is then a plain word. */
  raw: string | null
  consequence: string | null
  caution: boolean
}

const words = (
  label: string,
  value: string,
  consequence: string | null = null,
  caution = false,
): SettingWords => ({ label, value, raw: null, consequence, caution })

const isUnknown = (value: unknown): value is Unknown => typeof value === 'object' && value !== null

const unknownChoice = (label: string, { unknown }: Unknown): SettingWords => ({
  label,
  value: 'A value that this console does not know',
  raw: unknown,
  consequence: 'What it does on devices cannot be said here. It is kept untouched.',
  caution: true,
})

const responses = {
  deny: 'A user who chooses Run with elevated access for a file that no rule matches is told that it is denied. Run as administrator by an administrator is not affected.',
  userConfirmation:
    'Users can elevate every file that no rule matches, after confirming it themselves. In effect this covers all files.',
  supportApproval:
    'A user who chooses Run with elevated access for a file that no rule matches sends a request, and an approver decides.',
} as const

const scopes = {
  all: 'Every elevation on the device is reported, also those without a rule.',
  managed:
    'Elevations by a rule or with Run with elevated access are reported. Run as administrator is not.',
  diagnosticOnly:
    'No elevations are reported: reports stay empty for devices with this policy, and justifications cannot be read.',
} as const

const enabledWords = ({ enabled }: ElevationSettings): SettingWords => {
  const label = 'Endpoint Privilege Management'
  if (isUnknown(enabled)) return unknownChoice(label, enabled)
  if (enabled === true)
    return words(label, 'Enabled', 'Devices with this policy install the EPM components.')
  if (enabled === false)
    return words(
      label,
      'Disabled',
      'EPM stops at the next policy sync. After seven days the EPM components are removed from the device; enabled again before that, nothing has to be installed.',
      true,
    )
  return words(label, 'Not configured')
}

const responseWords = ({ defaultResponse, validation }: ElevationSettings): SettingWords[] => {
  const label = 'Default elevation response'
  if (isUnknown(defaultResponse)) return [unknownChoice(label, defaultResponse)]
  if (defaultResponse === null)
    return [words(label, 'Not configured', 'It acts as Deny all requests.')]
  const confirmed = defaultResponse === 'userConfirmation'
  const value = defaultResponseLabels[defaultResponse]
  const row = words(label, value, responses[defaultResponse], confirmed)
  return confirmed ? [row, validationWords(validation)] : [row]
}

const validationWords = (validation: ElevationSettings['validation']): SettingWords =>
  validation.length === 0
    ? words('Validation', 'None', 'The user only chooses Continue.', true)
    : words('Validation', validation.map((name) => validationLabels[name]).join(', '))

const reportingWords = ({ sendData, reportingScope }: ElevationSettings): SettingWords[] => {
  const label = 'Send elevation data for reporting'
  if (isUnknown(sendData)) return [unknownChoice(label, sendData)]
  if (sendData === null) return [words(label, 'Not configured')]
  if (!sendData)
    return [
      words(
        label,
        'No',
        'Neither diagnostic data nor elevations leave the device: reports stay empty for devices with this policy.',
        true,
      ),
    ]
  return [words(label, 'Yes'), scopeWords(reportingScope)]
}

const scopeWords = (reportingScope: ElevationSettings['reportingScope']): SettingWords => {
  const label = 'Reporting scope'
  if (isUnknown(reportingScope)) return unknownChoice(label, reportingScope)
  if (reportingScope === null) return words(label, 'Not configured')
  const isEmpty = reportingScope === 'diagnosticOnly'
  return words(label, reportingScopeLabels[reportingScope], scopes[reportingScope], isEmpty)
}

const detectWords = ({ detectElevations }: ElevationSettings): SettingWords[] => {
  const label = '(Preview) Automatically detect elevations'
  if (detectElevations === null) return []
  if (isUnknown(detectElevations)) return [unknownChoice(label, detectElevations)]
  return [words(label, detectElevations ? 'Yes' : 'No')]
}

/**
 * An elevation settings policy in the words of epm-behaviour 3.3, each with what follows from it. The other settings
 * exist only below Enabled, so that Disabled is a single row.
 */
export const settingsInWords = (settings: ElevationSettings): SettingWords[] => {
  const first = enabledWords(settings)
  if (settings.enabled === false) return [first]
  return [first, ...responseWords(settings), ...reportingWords(settings), ...detectWords(settings)]
}
