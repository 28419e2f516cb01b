import type { GroupSettingValue, Setting, SettingInstance } from '#contract/settings.ts'

import { type Attribute, ruleGroupId, ruleGroupTemplateId, templateOf } from './definition-ids.ts'
import { readRule, ruleGroup } from './read-rules.ts'
import type { RuleModel } from './rule-model.ts'
import { groupInstanceType, settingType } from './setting-instances.ts'
import { attributeWriters, newRuleChildren } from './write-attributes.ts'

/**
 * The `settings` of a policy with these rules. What was read and not changed is written back as it was, unknown
 * elements, unknown children and key order included. `original` is null for a new policy.
 */
export const writeRules = (
  original: readonly Setting[] | null,
  rules: readonly RuleModel[],
): Setting[] => {
  const before = original && ruleGroup(original)
  // A policy of another profile has no rules and gets no place for them.
  if (original && !before && rules.length === 0) return [...original]
  if (!original || !before) {
    const added = newRuleElement(rules.map((rule, index) => writeRule(rule, index === 0)))
    return [...(original ?? []), added]
  }
  const firstBefore = before.groupSettingCollectionValue?.[0]
  const written = rules.map((rule, index) => writeRule(rule, index === 0))
  // References stand on whichever rule is first. As long as the first rule is the one that was read, all of them
  // stay verbatim; when another takes its place they move with the place (graph-contract 4.2).
  const moved = JSON.stringify(rules[0]?.original ?? null) !== JSON.stringify(firstBefore ?? null)
  const values = moved ? written.map((value, index) => withReferences(value, index === 0)) : written
  return original.map((setting) =>
    setting.settingInstance === before
      ? { ...setting, settingInstance: { ...before, groupSettingCollectionValue: values } }
      : setting,
  )
}

export const newRulesPolicySettings = (rules: readonly RuleModel[]): Setting[] =>
  writeRules(
    null,
    rules.map((rule) => ({ ...rule, original: null })),
  )

/** Adds a rule at the end and leaves every other byte of `settings` alone. */
export const appendRule = (settings: readonly Setting[], rule: RuleModel): Setting[] => {
  const before = ruleGroup(settings)
  if (!before) return writeRules(settings, [{ ...rule, original: null }])
  const values = before.groupSettingCollectionValue ?? []
  const added = writeRule({ ...rule, original: null }, values.length === 0)
  return settings.map((setting) =>
    setting.settingInstance === before
      ? {
          ...setting,
          settingInstance: { ...before, groupSettingCollectionValue: [...values, added] },
        }
      : setting,
  )
}

const newRuleElement = (values: GroupSettingValue[]): Setting => ({
  '@odata.type': settingType,
  settingInstance: {
    '@odata.type': groupInstanceType,
    settingDefinitionId: ruleGroupId,
    settingInstanceTemplateReference: { settingInstanceTemplateId: ruleGroupTemplateId },
    groupSettingCollectionValue: values,
  },
})

const writeRule = (rule: RuleModel, first: boolean): GroupSettingValue => {
  if (!rule.original) {
    return { settingValueTemplateReference: null, children: newRuleChildren(rule, first) }
  }
  const was = readRule(rule.original)
  const children = attributeWriters.reduce(
    (current, write) => write(current, was, rule, first),
    rule.original.children,
  )
  return children === rule.original.children ? rule.original : { ...rule.original, children }
}

/** The rule with the references of the first place, or with none. */
const withReferences = (value: GroupSettingValue, first: boolean): GroupSettingValue => ({
  ...value,
  children: value.children.map((child) => instanceWithReferences(child, first)),
})

const instanceWithReferences = (instance: SettingInstance, first: boolean): SettingInstance => {
  const template = templateOf.get(instance.settingDefinitionId)
  const choice = instance.choiceSettingValue
  const nested = choice?.children && {
    choiceSettingValue: {
      ...choice,
      children: choice.children.map((child) => instanceWithReferences(child, first)),
    },
  }
  const whole = nested ? { ...instance, ...nested } : instance
  return template ? referenced(whole, template, first) : whole
}

const referenced = (
  instance: SettingInstance,
  template: NonNullable<Attribute['template']>,
  first: boolean,
): SettingInstance => {
  const reference = first
    ? { settingValueTemplateId: template.value, useTemplateDefault: false }
    : null
  const { choiceSettingValue: choice, simpleSettingValue: simple } = instance
  return {
    ...instance,
    settingInstanceTemplateReference: first
      ? { settingInstanceTemplateId: template.instance }
      : null,
    ...(choice && { choiceSettingValue: { ...choice, settingValueTemplateReference: reference } }),
    ...(simple && { simpleSettingValue: { ...simple, settingValueTemplateReference: reference } }),
  }
}
