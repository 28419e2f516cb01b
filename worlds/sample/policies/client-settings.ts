import type { ChoiceSettingValue, Setting, SettingInstance } from '#contract/settings.ts'
import { clientSettings } from '#domain/rules/definition-ids.ts'

const choiceValue = (value: string, children: SettingInstance[] = []): ChoiceSettingValue => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingValue',
  value,
  settingValueTemplateReference: null,
  children,
})
const choice = (id: string, value: string, children?: SettingInstance[]): SettingInstance => ({
  '@odata.type': '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance',
  settingDefinitionId: id,
  settingInstanceTemplateReference: null,
  choiceSettingValue: choiceValue(value, children),
})

/** The settings document of an enabled elevation settings policy that sends data (graph-contract 3). */
export const enabledClientSettings = (
  response: 'deny' | 'supportApproval',
  reportingScope: 'managed' | 'all',
): Setting[] => {
  const { enable, defaultResponse, sendData, reportingScope: scope } = clientSettings
  return [
    {
      '@odata.type': '#microsoft.graph.deviceManagementConfigurationSetting',
      settingInstance: {
        ...choice(enable.id, enable.on),
        settingInstanceTemplateReference: {
          settingInstanceTemplateId: '58a79a4b-ba9b-4923-a7a5-6dc1a9f638a4',
        },
        choiceSettingValue: {
          ...choiceValue(enable.on, [
            choice(defaultResponse.id, defaultResponse.options[response]),
            choice(sendData.id, sendData.on, [choice(scope.id, scope.options[reportingScope])]),
          ]),
          settingValueTemplateReference: {
            settingValueTemplateId: 'a13cc55c-307a-4962-aaec-20b832bf75c7',
            useTemplateDefault: false,
          },
        },
      },
    },
  ]
}
