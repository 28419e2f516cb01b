import type { ConfigurationPolicy, PolicyAssignment } from '#contract/policies.ts'
import type { Setting } from '#contract/settings.ts'
import { attributes, ruleGroupId } from '#domain/rules/definition-ids.ts'
import { readRules } from '#domain/rules/read-rules.ts'

export type Change = { name: string; before: string | null; after: string | null }

/** Each rule by its name and each other setting by its definition, as JSON text. */
const parts = (settings: readonly Setting[]): Map<string, string> => {
  const rules = readRules(settings).map(
    (rule) => [`rule ${rule.name}`, JSON.stringify(rule.original)] as const,
  )
  const others = settings
    .filter(({ settingInstance }) => settingInstance.settingDefinitionId !== ruleGroupId)
    .map(
      ({ settingInstance }) =>
        [settingInstance.settingDefinitionId, JSON.stringify(settingInstance)] as const,
    )
  return new Map([...rules, ...others])
}

const compared = (before: Map<string, string>, after: Map<string, string>): Change[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const change = { name, before: before.get(name) ?? null, after: after.get(name) ?? null }
    return change.before === change.after ? [] : change
  })

type Written = { header: ConfigurationPolicy; settings: readonly Setting[] }

const headerParts = ({ header }: Written) =>
  new Map([
    ['name', header.name ?? ''],
    ['description', header.description ?? ''],
    ['roleScopeTagIds', header.roleScopeTagIds.join(',')],
    ['technologies', header.technologies],
  ])

/** What a write changed, for the audit log: only the rules that differ, so that records stay as small as the change. */
export const policyChanges = (before: Written | null, after: Written): Change[] => [
  ...compared(before ? headerParts(before) : new Map(), headerParts(after)),
  ...compared(before ? parts(before.settings) : new Map(), parts(after.settings)),
]

export const assignmentChanges = (
  before: readonly PolicyAssignment[],
  after: readonly PolicyAssignment[],
): Change[] => {
  const texts = (list: readonly PolicyAssignment[]) =>
    new Map(list.map(({ id, target }) => [`assignment ${id}`, JSON.stringify(target)]))
  return compared(texts(before), texts(after))
}

const withoutName = (text: string): string =>
  JSON.stringify(JSON.parse(text), (_, value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    'settingDefinitionId' in value &&
    value.settingDefinitionId === attributes.name.id
      ? null
      : value,
  )

/** What changed, for one line of the history: a rule that only got a new name is one part, not two. */
export const changedPartsOf = (changes: readonly Change[]): string[] => {
  const gone = changes.filter(({ name, after }) => name.startsWith('rule ') && after === null)
  const renamed = new Map<Change, Change>()
  for (const change of changes) {
    const { name, before, after } = change
    if (!name.startsWith('rule ') || before !== null || after === null) continue
    const old = gone.find(
      (each) =>
        !renamed.has(each) &&
        each.before !== null &&
        withoutName(each.before) === withoutName(after),
    )
    if (old) renamed.set(old, change)
  }
  const news = new Set(renamed.values())
  return changes
    .filter((change) => !news.has(change))
    .map((change) => {
      const now = renamed.get(change)
      return now ? `${change.name}, now called ${now.name.slice('rule '.length)}` : change.name
    })
}
