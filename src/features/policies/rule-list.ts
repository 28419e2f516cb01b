import type { Setting } from '#contract/settings.ts'
import { elevationTypeLabel } from '#domain/rules/in-words.ts'
import { readRules } from '#domain/rules/read-rules.ts'
import type { RuleModel } from '#domain/rules/rule-model.ts'

import { unknownInRule } from './unknown-settings.ts'

/** One rule of a policy as the list shows it. */
export type PolicyRule = {
  /** What `?rule=` says: the rule's name, made unique where the document is not. */
  key: string
  /** From 1. */
  position: number
  rule: RuleModel
  /** Settings inside the rule that this console does not know. */
  unknownCount: number
}

/** The rules of a policy's settings, in their order. */
export const rulesOf = (settings: readonly Setting[]): PolicyRule[] => {
  const taken = new Set<string>()
  return readRules(settings).map((rule, index) => {
    const position = index + 1
    const name = rule.name === '' ? `rule ${position}` : rule.name
    // A number that another rule already bears in its name is passed over.
    let key = name
    for (let number = 2; taken.has(key); number++) key = `${name} (${number})`
    taken.add(key)
    return {
      key,
      position,
      rule,
      unknownCount: unknownInRule(rule.original?.children ?? []).length,
    }
  })
}

/** Ids of the reusable settings that the rules refer to, each once. */
export const reusableIdsOf = (rules: readonly PolicyRule[]): string[] => [
  ...new Set(
    rules.flatMap(({ rule: { signatureSource } }) =>
      signatureSource.kind === 'reusableSetting' && signatureSource.settingId !== ''
        ? [signatureSource.settingId]
        : [],
    ),
  ),
]

/** Every word typed is found somewhere in the rule's name, file, folder, hash, type or signed attributes. */
export const searchRules = (rules: readonly PolicyRule[], search: string): PolicyRule[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...rules]
  return rules.filter(({ rule }) => {
    const text = [
      rule.name,
      rule.description,
      rule.fileName,
      rule.filePath,
      rule.fileHash,
      rule.fileDescription,
      rule.productName,
      rule.internalName,
      elevationTypeLabel(rule.elevationType),
      ...(rule.restrictArguments ?? []),
    ]
      .join('\n')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
