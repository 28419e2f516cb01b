import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Setting } from '#contract/settings.ts'

import { newElevationSettings } from '../rules/elevation-settings-form.ts'
import { newRule, type RuleModel } from '../rules/rule-model.ts'
import { newElevationSettingsPolicySettings } from '../rules/write-elevation-settings.ts'
import { newRulesPolicySettings } from '../rules/write-rules.ts'
import { policyDifference, type PolicyVersion } from './difference.ts'

const rule = (name: string, more: Partial<RuleModel> = {}): RuleModel => ({
  ...newRule(),
  name,
  fileName: `${name}.exe`,
  fileHash: 'ab'.repeat(32),
  ...more,
})
const rules = (...all: RuleModel[]): PolicyVersion => ({ settings: newRulesPolicySettings(all) })
const one = rule('One')
const two = rule('Two')
const three = rule('Three')

describe('the difference between two versions of a policy', () => {
  it('is nothing for the same policy, in whatever order its members stand', () => {
    const version = { name: 'A', roleScopeTagIds: ['0', '1'], ...rules(one, two) }
    expect(policyDifference(version, structuredClone(version))).toEqual({
      header: [],
      settings: [],
      rules: [],
      reordered: false,
      assignments: { added: [], removed: [] },
      unknownChanged: false,
      same: true,
    })
    expect(policyDifference(version, { ...version, roleScopeTagIds: ['1', '0'] }).same).toBe(true)
    expect(policyDifference({ name: 'A' }, { settings: [] }).same).toBe(true)
  })

  it('names the header’s changes', () => {
    const before = { name: 'A', description: null, roleScopeTagIds: ['0'] }
    const after = { name: 'B', description: 'why', roleScopeTagIds: ['0', '1'] }
    const tags: Record<string, string> = { 0: 'Default' }
    expect(policyDifference(before, after, { scopeTag: (id) => tags[id] })).toMatchObject({
      header: [
        { label: 'Name', before: 'A', after: 'B' },
        { label: 'Description', before: '', after: 'why' },
        { label: 'Scope tags', before: 'Default', after: 'Default\n1' },
      ],
      same: false,
    })
  })

  it('tells added, removed and changed rules, in the words of the editor', () => {
    const changed = {
      ...two,
      elevationType: 'automatic' as const,
      restrictArguments: ['/a', '/b'],
    }
    const found = policyDifference(rules(one, two), rules(changed, three))
    expect(found.rules).toMatchObject([
      {
        kind: 'changed',
        name: 'Two',
        changes: [
          { label: 'Elevation type', before: 'User confirmed', after: 'Automatic' },
          { label: 'Restrict arguments', before: 'Not configured', after: 'Allow list' },
          { label: 'Argument', before: '', after: '/a\n/b' },
          { label: 'Validation', before: 'Not configured', after: '' },
        ],
        unknownChanged: false,
      },
      { kind: 'added', name: 'Three' },
      { kind: 'removed', name: 'One' },
    ])
    expect(found.unknownChanged).toBe(false)
  })

  it('knows a rule under its new name, the order, and two rules of one name', () => {
    const renamed = policyDifference(rules(one, two), rules({ ...one, name: 'New' }, two))
    expect(renamed.rules).toEqual([
      {
        kind: 'changed',
        name: 'One',
        changes: [{ label: 'Rule name', before: 'One', after: 'New' }],
        unknownChanged: false,
      },
    ])
    const turned = policyDifference(rules(one, two, three), rules(two, one, three))
    expect(turned).toMatchObject({ rules: [], reordered: true, same: false })
    const twice = policyDifference(rules(one, rule('One', { fileName: 'b.exe' })), rules(one))
    expect(twice.rules).toMatchObject([{ kind: 'removed', name: 'One' }])
  })

  it('sees another certificate behind the same words', () => {
    const upload = (certificate: string): RuleModel =>
      rule('One', {
        signatureSource: {
          kind: 'uploadedCertificate',
          certificate,
          certificateType: 'publisher',
        },
      })
    const reusable = (settingId: string): RuleModel =>
      rule('One', {
        signatureSource: { kind: 'reusableSetting', settingId, certificateType: 'publisher' },
      })
    expect(policyDifference(rules(upload('AAAA')), rules(upload('BBBB'))).rules).toMatchObject([
      { changes: [{ label: 'File upload' }] },
    ])
    const names = { reusableSetting: () => 'Contoso' }
    expect(policyDifference(rules(reusable('x')), rules(reusable('y')), names).rules).toMatchObject(
      [{ changes: [{ label: 'Certificate', before: 'x', after: 'y' }] }],
    )
    const words = policyDifference(rules(one), rules({ ...one, description: 'Not configured' }))
    expect(words.rules).toMatchObject([{ kind: 'changed', changes: [{ label: 'description' }] }])
  })

  it('tells parts that this console does not know, in a rule and beside the rules', () => {
    const before = rules(one)
    const strange = { '@odata.type': '#later', settingDefinitionId: 'later', deep: { a: 1, b: 2 } }
    const inRule = structuredClone(before)
    const children = (version: PolicyVersion) =>
      version.settings?.[0]?.settingInstance.groupSettingCollectionValue?.[0]?.children ?? []
    children(inRule).unshift(strange)
    expect(policyDifference(before, inRule)).toMatchObject({
      rules: [{ name: 'One', changes: [], unknownChanged: true }],
      unknownChanged: false,
      same: false,
    })
    const other = structuredClone(inRule)
    children(other)[0] = { ...strange, deep: { b: 2, a: 1 } }
    children(other).reverse()
    expect(policyDifference(inRule, other).same).toBe(true)
    const beside: Setting[] = [...(before.settings ?? []), { settingInstance: strange }]
    expect(policyDifference(before, { settings: beside })).toMatchObject({
      rules: [],
      unknownChanged: true,
    })
  })

  it('tells elevation settings and assignments', () => {
    const settings = (more: object): PolicyVersion => ({
      settings: newElevationSettingsPolicySettings({ ...newElevationSettings(), ...more }),
    })
    expect(policyDifference(settings({}), settings({ defaultResponse: 'deny' })).settings).toEqual([
      { label: 'Default elevation response', before: 'Not configured', after: 'Deny all requests' },
    ])
    const group = (groupId: string) => ({
      target: { '@odata.type': '#microsoft.graph.groupAssignmentTarget', groupId },
    })
    expect(
      policyDifference(
        { assignments: [group('a'), group('b')] },
        { assignments: [group('B'), group('c')] },
      ).assignments,
    ).toEqual({ added: [group('c').target], removed: [group('a').target] })
  })

  it('is empty exactly when nothing a person chose differs', () => {
    const text = fc.constantFrom('', 'abc', 'Not configured')
    const any = fc.record({
      name: fc.constantFrom('One', 'Two'),
      description: text,
      filePath: text,
      productName: text,
      restrictArguments: fc.option(fc.array(text, { maxLength: 2 })),
      childProcessBehavior: fc.constantFrom<RuleModel['childProcessBehavior']>('allowAll', null),
    })
    fc.assert(
      fc.property(any, any, (before, after) => {
        const was = { ...newRule(), ...before }
        const now = { ...newRule(), ...after }
        const equal = JSON.stringify(was) === JSON.stringify(now)
        expect(policyDifference(rules(was), rules(now)).same).toBe(equal)
      }),
      { numRuns: 500 },
    )
  })
})
