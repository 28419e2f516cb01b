import type { Setting, SettingInstance } from '#contract/settings.ts'
import { attributes, clientSettings, ruleGroupId } from '#domain/rules/definition-ids.ts'

const ruleSettings: ReadonlySet<string> = new Set(Object.values(attributes).map(({ id }) => id))
const deviceSettings: ReadonlySet<string> = new Set(
  Object.values(clientSettings).map(({ id }) => id),
)
const nothing: ReadonlySet<string> = new Set()

const childrenOf = (instance: SettingInstance): SettingInstance[] => [
  ...(instance.choiceSettingValue?.children ?? []),
  ...(instance.choiceSettingCollectionValue ?? []).flatMap(({ children }) => children ?? []),
  ...(instance.groupSettingCollectionValue ?? []).flatMap(({ children }) => children),
]

const unknownIn = (
  instances: readonly SettingInstance[],
  known: ReadonlySet<string>,
): SettingInstance[] =>
  instances.flatMap((instance) =>
    known.has(instance.settingDefinitionId) ? unknownIn(childrenOf(instance), known) : [instance],
  )

/** The settings below one rule that this console does not know. What hangs below one of them is not counted again. */
export const unknownInRule = (children: readonly SettingInstance[]) =>
  unknownIn(children, ruleSettings)

/** The settings of a policy that this console does not know; of an unknown kind of policy that is all of them. */
export const unknownSettings = (
  kind: 'settings' | 'rules' | 'unknown',
  settings: readonly Setting[],
): SettingInstance[] => {
  const known =
    kind === 'settings'
      ? deviceSettings
      : kind === 'rules'
        ? new Set([ruleGroupId, ...ruleSettings])
        : nothing
  return unknownIn(
    settings.map(({ settingInstance }) => settingInstance),
    known,
  )
}
