import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Setting, SettingInstance } from '#contract/settings.ts'

import { attributes, clientSettings } from './definition-ids.ts'
import { type ElevationSettings, readElevationSettings } from './elevation-settings.ts'
import { readRules } from './read-rules.ts'
import {
  childProcessBehaviors,
  elevationTypes,
  newRule,
  type RuleModel,
  type SignatureSource,
  validations,
} from './rule-model.ts'
import {
  newElevationSettingsPolicySettings,
  writeElevationSettings,
} from './write-elevation-settings.ts'
import { newRulesPolicySettings, writeRules } from './write-rules.ts'

/**
 * Policies made from bytes, which is quick enough for thousands: each byte is one choice. Read, edit one field, write:
 * everything but that field's own setting is the same text as before.
 */
type Choose = <Value>(values: readonly Value[]) => Value

const chooser = (bytes: Uint8Array): Choose => {
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

const strange = (number: number): SettingInstance => ({
  '@odata.type': '#microsoft.graph.laterInstance',
  settingDefinitionId: `later_${number}`,
  laterProperty: { deep: [number, null, 'x'], 'a.b': {} },
})

/** Puts parts that this version does not know at any place of a list. */
const scatter = (list: SettingInstance[], choose: Choose, number: number): void => {
  if (choose([true, false])) list.splice(choose([0, 1, 2, 99]), 0, strange(number))
}

const groupOf = (settings: readonly Setting[]) =>
  settings.find(({ settingInstance }) => settingInstance.groupSettingCollectionValue)
    ?.settingInstance.groupSettingCollectionValue ?? []

const rulesPolicyFrom = (choose: Choose): Setting[] => {
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

/** One field, another value for it, and the only setting that may change with it. */
const edits: (readonly [keyof typeof attributes, (rule: RuleModel) => Partial<RuleModel>])[] = [
  ...(
    [
      'name',
      'description',
      'fileName',
      'filePath',
      'fileHash',
      'minimumVersion',
      'fileDescription',
      'productName',
      'internalName',
    ] as const
  ).map(
    (field) =>
      [
        field,
        (rule: RuleModel): Partial<RuleModel> => ({ [field]: rule[field] === 'abc' ? '' : 'abc' }),
      ] as const,
  ),
  [
    'elevationType',
    ({ elevationType }) => ({
      elevationType: elevationType === 'automatic' ? 'deny' : 'automatic',
      validation: [],
    }),
  ],
  [
    'childProcessBehavior',
    ({ childProcessBehavior }) => ({
      childProcessBehavior: childProcessBehavior === null ? 'denyAll' : null,
    }),
  ],
  [
    'signatureSource',
    () => ({
      signatureSource: {
        kind: 'uploadedCertificate',
        certificate: 'MIIC',
        certificateType: 'publisher',
      },
    }),
  ],
  ['arguments', () => ({ restrictArguments: ['/changed'] })],
]

const without = (children: readonly SettingInstance[], id: string): string =>
  JSON.stringify(children.filter(({ settingDefinitionId }) => settingDefinitionId !== id))

const othersOf = (settings: readonly Setting[]): string =>
  JSON.stringify(settings.filter(({ settingInstance: each }) => !each.groupSettingCollectionValue))

const policies = 10_000

describe('generated policies', () => {
  it('of rules keep everything that was not edited', () => {
    let judged = 0
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 97, maxLength: 97 }),
        fc.nat(3),
        fc.nat(edits.length - 1),
        (bytes, place, which) => {
          const before = rulesPolicyFrom(chooser(bytes))
          const text = JSON.stringify(before)
          const rules = readRules(before)
          const index = place % rules.length
          const [field, edit] = edits[which] ?? ['name', () => ({ name: 'abc' })]
          const edited = rules.map((rule, at) => (at === index ? { ...rule, ...edit(rule) } : rule))
          const after = writeRules(before, edited)

          expect(JSON.stringify(before)).toBe(text)
          expect(othersOf(after)).toBe(othersOf(before))
          const was = groupOf(before)
          const now = groupOf(after)
          expect(now).toHaveLength(was.length)
          for (const [at, value] of was.entries()) {
            const written = now[at]
            if (at !== index) expect(JSON.stringify(written)).toBe(JSON.stringify(value))
            else {
              const { id } = attributes[field]
              expect(without(written?.children ?? [], id)).toBe(without(value.children, id))
              expect(written?.['laterMember']).toBe(value['laterMember'])
            }
          }
          const read = { ...readRules(after)[index], original: null }
          expect(read).toEqual({ ...edited[index], original: null })
          judged += 1
        },
      ),
      { numRuns: policies },
    )
    console.info(`Generated rules policies read, edited and written: ${judged}`)
  })

  it('of settings keep everything that was not edited', () => {
    const settingsFrom = (choose: Choose): ElevationSettings => ({
      enabled: true,
      defaultResponse: choose(['deny', 'userConfirmation', 'supportApproval', null]),
      validation: choose([[], [validations[0]], [...validations]]),
      sendData: choose([true, false, null]),
      reportingScope: choose(['all', 'managed', 'diagnosticOnly', null]),
      detectElevations: choose([true, false, null]),
    })
    const fields: readonly [{ id: string }, Partial<ElevationSettings>][] = [
      [clientSettings.defaultResponse, { defaultResponse: 'supportApproval', validation: [] }],
      [clientSettings.sendData, { sendData: false, reportingScope: null }],
      [clientSettings.detect, { detectElevations: true }],
    ]
    const childrenOf = (settings: readonly Setting[]): SettingInstance[] =>
      settings.find(({ settingInstance }) => settingInstance.choiceSettingValue)?.settingInstance
        .choiceSettingValue?.children ?? []
    let judged = 0
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 31, maxLength: 31 }),
        fc.nat(fields.length - 1),
        (bytes, which) => {
          const choose = chooser(bytes)
          const before = newElevationSettingsPolicySettings(settingsFrom(choose))
          const [root] = before
          for (const child of childrenOf(before)) {
            scatter(child.choiceSettingValue?.children ?? [], choose, 1)
          }
          scatter(childrenOf(before), choose, 2)
          if (root && choose([true, false])) root.settingInstance['laterMember'] = [1]
          if (choose([true, false])) before.unshift({ settingInstance: strange(3) })
          const text = JSON.stringify(before)
          const read = readElevationSettings(before)
          if (!read) throw new Error('no settings')
          expect(JSON.stringify(writeElevationSettings(before, read))).toBe(text)

          const [definition, change] = fields[which] ?? [clientSettings.detect, {}]
          const after = writeElevationSettings(before, { ...read, ...change })
          expect(without(childrenOf(after), definition.id)).toBe(
            without(childrenOf(before), definition.id),
          )
          const hollow = (settings: readonly Setting[]): string =>
            JSON.stringify(settings, (key, value: unknown) => (key === 'children' ? [] : value))
          expect(hollow(after)).toBe(hollow(before))
          expect(readElevationSettings(after)).toEqual({ ...read, ...change })
          judged += 1
        },
      ),
      { numRuns: policies },
    )
    console.info(`Generated settings policies read, edited and written: ${judged}`)
  })
})
