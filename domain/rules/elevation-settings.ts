import type { Setting, SettingInstance } from '#contract/settings.ts'

import { clientSettings } from './definition-ids.ts'
import type { Unknown, Validation } from './rule-model.ts'
import { choiceOf, choicesOf, optionName } from './setting-instances.ts'

/** An elevation settings policy in the words of the product; null is "Not configured". */
export type ElevationSettings = {
  enabled: boolean | Unknown | null
  defaultResponse: 'deny' | 'userConfirmation' | 'supportApproval' | Unknown | null
  validation: Validation[]
  sendData: boolean | Unknown | null
  reportingScope: 'diagnosticOnly' | 'managed' | 'all' | Unknown | null
  detectElevations: boolean | Unknown | null
}

/** Reads the settings of an elevation settings policy; null when there is no such root in them. */
export const readElevationSettings = (settings: readonly Setting[]): ElevationSettings | null => {
  const roots = settings.map(({ settingInstance }) => settingInstance)
  const root = choiceOf(roots, clientSettings.enable)
  if (!root) return null
  const response = choiceOf(root.children, clientSettings.defaultResponse)
  const sendData = choiceOf(root.children, clientSettings.sendData)
  return {
    enabled: readSwitch(roots, clientSettings.enable),
    defaultResponse: readChoice(root.children, clientSettings.defaultResponse),
    validation: choicesOf(response?.children, clientSettings.validation).flatMap(
      (value) => optionName(clientSettings.validation.options, value) ?? [],
    ),
    sendData: readSwitch(root.children, clientSettings.sendData),
    reportingScope: readChoice(sendData?.children, clientSettings.reportingScope),
    detectElevations: readSwitch(root.children, clientSettings.detect),
  }
}

const readSwitch = (
  instances: readonly SettingInstance[] | undefined,
  definition: { id: string; on: string; off: string },
): boolean | Unknown | null => {
  const value = choiceOf(instances, definition)?.value
  if (value === undefined) return null
  if (value === definition.on) return true
  return value === definition.off ? false : { unknown: value }
}

const readChoice = <Name extends string>(
  instances: readonly SettingInstance[] | undefined,
  definition: { id: string; options: Readonly<Record<Name, string>> },
): Name | Unknown | null => {
  const value = choiceOf(instances, definition)?.value
  if (value === undefined) return null
  return optionName(definition.options, value) ?? { unknown: value }
}
