import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { newElevationSettings } from '../rules/elevation-settings-form.ts'
import { newRule } from '../rules/rule-model.ts'
import { newElevationSettingsPolicySettings } from '../rules/write-elevation-settings.ts'
import { newRulesPolicySettings } from '../rules/write-rules.ts'
import { policyDifference } from './difference.ts'
import {
  documentsIn,
  policyDocument,
  recognizeDocument,
  reusableSettingDocument,
} from './interchange.ts'
import { reusableSettingIdsOf, withReusableSettings } from './references.ts'

const folder = new URL('../../../shared/fixtures/graph/', import.meta.url)
const present = existsSync(folder)
if (!present) console.info('Graph fixtures are not here: their recognition is skipped.')
const files = present ? readdirSync(folder).filter((file) => file.endsWith('.json')) : []
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))

const header = {
  name: 'Policy',
  description: null,
  technologies: 'endpointPrivilegeManagement',
  roleScopeTagIds: ['0'],
  templateReference: { templateId: 'cff02aad-51b1-498d-83ad-81161a393f56_1' },
}
const rule = {
  ...newRule(),
  name: 'One',
  signatureSource: {
    kind: 'reusableSetting' as const,
    settingId: 'here',
    certificateType: 'publisher' as const,
  },
}

describe.skipIf(!present)('the fixtures', () => {
  it('are recognised, and nothing else is', () => {
    const kinds = files.map((file) => [file, recognizeDocument(read(file)).kind])
    const expected = files.map((file) => [
      file,
      file.startsWith('policy-')
        ? 'policy'
        : file.startsWith('reusablePolicySetting.')
          ? 'reusableSetting'
          : 'unknown',
    ])
    expect(kinds).toEqual(expected)
  })

  it('keep every choice and their very bytes', () => {
    for (const file of files.filter((name) => name.startsWith('policy-'))) {
      const found = recognizeDocument(read(file))
      if (found.kind !== 'policy') throw new Error(file)
      const source = read(file) as Parameters<typeof policyDifference>[0]
      expect(JSON.stringify(found.document.settings)).toBe(JSON.stringify(source.settings))
      expect(policyDifference(source, found.document).same).toBe(true)
    }
  })
})

describe('the normal form', () => {
  const settings = newRulesPolicySettings([rule])

  it('leaves out what belongs to one tenant and one read', () => {
    const [first] = settings
    const asRead = [
      {
        id: '0',
        ...first,
        'settingDefinitions@odata.context': 'x',
        settingDefinitions: [],
        settingInstance: { ...first?.settingInstance, auditRuleInformation: null },
      },
    ] as unknown as typeof settings
    const policy = { ...header, id: 'x', isAssigned: true }
    const document = policyDocument(policy, asRead)
    expect(JSON.stringify(document)).toBe(JSON.stringify(policyDocument(header, settings)))
    expect(Object.keys(document)).toEqual([
      'name',
      'description',
      'platforms',
      'technologies',
      'roleScopeTagIds',
      'templateReference',
      'settings',
    ])
  })

  it('is recognised again, both profiles', () => {
    expect(recognizeDocument(policyDocument(header, settings))).toMatchObject({
      kind: 'policy',
      profile: 'rules',
      passedOver: [],
    })
    const elevation = {
      ...header,
      technologies: 'mdm,endpointPrivilegeManagement',
      templateReference: { templateId: 'e7dcaba4-959b-46ed-88f0-16ba39b14fd8_2' },
    }
    const model = newElevationSettingsPolicySettings(newElevationSettings())
    expect(recognizeDocument(policyDocument(elevation, model))).toMatchObject({
      profile: 'settings',
    })
  })

  it('of a reusable setting keeps the id that rules name', () => {
    const value = {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance',
      settingDefinitionId:
        'device_vendor_msft_policy_privilegemanagement_reusablesettings_certificatefile',
      simpleSettingValue: { '@odata.type': '#x', value: 'MIIB' },
    }
    const setting = { id: 'x', displayName: 'C', version: 2, settingInstance: value }
    const document = reusableSettingDocument(setting)
    expect(document).toEqual({
      id: 'x',
      displayName: 'C',
      description: '',
      settingDefinitionId: value.settingDefinitionId,
      settingInstance: value,
    })
    expect(recognizeDocument(document)).toMatchObject({ kind: 'reusableSetting', document })
    expect(reusableSettingDocument({ id: 'x', displayName: 'C' })).toBeNull()
  })
})

describe('other documents', () => {
  it.each<[string, unknown, RegExp]>([
    ['text', 'x', /not an object/],
    ['null', null, /not an object/],
    ['another object', { a: 1 }, /neither/],
    ['another policy', { settings: [], templateReference: { templateId: 'x_1' } }, /not one of/],
    ['no template', { settings: [], templateReference: null }, /not one of/],
    ['no settings', { ...policyDocument(header, []) }, /^settings/],
    [
      'another platform',
      { ...policyDocument(header, newRulesPolicySettings([rule])), platforms: 'macOS' },
      /^platforms/,
    ],
    [
      'another reusable setting',
      { settingInstance: {}, settingDefinitionId: 'firewall' },
      /not a certificate/,
    ],
    [
      'a reusable setting without a value',
      {
        settingDefinitionId:
          'device_vendor_msft_policy_privilegemanagement_reusablesettings_certificatefile',
      },
      /name is missing/,
    ],
  ])('%s is refused with its reason', (_, value, reason) => {
    const found = recognizeDocument(value)
    expect(found.kind === 'unknown' ? found.reasons[0] : found.kind).toMatch(reason)
  })

  it('come alone, in a list or as the answer of a list call', () => {
    expect(documentsIn({ a: 1 })).toEqual([{ a: 1 }])
    expect(documentsIn([1, 2])).toEqual([1, 2])
    expect(documentsIn({ '@odata.context': 'x', value: [1] })).toEqual([1])
    expect(documentsIn({ value: [1], settings: [] })).toHaveLength(1)
  })
})

describe('references to reusable settings', () => {
  it('are listed once and can be turned to those of another tenant', () => {
    const settings = newRulesPolicySettings([rule, { ...rule, name: 'Two' }])
    expect(reusableSettingIdsOf(settings)).toEqual(['here'])
    const moved = withReusableSettings(settings, (id) => (id === 'here' ? 'there' : undefined))
    expect(JSON.stringify(moved)).toBe(JSON.stringify(settings).replaceAll('"here"', '"there"'))
    expect(JSON.stringify(withReusableSettings(settings, () => undefined))).toBe(
      JSON.stringify(settings),
    )
  })
})
