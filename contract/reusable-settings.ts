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

/** R27: the largest body that may carry a certificate, in bytes. */
export const certificateBodyLimit = 256 * 1024

const writable = {
  '@odata.type': z.string().optional(),
  displayName: z.string().min(1).max(200).regex(/\S/),
  description: z.string().max(1000).nullish(),
  settingDefinitionId: z.literal(certificateFileDefinitionId),
  settingInstance: SettingInstance,
}

/** POST: a certificate in DER as base64, or as PEM. The service reads it itself; nothing about it can be claimed. */
export const ReusablePolicySettingBody = z.strictObject(writable)
export type ReusablePolicySettingBody = z.infer<typeof ReusablePolicySettingBody>

/** PATCH changes what it names, for every policy that uses the setting. */
export const ReusablePolicySettingPatch = z
  .strictObject(writable)
  .partial()
  .refine(
    ({ displayName, description, settingInstance }) =>
      displayName !== undefined || description !== undefined || settingInstance !== undefined,
    'Name at least one of displayName, description and settingInstance.',
  )
export type ReusablePolicySettingPatch = z.infer<typeof ReusablePolicySettingPatch>
