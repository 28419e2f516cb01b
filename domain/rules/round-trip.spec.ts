import { existsSync, readdirSync, readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Setting, SettingInstance } from '#contract/settings.ts'

import { attributes, ruleGroupId, ruleOptions } from './definition-ids.ts'
import { readElevationSettings } from './elevation-settings.ts'
import { readRules } from './read-rules.ts'
import { newRule, type RuleModel } from './rule-model.ts'
import { appendRule, newRulesPolicySettings, writeRules } from './write-rules.ts'

const folder = new URL('../../../shared/fixtures/graph/', import.meta.url)
const present = existsSync(folder)
if (!present) console.info('Graph fixtures are not here: their round trip is skipped.')

const files = present ? readdirSync(folder) : []
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8')
const policies = files
  .filter((file) => /^policy-(rules|settings)\./.test(file))
  .map((file) => [file, read(file)] as const)
const reusable = files.filter((file) => file.startsWith('reusablePolicySetting.'))
const settingsOf = (text: string): Setting[] =>
  (JSON.parse(text) as { settings: Setting[] }).settings

const children = (settings: Setting[], index: number): SettingInstance[] => {
  const group = settings.find(({ settingInstance }) =>
    settingInstance.settingDefinitionId.endsWith('{elevationrulename}'),
  )
  return group?.settingInstance.groupSettingCollectionValue?.[index]?.children ?? []
}
const child = (settings: Setting[], index: number, { id }: { id: string }) =>
  children(settings, index).find(({ settingDefinitionId }) => settingDefinitionId === id)

const fullRule: RuleModel = {
  ...newRule(),
  name: 'Install 7-Zip',
  description: 'Asked for by the service desk',
  elevationType: 'userConfirmed',
  validation: ['businessJustification', 'windowsAuthentication'],
  childProcessBehavior: 'denyAll',
  fileName: '7z-setup.exe',
  filePath: 'C:\\Program Files\\Setup',
  signatureSource: {
    kind: 'reusableSetting',
    settingId: '44444444-4444-4444-4444-444444444444',
    certificateType: 'publisher',
  },
  fileHash: 'AB'.repeat(32),
  minimumVersion: '1.2.3.4',
  fileDescription: '7-Zip installer',
  productName: '7-Zip',
  internalName: '7zipInstall',
  restrictArguments: ['/S', '/D=C:\\Tools'],
}

describe.skipIf(!present)('a fixture policy', () => {
  const isRules = (text: string) => text.includes(ruleGroupId)

  it.each(policies.filter(([, text]) => isRules(text)))('%s comes back unchanged', (_, text) => {
    const settings = settingsOf(text)
    const before = JSON.stringify(settings)
    const rules = readRules(settings)
    expect(rules.length).toBeGreaterThan(0)
    // Through a form the models are clones, not the same objects.
    for (const same of [rules, structuredClone(rules)]) {
      const written = writeRules(settings, same)
      expect(written).toEqual(settingsOf(text))
      expect(JSON.stringify(written)).toBe(before)
    }
    expect(JSON.stringify(settings)).toBe(before)
  })

  it.each([
    ...policies
      .filter(([, text]) => !isRules(text))
      .map(([file, text]) => [file, settingsOf(text)]),
    ...reusable.map((file) => [file, [JSON.parse(read(file)) as Setting]]),
  ] as [string, Setting[]][])('%s has no rules and comes back unchanged', (_, settings) => {
    const before = JSON.stringify(settings)
    const rules = readRules(settings)
    expect(rules).toEqual([])
    expect(JSON.stringify(writeRules(settings, rules))).toBe(before)
  })

  it.each(policies.filter(([, text]) => !isRules(text)))('%s is read as settings', (_, text) => {
    expect(readElevationSettings(settingsOf(text))).toEqual({
      enabled: true,
      defaultResponse: 'userConfirmation',
      validation: ['businessJustification'],
      sendData: true,
      reportingScope: 'all',
      detectElevations: true,
    })
  })

  const six = () => settingsOf(policies.find(([file]) => file.includes('six-rules'))?.[1] ?? '')

  it('reads six rules with the words of the product', () => {
    const rules = readRules(six())
    expect(rules.map(({ elevationType }) => elevationType)).toEqual([
      'automatic',
      'automatic',
      'userConfirmed',
      'userConfirmed',
      'supportApproved',
      'automatic',
    ])
    expect(rules[2]?.validation).toEqual(['windowsAuthentication'])
    expect(rules[3]?.validation).toEqual(['businessJustification'])
    expect(rules[4]?.childProcessBehavior).toBe('denyAll')
    expect(rules[5]?.childProcessBehavior).toBeNull()
    expect(rules[2]?.name).toBe('Microsoft Management Console  User Approved with Authentication ')
  })

  it('changes only what was changed', () => {
    const settings = six()
    const [first, ...rest] = readRules(settings)
    if (!first) throw new Error('no rule')
    const written = writeRules(settings, [{ ...first, fileHash: 'ab'.repeat(32) }, ...rest])
    const expected = JSON.stringify(settings).replace('"value":""', `"value":"${'ab'.repeat(32)}"`)
    expect(JSON.stringify(written)).toBe(expected)
  })

  it('moves the template references to the rule that takes the first place', () => {
    const settings = six()
    const written = writeRules(settings, readRules(settings).slice(1))
    expect(child(written, 0, attributes.fileName)).toMatchObject({
      settingInstanceTemplateReference: {
        settingInstanceTemplateId: '0c1ceb2b-bbd4-46d4-9ba5-9ee7abe1f094',
      },
      simpleSettingValue: {
        value: 'Conhost.exe',
        settingValueTemplateReference: {
          settingValueTemplateId: 'a165327c-f0e5-4c7d-9af1-d856b02191f7',
        },
      },
    })
    expect(JSON.stringify(children(written, 1))).toBe(JSON.stringify(children(settings, 2)))

    const turned = writeRules(settings, readRules(settings).toReversed())
    expect(JSON.stringify(children(turned, 5))).not.toContain('TemplateId')
    expect(readRules(turned).map(({ fileName }) => fileName)).toEqual(
      readRules(settings)
        .map(({ fileName }) => fileName)
        .toReversed(),
    )
  })

  it('appends a rule and leaves every other byte alone', () => {
    const settings = six()
    const written = appendRule(settings, fullRule)
    const group = (all: Setting[]) => all[0]?.settingInstance.groupSettingCollectionValue ?? []
    expect(group(written)).toHaveLength(7)
    expect(JSON.stringify(group(written).slice(0, 6))).toBe(JSON.stringify(group(settings)))
    expect(JSON.stringify(children(written, 6))).not.toContain('TemplateId')
    expect(readRules(written)[6]).toEqual({ ...fullRule, original: group(written)[6] })
  })
})

describe('a rule that the console writes', () => {
  it('has the bytes of a Graph document', () => {
    const [setting] = newRulesPolicySettings([fullRule, fullRule])
    expect(setting?.['@odata.type']).toBe('#microsoft.graph.deviceManagementConfigurationSetting')
    expect(setting?.settingInstance.settingInstanceTemplateReference).toEqual({
      settingInstanceTemplateId: 'ee3d2e5f-6b3d-4cb1-af9b-37b02d3dbae2',
    })
    const written = newRulesPolicySettings([fullRule, fullRule])
    const prefix =
      'device_vendor_msft_policy_privilegemanagement_elevationrules_{elevationrulename}'
    expect(JSON.stringify(child(written, 0, attributes.fileName))).toBe(
      '{"@odata.type":"#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance",' +
        `"settingDefinitionId":"${prefix}_filename",` +
        '"settingInstanceTemplateReference":{"settingInstanceTemplateId":"0c1ceb2b-bbd4-46d4-9ba5-9ee7abe1f094"},' +
        '"simpleSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationStringSettingValue",' +
        '"value":"7z-setup.exe","settingValueTemplateReference":' +
        '{"settingValueTemplateId":"a165327c-f0e5-4c7d-9af1-d856b02191f7","useTemplateDefault":false}}}',
    )
    expect(JSON.stringify(child(written, 1, attributes.childProcessBehavior))).toBe(
      '{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance",' +
        `"settingDefinitionId":"${prefix}_childprocessbehavior",` +
        '"choiceSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingValue",' +
        `"value":"${prefix}_deny","children":[]}}`,
    )
    expect(child(written, 1, attributes.fileName)).toMatchObject({
      settingInstanceTemplateReference: null,
      simpleSettingValue: { settingValueTemplateReference: null },
    })
  })

  it('keeps justification and authentication apart in both kinds of validation', () => {
    const both = ['businessJustification', 'windowsAuthentication'] as const
    for (const elevationType of ['userConfirmed', 'currentUser'] as const) {
      for (const validation of [[both[0]], [both[1]], [...both]]) {
        const written = newRulesPolicySettings([{ ...fullRule, elevationType, validation }])
        expect(readRules(written)[0]?.validation).toEqual(validation)
      }
    }
    const [setting] = newRulesPolicySettings([
      { ...fullRule, elevationType: 'currentUser', validation: ['windowsAuthentication'] },
    ])
    expect(JSON.stringify(setting)).toContain('_ruletype_userconfirmeduservalidation_0"')
    expect(JSON.stringify(setting)).not.toContain('_ruletype_userconfirmeduservalidation_2')
  })

  const text = fc.string({ maxLength: 12 })
  const certificateType = fc.constantFrom('publisher', 'certificateAuthority', null)
  const anyRule: fc.Arbitrary<RuleModel> = fc.record({
    name: text,
    description: text,
    elevationType: fc.constantFrom(
      'userConfirmed',
      'automatic',
      'supportApproved',
      'deny',
      'currentUser',
      { unknown: 'x_later' },
    ),
    validation: fc.constantFrom([], ['businessJustification'], ['windowsAuthentication']),
    childProcessBehavior: fc.constantFrom('requireRule', 'allowAll', 'denyAll', null, {
      unknown: 'y_later',
    }),
    fileName: text,
    filePath: text,
    signatureSource: fc.oneof(
      fc.constant({ kind: 'notConfigured' as const }),
      fc.constant({ kind: 'unknown' as const, unknown: 'z_later' }),
      fc.record({ kind: fc.constant('reusableSetting'), settingId: text, certificateType }),
      fc.record({ kind: fc.constant('uploadedCertificate'), certificate: text, certificateType }),
    ),
    fileHash: text,
    minimumVersion: text,
    fileDescription: text,
    productName: text,
    internalName: text,
    restrictArguments: fc.option(fc.array(text, { maxLength: 3 })),
    original: fc.constant(null),
  }) as never
  /** Validation has a place only below two of the types. */
  const asStored = (rule: RuleModel) => ({
    ...rule,
    original: null,
    validation:
      rule.elevationType === 'userConfirmed' || rule.elevationType === 'currentUser'
        ? rule.validation
        : [],
  })

  it('reads back what it wrote, and any rule can become any other by editing', () => {
    fc.assert(
      fc.property(anyRule, anyRule, anyRule, (one, other, last) => {
        const settings = newRulesPolicySettings([one, last])
        const rules = readRules(settings)
        expect(rules.map(asStored)).toEqual([one, last].map(asStored))
        expect(JSON.stringify(writeRules(settings, rules))).toBe(JSON.stringify(settings))
        const edited = writeRules(settings, [
          { ...other, original: rules[0]?.original ?? null },
          ...rules.slice(1),
        ])
        expect(readRules(edited).map(asStored)).toEqual([other, last].map(asStored))
      }),
    )
  })
})

describe('what this version does not know', () => {
  const strange: SettingInstance = {
    '@odata.type': '#microsoft.graph.laterInstance',
    settingDefinitionId: 'later_setting',
    laterProperty: { deep: [1, null, 'x'] },
  }
  const settings = (): Setting[] => {
    const written = newRulesPolicySettings([fullRule])
    children(written, 0).splice(2, 0, strange)
    return [{ id: '0', settingInstance: strange, more: true }, ...written]
  }

  it('survives an edit of a neighbour, in its place', () => {
    const before = settings()
    const rules = readRules(before).map((rule) => ({ ...rule, productName: 'Renamed' }))
    const written = writeRules(before, rules)
    expect(JSON.stringify(written)).toBe(JSON.stringify(before).replace('"7-Zip"', '"Renamed"'))
  })

  it('survives in a validation list whose known options change', () => {
    const before = newRulesPolicySettings([fullRule])
    const type = child(before, 0, attributes.elevationType)
    const list = type?.choiceSettingValue?.children?.[0]?.choiceSettingCollectionValue
    list?.push({ value: 'later_validation' })
    const written = writeRules(
      before,
      readRules(before).map((rule) => ({ ...rule, validation: ['windowsAuthentication'] })),
    )
    const after = child(written, 0, attributes.elevationType)?.choiceSettingValue?.children?.[0]
    expect(after?.choiceSettingCollectionValue?.map(({ value }) => value)).toEqual([
      ruleOptions.userConfirmedValidation.windowsAuthentication,
      'later_validation',
    ])
  })

  it('never reads a restricted rule as unrestricted', () => {
    const before = newRulesPolicySettings([fullRule])
    const restrict = child(before, 0, attributes.arguments)
    if (restrict?.choiceSettingValue) restrict.choiceSettingValue.children = [strange]
    expect(readRules(before)[0]?.restrictArguments).toEqual([])
  })

  it('adds a rule group to a policy that has none and keeps the rest', () => {
    const [other] = settings()
    if (!other) throw new Error('no setting')
    expect(appendRule([other], fullRule)).toEqual([other, ...newRulesPolicySettings([fullRule])])
  })
})
