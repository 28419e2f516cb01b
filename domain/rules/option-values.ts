import type { Setting, SettingInstance } from '#contract/settings.ts'

import { attributes, clientSettings, ruleGroupId, ruleOptions } from './definition-ids.ts'

/** A choice of the catalogue that one of the console's fields stands for (graph-contract 3 and 4.3). */
type Choice = { field: string; label: string; options: readonly string[] }

const choice = (
  { id }: { id: string },
  field: string,
  label: string,
  options: readonly string[],
): [string, Choice] => [id, { field, label, options }]

const onOff = ({ on, off }: { on: string; off: string }) => [on, off]

const choices: ReadonlyMap<string, Choice> = new Map([
  choice(attributes.appliesTo, 'appliesTo', 'Applies to', [ruleOptions.appliesTo]),
  choice(
    attributes.elevationType,
    'elevationType',
    'Elevation type',
    Object.values(ruleOptions.elevationType),
  ),
  choice(
    attributes.childProcessBehavior,
    'childProcessBehavior',
    'Child process behavior',
    Object.values(ruleOptions.childProcessBehavior),
  ),
  choice(
    attributes.signatureSource,
    'signatureSource',
    'Signature source',
    Object.values(ruleOptions.signatureSource),
  ),
  choice(
    attributes.certificateType,
    'certificateType',
    'Certificate type',
    Object.values(ruleOptions.certificateType),
  ),
  choice(attributes.arguments, 'restrictArguments', 'Restrict arguments', [ruleOptions.arguments]),
  choice(
    attributes.userConfirmedValidation,
    'validation',
    'Validation',
    Object.values(ruleOptions.userConfirmedValidation),
  ),
  choice(attributes.currentUserAuthentication, 'validation', 'Validation', [
    ruleOptions.currentUserAuthentication,
  ]),
  choice(attributes.currentUserJustification, 'validation', 'Validation', [
    ruleOptions.currentUserJustification,
  ]),
  choice(
    clientSettings.enable,
    'enabled',
    'Endpoint Privilege Management',
    onOff(clientSettings.enable),
  ),
  choice(
    clientSettings.defaultResponse,
    'defaultResponse',
    'Default elevation response',
    Object.values(clientSettings.defaultResponse.options),
  ),
  choice(
    clientSettings.validation,
    'validation',
    'Validation',
    Object.values(clientSettings.validation.options),
  ),
  choice(
    clientSettings.detect,
    'detectElevations',
    '(Preview) Automatically detect elevations',
    onOff(clientSettings.detect),
  ),
  choice(
    clientSettings.sendData,
    'sendData',
    'Send elevation data for reporting',
    onOff(clientSettings.sendData),
  ),
  choice(
    clientSettings.reportingScope,
    'reportingScope',
    'Reporting scope',
    Object.values(clientSettings.reportingScope.options),
  ),
])

/** An option that a known setting does not list. `target` reads `rules[2].elevationType` or `settings.sendData`. */
export type UnlistedOption = { target: string; message: string }

type Chosen = { id: string; value: string; at: string }

const chosenIn = (instances: readonly SettingInstance[], at: string): Chosen[] =>
  instances.flatMap((instance) => {
    const { settingDefinitionId: id, choiceSettingValue, choiceSettingCollectionValue } = instance
    const values = [
      ...(choiceSettingValue ? [choiceSettingValue] : []),
      ...(choiceSettingCollectionValue ?? []),
    ]
    const groups = instance.groupSettingCollectionValue ?? []
    return [
      ...values.map(({ value }) => ({ id, value, at })),
      ...values.flatMap(({ children }) => chosenIn(children ?? [], at)),
      ...groups.flatMap(({ children }, index) =>
        chosenIn(children, id === ruleGroupId ? `rules[${index}]` : at),
      ),
    ]
  })

const chosen = (settings: readonly Setting[]): Chosen[] =>
  chosenIn(
    settings.map(({ settingInstance }) => settingInstance),
    'settings',
  )

const key = ({ id, value }: Chosen) => `${id} ${value}`
const shown = (value: string) =>
  JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value)

/**
 * Options that a setting of the catalogue does not have. What `stored` holds already is left alone, so that a choice of a
 * later version survives an edit; settings that are not known here may hold anything.
 */
export const unlistedOptions = (
  settings: readonly Setting[],
  stored: readonly Setting[] = [],
): UnlistedOption[] => {
  const kept = new Set(chosen(stored).map(key))
  return chosen(settings).flatMap((each) => {
    const known = choices.get(each.id)
    if (!known || known.options.includes(each.value) || kept.has(key(each))) return []
    return {
      target: `${each.at}.${known.field}`,
      message: `${known.label} has no option ${shown(each.value)}.`,
    }
  })
}
