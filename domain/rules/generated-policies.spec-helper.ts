import type { Setting, SettingInstance } from '#contract/settings.ts'

import {
  childProcessBehaviors,
  elevationTypes,
  newRule,
  type RuleModel,
  type SignatureSource,
  validations,
} from './rule-model.ts'
import { newRulesPolicySettings } from './write-rules.ts'

/**
 * Policies made from bytes, which is quick enough for thousands: each byte is one choice. Read, edit one field, write:
 * everything but that field's own setting is the same text as before.
 */
export type Choose = <Value>(values: readonly Value[]) => Value

export const chooser = (bytes: Uint8Array): Choose => {
  let at = 0
  return (values) => {
    const byte = bytes[at % bytes.length] ?? 0
    at += 1
    const index = byte % values.length
    // The index is within the list, and no list of choices is empty.
    return values[index]!
  }
}

const texts = ['', 'abc', 'Contoso', 'C:\\Tools', '1.2.3.4', 'ü "quoted" \\ \u0000'] as const

const ruleFrom = (choose: Choose): RuleModel => ({
  ...newRule(),
  name: choose(texts),
  description: choose(texts),
  elevationType: choose<RuleModel['elevationType']>([...elevationTypes, { unknown: 'type_later' }]),
  validation: choose([[], [validations[0]], [validations[1]], [...validations]]),
  childProcessBehavior: choose<RuleModel['childProcessBehavior']>([
    ...childProcessBehaviors,
    null,
    { unknown: 'children_later' },
  ]),
  fileName: choose(texts),
  filePath: choose(texts),
  signatureSource: choose<SignatureSource>([
    { kind: 'notConfigured' },
    { kind: 'unknown', unknown: 'source_later' },
    { kind: 'reusableSetting', settingId: 'x', certificateType: 'publisher' },
    { kind: 'uploadedCertificate', certificate: 'MIIB', certificateType: null },
    { kind: 'reusableSetting', settingId: 'y', certificateType: { unknown: 'kind_later' } },
  ]),
  fileHash: choose(texts),
  minimumVersion: choose(texts),
  fileDescription: choose(texts),
  productName: choose(texts),
  internalName: choose(texts),
  restrictArguments: choose<string[] | null>([null, [], ['/S'], ['/S', '/D=C:\\x']]),
})

export const strange = (number: number): SettingInstance => ({
  '@odata.type': '#microsoft.graph.laterInstance',
  settingDefinitionId: `later_${number}`,
  laterProperty: { deep: [number, null, 'x'], 'a.b': {} },
})

/** Puts parts that this version does not know at any place of a list. */
export const scatter = (list: SettingInstance[], choose: Choose, number: number): void => {
  if (choose([true, false])) list.splice(choose([0, 1, 2, 99]), 0, strange(number))
}

export const groupOf = (settings: readonly Setting[]) =>
  settings.find(({ settingInstance }) => settingInstance.groupSettingCollectionValue)
    ?.settingInstance.groupSettingCollectionValue ?? []

export const rulesPolicyFrom = (choose: Choose): Setting[] => {
  const count = choose([1, 2, 3, 4])
  const settings = newRulesPolicySettings(Array.from({ length: count }, () => ruleFrom(choose)))
  for (const [index, value] of groupOf(settings).entries()) {
    if (choose([true, false])) value['laterMember'] = index
    for (const child of value.children) {
      const nested = child.choiceSettingValue?.children
      if (nested) scatter(nested, choose, 10 + index)
      if (choose([false, false, true])) child['auditRuleInformation'] = null
    }
    scatter(value.children, choose, index)
  }
  if (choose([true, false])) settings.unshift({ id: '0', settingInstance: strange(77), more: 1 })
  if (choose([true, false])) settings.push({ settingInstance: strange(78) })
  return settings
}
