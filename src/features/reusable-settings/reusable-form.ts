import {
  certificateFileDefinitionId,
  type ReusablePolicySetting,
  type ReusablePolicySettingBody,
} from '#contract/reusable-settings.ts'
import { z } from '#contract/zod.ts'
import { basicsErrors, type Basics } from '#src/ui/form/basics.ts'

import { certificateTextOf } from './certificate-query.ts'

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

/** In the words of the shared form: a reusable setting calls its name `displayName`. */
export const basicsOf = ({ displayName, description }: ReusableForm): Basics => ({
  name: displayName,
  description,
})

/** What stops saving, in words. */
export const basicsProblems = (form: ReusableForm): string[] =>
  Object.values(basicsErrors(basicsOf(form)))

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
