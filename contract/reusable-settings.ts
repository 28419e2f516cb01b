import { DateTimeOffset, nullableText } from './odata.ts'
import { SettingInstance } from './settings.ts'
import { z } from './zod.ts'

export const certificateFileDefinitionId =
  'device_vendor_msft_policy_privilegemanagement_reusablesettings_certificatefile'

/** `settingInstance` is missing from lists unless `$select` names it (graph-contract 5). */
export const ReusablePolicySetting = z.looseObject({
  '@odata.type': z.string().optional(),
  '@odata.etag': z.string().optional(),
  id: z.string(),
  displayName: nullableText,
  description: nullableText,
  settingDefinitionId: nullableText,
  settingInstance: SettingInstance.optional(),
  createdDateTime: DateTimeOffset.optional(),
  lastModifiedDateTime: DateTimeOffset.optional(),
  version: z.number().int().optional(),
  referencingConfigurationPolicyCount: z.number().int().optional(),
})
export type ReusablePolicySetting = z.infer<typeof ReusablePolicySetting>
