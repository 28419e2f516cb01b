import type { SettingInstance } from '#contract/settings.ts'

import type { Attribute } from './definition-ids.ts'
import type { Unknown } from './rule-model.ts'
import {
  choiceInstance,
  choiceListInstance,
  choiceListValue,
  choicesOf,
} from './setting-instances.ts'

/** Edits among sibling instances; each leaves what it is not asked about as it was, unknown parts included. */

/** Puts `make(existing)` in the place of the instance, at the end when there is none; null removes it. */
export const put = (
  children: SettingInstance[],
  { id }: Attribute,
  make: (existing: SettingInstance | undefined) => SettingInstance | null,
): SettingInstance[] => {
  const index = children.findIndex((child) => child.settingDefinitionId === id)
  const made = make(children[index])
  if (index < 0) return made ? [...children, made] : children
  return made ? children.with(index, made) : children.toSpliced(index, 1)
}

export const rawValue = <Name extends string>(
  options: Readonly<Record<Name, string>>,
  value: Name | Unknown,
): string => (typeof value === 'string' ? options[value] : value.unknown)

/** Sets a choice. What hangs below another option has no meaning below this one and goes with it. */
export const putChoice = (
  children: SettingInstance[],
  attribute: Attribute,
  value: string,
  first: boolean,
  below: (children: SettingInstance[]) => SettingInstance[] = (nested) => nested,
): SettingInstance[] =>
  put(children, attribute, (existing) => {
    const choice = existing?.choiceSettingValue
    if (!existing || !choice) return choiceInstance(attribute, value, first, below([]))
    const kept = choice.value === value ? (choice.children ?? []) : []
    return { ...existing, choiceSettingValue: { ...choice, value, children: below(kept) } }
  })

/** Sets a choice list. Options that are not `known` stay beside the chosen ones. */
export const putChoices = (
  children: SettingInstance[],
  attribute: Attribute,
  known: readonly string[],
  chosen: readonly string[],
): SettingInstance[] =>
  put(children, attribute, (existing) => {
    const had = choicesOf(children, attribute)
    const kept = (existing?.choiceSettingCollectionValue ?? []).filter(
      ({ value }) => !known.includes(value) || chosen.includes(value),
    )
    const added = chosen.filter((value) => !had.includes(value))
    if (kept.length + added.length === 0) return null
    return {
      ...(existing ?? choiceListInstance(attribute, [])),
      choiceSettingCollectionValue: [...kept, ...added.map(choiceListValue)],
    }
  })
