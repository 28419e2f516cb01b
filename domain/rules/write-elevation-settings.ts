import type { Setting, SettingInstance } from '#contract/settings.ts'

import { type Attribute, clientSettings, elevationSettingsTemplate } from './definition-ids.ts'
import { type ElevationSettings, readElevationSettings } from './elevation-settings.ts'
import { put, putChoice, putChoices, rawValue } from './put-instances.ts'
import type { Unknown } from './rule-model.ts'
import { choiceInstance, choiceOf, choicesOf, settingType } from './setting-instances.ts'

const root: Attribute = { id: clientSettings.enable.id, template: elevationSettingsTemplate }

/** Below the root nothing has a template, and real documents say so. */
const below = ({ id }: { id: string }): Attribute => ({ id, template: null, nullReferences: true })

/** The `settings` of a new elevation settings policy, in the shape of graph-contract 3. */
export const newElevationSettingsPolicySettings = (model: ElevationSettings): Setting[] => {
  const value = rootValue(model)
  const children = value === clientSettings.enable.on ? writeChildren([], model) : []
  return [
    {
      '@odata.type': settingType,
      settingInstance: choiceInstance(root, value, true, children),
    },
  ]
}

/**
 * The `settings` with the model in them. What the model does not change is written back as it was, unknown parts and
 * key order included; what hangs below a choice goes when another option is chosen. `original` is null for a new policy.
 */
export const writeElevationSettings = (
  original: readonly Setting[] | null,
  model: ElevationSettings,
): Setting[] => {
  if (!original || readElevationSettings(original) === null) {
    return [...(original ?? []), ...newElevationSettingsPolicySettings(model)]
  }
  return original.map((setting) => {
    const { settingInstance: before } = setting
    if (before.settingDefinitionId !== root.id) return setting
    const after = writeRoot(before, model)
    return after === before ? setting : { ...setting, settingInstance: after }
  })
}

/** A policy without a value here does not exist: Enabled is the default. */
const rootValue = ({ enabled }: ElevationSettings): string =>
  switchValue(clientSettings.enable, enabled ?? true)

const switchValue = (
  { on, off }: { on: string; off: string },
  value: boolean | Unknown,
): string => {
  if (typeof value === 'boolean') return value ? on : off
  return value.unknown
}

const writeRoot = (before: SettingInstance, model: ElevationSettings): SettingInstance => {
  const value = rootValue(model)
  const edit = (children: SettingInstance[]): SettingInstance[] =>
    value === clientSettings.enable.on ? writeChildren(children, model) : children
  return setChoice([before], root, value, edit)[0] ?? before
}

/** Like `putChoice`, but answers the same array when nothing changes; null removes the setting. */
const setChoice = (
  children: SettingInstance[],
  attribute: Attribute,
  value: string | null,
  edit: (nested: SettingInstance[]) => SettingInstance[] = (nested) => nested,
): SettingInstance[] => {
  const existing = choiceOf(children, attribute)
  if (value === null) return existing ? put(children, attribute, () => null) : children
  if (existing?.value === value) {
    const nested = existing.children ?? []
    if (edit(nested) === nested) return children
  }
  return putChoice(children, attribute, value, false, edit)
}

const writeChildren = (
  children: SettingInstance[],
  model: ElevationSettings,
): SettingInstance[] => {
  const { defaultResponse, validation, detectElevations: detect, sendData } = model
  const { options } = clientSettings.defaultResponse
  const withResponse = setChoice(
    children,
    below(clientSettings.defaultResponse),
    defaultResponse === null ? null : rawValue(options, defaultResponse),
    (nested) =>
      defaultResponse === 'userConfirmation' ? writeValidation(nested, validation) : nested,
  )
  const withDetection = setChoice(
    withResponse,
    below(clientSettings.detect),
    detect === null ? null : switchValue(clientSettings.detect, detect),
  )
  return setChoice(
    withDetection,
    below(clientSettings.sendData),
    sendData === null ? null : switchValue(clientSettings.sendData, sendData),
    (nested) => (sendData === true ? writeReportingScope(nested, model) : nested),
  )
}

const writeValidation = (
  children: SettingInstance[],
  validation: ElevationSettings['validation'],
): SettingInstance[] => {
  const { id, options } = clientSettings.validation
  const known: readonly string[] = Object.values(options)
  const chosen = validation.map((name) => options[name])
  const had = choicesOf(children, { id }).filter((value) => known.includes(value))
  const same = had.length === chosen.length && chosen.every((value) => had.includes(value))
  return same ? children : putChoices(children, below({ id }), known, chosen)
}

const writeReportingScope = (
  children: SettingInstance[],
  { reportingScope }: ElevationSettings,
): SettingInstance[] => {
  const { options } = clientSettings.reportingScope
  const value = reportingScope === null ? null : rawValue(options, reportingScope)
  return setChoice(children, below(clientSettings.reportingScope), value)
}
