import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Setting, SettingInstance } from '#contract/settings.ts'

import { attributes, clientSettings } from './definition-ids.ts'
import { type ElevationSettings, readElevationSettings } from './elevation-settings.ts'
import {
  type Choose,
  chooser,
  strange,
  scatter,
  groupOf,
  rulesPolicyFrom,
} from './generated-policies.spec-helper.ts'
import { readRules } from './read-rules.ts'
import { type RuleModel, validations } from './rule-model.ts'
import {
  newElevationSettingsPolicySettings,
  writeElevationSettings,
} from './write-elevation-settings.ts'
import { writeRules } from './write-rules.ts'

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
