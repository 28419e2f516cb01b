import type { ChoiceSettingValue, Setting, SettingInstance } from '#contract/settings.ts'

import { attributes, clientSettings, ruleGroupId, ruleOptions } from '../rules/definition-ids.ts'

/**
 * What of a policy this console does not know, as text to compare: two policies with the same text differ only in what
 * the models of `domain/rules` say. The order of settings and template references has no meaning.
 */
export const unknownPartsOf = (settings: readonly Setting[]): string =>
  joined(
    settings.flatMap(({ settingInstance: instance }) =>
      instance.settingDefinitionId === ruleGroupId
        ? unknownMembers(instance, instanceMembers)
        : unknownIn(instance),
    ),
  )

/** The same for one rule. */
export const unknownPartsOfRule = (value: {
  children: SettingInstance[]
  [unknown: string]: unknown
}): string =>
  joined([
    ...unknownMembers(value, new Set(['settingValueTemplateReference', 'children', '@odata.type'])),
    ...value.children.flatMap(unknownIn),
  ])

const joined = (parts: readonly string[]): string => parts.toSorted().join('\n')

const knownIds: ReadonlySet<string> = new Set([
  ...Object.values(attributes).map(({ id }) => id),
  ...Object.values(clientSettings).map(({ id }) => id),
])
const lists = [
  ruleOptions.userConfirmedValidation,
  clientSettings.validation.options,
] satisfies Record<string, string>[]
/** Options of choice lists and of Applies to: the models drop every other one. */
const knownOptions: ReadonlySet<string> = new Set([
  ...lists.flatMap((options) => Object.values(options)),
  ruleOptions.currentUserAuthentication,
  ruleOptions.currentUserJustification,
])

const instanceMembers: ReadonlySet<string> = new Set([
  '@odata.type',
  'settingDefinitionId',
  'settingInstanceTemplateReference',
  'auditRuleInformation',
  'choiceSettingValue',
  'choiceSettingCollectionValue',
  'simpleSettingValue',
  'simpleSettingCollectionValue',
  'groupSettingCollectionValue',
])
const valueMembers: ReadonlySet<string> = new Set([
  '@odata.type',
  'value',
  'children',
  'settingValueTemplateReference',
])

const unknownIn = (instance: SettingInstance): string[] => {
  const { settingDefinitionId: id } = instance
  if (!knownIds.has(id)) return [canonical(instance)]
  const choice = instance.choiceSettingValue
  const values = instance.choiceSettingCollectionValue ?? []
  const texts = [instance.simpleSettingValue ?? [], instance.simpleSettingCollectionValue ?? []]
  const appliesElsewhere = id === attributes.appliesTo.id && choice?.value !== ruleOptions.appliesTo
  const found = [
    ...unknownMembers(instance, instanceMembers),
    ...(choice ? unknownInChoice(choice) : []),
    ...(appliesElsewhere ? [canonical(choice)] : []),
    ...values.flatMap((value) => [
      ...unknownInChoice(value),
      ...(knownOptions.has(value.value) ? [] : [canonical(value.value)]),
    ]),
    ...texts.flat().flatMap((value) => unknownMembers(value, valueMembers)),
  ]
  return found.map((part) => `${id} ${part}`)
}

const unknownInChoice = (choice: ChoiceSettingValue): string[] => [
  ...unknownMembers(choice, valueMembers),
  ...(choice.children ?? []).flatMap(unknownIn),
]

const unknownMembers = (value: object, known: ReadonlySet<string>): string[] =>
  Object.entries(value)
    .filter(([key]) => !known.has(key))
    .map(([key, member]) => `${key} ${canonical(member)}`)

/** JSON with sorted names, so that the order of members does not count. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  ) ?? ''
