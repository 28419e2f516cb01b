import {
  certificateFileDefinitionId,
  type ReusablePolicySetting,
  type ReusablePolicySettingBody,
} from '#contract/reusable-settings.ts'
import { z } from '#contract/zod.ts'

import { certificateTextOf } from './certificate-query.ts'

export const longestName = 200
export const longestDescription = 1000

/** What is typed; checked by `basicsProblems` and by reading the certificate. */
export const ReusableForm = z.object({
  displayName: z.string(),
  description: z.string(),
  certificate: z.string(),
})
export type ReusableForm = z.infer<typeof ReusableForm>

export const emptyForm = (): ReusableForm => ({ displayName: '', description: '', certificate: '' })

export const formOf = (setting: ReusablePolicySetting): ReusableForm => ({
  displayName: setting.displayName ?? '',
  description: setting.description ?? '',
  certificate: certificateTextOf(setting),
})

type Problems = { displayName?: string; description?: string }

export const basicsProblems = ({ displayName, description }: ReusableForm): Problems => ({
  ...(displayName.trim() === ''
    ? { displayName: 'Enter a name.' }
    : displayName.length > longestName
      ? { displayName: `A name has at most ${longestName} characters.` }
      : {}),
  ...(description.length > longestDescription
    ? {
        description: `A description has at most ${longestDescription.toLocaleString('en')} characters.`,
      }
    : {}),
})

const instanceType = '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance'
const stringType = '#microsoft.graph.deviceManagementConfigurationStringSettingValue'

/** `pem` is the certificate of the form, read and written anew: nothing around it is sent. */
export const toBody = (form: ReusableForm, pem: string): ReusablePolicySettingBody => ({
  displayName: form.displayName,
  description: form.description,
  settingDefinitionId: certificateFileDefinitionId,
  settingInstance: {
    '@odata.type': instanceType,
    settingDefinitionId: certificateFileDefinitionId,
    simpleSettingValue: { '@odata.type': stringType, value: pem },
  },
})
