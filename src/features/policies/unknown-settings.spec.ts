import { describe, expect, it } from 'vitest'

import type { Setting, SettingInstance } from '#contract/settings.ts'
import { attributes, clientSettings } from '#domain/rules/definition-ids.ts'
import { newRule } from '#domain/rules/rule-model.ts'
import { newRulesPolicySettings } from '#domain/rules/write-rules.ts'

import { unknownInRule, unknownSettings } from './unknown-settings.ts'

const instance = (settingDefinitionId: string, children: SettingInstance[] = []) => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
  settingDefinitionId,
  choiceSettingValue: { value: `${settingDefinitionId}_1`, children },
})
const settingsOf = (...instances: SettingInstance[]): Setting[] =>
  instances.map((settingInstance) => ({ settingInstance }))

const rules = () => newRulesPolicySettings([{ ...newRule(), name: 'One', fileName: 'one.exe' }])

describe('settings this console does not know', () => {
  it('are none in the documents it writes', () => {
    expect(unknownSettings('rules', rules())).toEqual([])
    expect(
      unknownSettings(
        'settings',
        settingsOf(instance(clientSettings.enable.id, [instance(clientSettings.sendData.id)])),
      ),
    ).toEqual([])
  })

  it('are counted beside the rules, inside a rule and below a choice', () => {
    const settings = rules()
    const rule = settings[0]?.settingInstance.groupSettingCollectionValue?.[0]
    rule?.children.push(
      instance('vendor_new_field', [instance('vendor_below_new_field')]),
      instance(attributes.arguments.id, [instance('vendor_argument_option')]),
    )
    expect(unknownInRule(rule?.children ?? []).map((one) => one.settingDefinitionId)).toEqual([
      'vendor_new_field',
      'vendor_argument_option',
    ])
    const all = unknownSettings('rules', [...settings, ...settingsOf(instance('vendor_root'))])
    expect(all.map((one) => one.settingDefinitionId)).toEqual([
      'vendor_new_field',
      'vendor_argument_option',
      'vendor_root',
    ])
  })

  it('are all of them when the kind of policy is unknown', () => {
    expect(unknownSettings('unknown', rules())).toHaveLength(1)
  })
})
