import type { ChoiceSettingValue, SettingInstance } from '#contract/settings.ts'

import type { Attribute } from './definition-ids.ts'

/** Builders and readers of settings-catalogue instances, in the key order of real Graph documents. */

const type = (name: string): string => `#microsoft.graph.deviceManagementConfiguration${name}`

export const settingType = type('Setting')
export const groupInstanceType = type('GroupSettingCollectionInstance')

const instanceReference = ({ template, nullReferences }: Attribute, first: boolean) =>
  template
    ? {
        settingInstanceTemplateReference: first
          ? { settingInstanceTemplateId: template.instance }
          : null,
      }
    : nullReferences
      ? { settingInstanceTemplateReference: null }
      : {}

const valueReference = ({ template, nullReferences }: Attribute, first: boolean) =>
  template
    ? {
        settingValueTemplateReference: first
          ? { settingValueTemplateId: template.value, useTemplateDefault: false }
          : null,
      }
    : nullReferences
      ? { settingValueTemplateReference: null }
      : {}

/** `first` says whether the rule stands first in its policy: only that one carries template references. */
export const textInstance = (
  attribute: Attribute,
  value: string,
  first: boolean,
): SettingInstance => ({
  '@odata.type': type('SimpleSettingInstance'),
  settingDefinitionId: attribute.id,
  ...instanceReference(attribute, first),
  simpleSettingValue: {
    '@odata.type': type('StringSettingValue'),
    value,
    ...valueReference(attribute, first),
  },
})

export const choiceInstance = (
  attribute: Attribute,
  value: string,
  first: boolean,
  children: SettingInstance[] = [],
): SettingInstance => ({
  '@odata.type': type('ChoiceSettingInstance'),
  settingDefinitionId: attribute.id,
  ...instanceReference(attribute, first),
  choiceSettingValue: {
    '@odata.type': type('ChoiceSettingValue'),
    value,
    ...valueReference(attribute, first),
    children,
  },
})

export const choiceListInstance = (attribute: Attribute, values: string[]): SettingInstance => ({
  '@odata.type': type('ChoiceSettingCollectionInstance'),
  settingDefinitionId: attribute.id,
  settingInstanceTemplateReference: null,
  choiceSettingCollectionValue: values.map(choiceListValue),
})

export const choiceListValue = (value: string): ChoiceSettingValue => ({
  '@odata.type': type('ChoiceSettingValue'),
  settingValueTemplateReference: null,
  value,
  children: [],
})

export const textListInstance = (attribute: Attribute, values: string[]): SettingInstance => ({
  '@odata.type': type('SimpleSettingCollectionInstance'),
  settingDefinitionId: attribute.id,
  simpleSettingCollectionValue: values.map((value) => ({
    '@odata.type': type('StringSettingValue'),
    value,
  })),
})

export const referenceInstance = (attribute: Attribute, value: string): SettingInstance => ({
  '@odata.type': type('SimpleSettingInstance'),
  settingDefinitionId: attribute.id,
  simpleSettingValue: { '@odata.type': type('ReferenceSettingValue'), value },
})

export const findInstance = (
  instances: readonly SettingInstance[] | undefined,
  id: string,
): SettingInstance | undefined => instances?.find((instance) => instance.settingDefinitionId === id)

/** The text of an attribute; `''` when it is left out or is no text. */
export const textOf = (
  instances: readonly SettingInstance[] | undefined,
  { id }: { id: string },
): string => {
  const value = findInstance(instances, id)?.simpleSettingValue?.value
  return typeof value === 'string' ? value : ''
}

export const choiceOf = (
  instances: readonly SettingInstance[] | undefined,
  { id }: { id: string },
): ChoiceSettingValue | undefined => findInstance(instances, id)?.choiceSettingValue

/** The chosen option ids of a choice list. */
export const choicesOf = (
  instances: readonly SettingInstance[] | undefined,
  { id }: { id: string },
): string[] =>
  (findInstance(instances, id)?.choiceSettingCollectionValue ?? []).map(({ value }) => value)

/** The name under which `options` has this option id, null when none has it. */
export const optionName = <Name extends string>(
  options: Readonly<Record<Name, string>>,
  value: string,
): Name | null => {
  for (const name in options) if (options[name] === value) return name
  return null
}
