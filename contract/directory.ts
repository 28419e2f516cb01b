import { DateTimeOffset, nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

/** graph-contract 7.1 to 7.3. Lists narrowed by `$select` leave properties out, so only `id` is required. */
export const RoleScopeTag = z.looseObject({
  '@odata.etag': z.string().optional(),
  id: z.string(),
  displayName: nullableText,
  description: nullableText,
  isBuiltIn: z.boolean().optional(),
})
export type RoleScopeTag = z.infer<typeof RoleScopeTag>

export const Group = z.looseObject({
  id: z.string(),
  displayName: nullableText,
  description: nullableText,
  securityEnabled: z.boolean().nullish(),
  mailEnabled: z.boolean().nullish(),
  mail: nullableText,
  groupTypes: z.array(z.string()).optional(),
  membershipRule: nullableText,
})
export type Group = z.infer<typeof Group>

export const User = z.looseObject({
  id: z.string(),
  displayName: nullableText,
  userPrincipalName: nullableText,
  mail: nullableText,
  jobTitle: nullableText,
  department: nullableText,
  accountEnabled: z.boolean().nullish(),
})
export type User = z.infer<typeof User>

export const complianceStates = [
  'unknown',
  'compliant',
  'noncompliant',
  'conflict',
  'error',
  'inGracePeriod',
  'configManager',
] as const

export const ManagedDevice = z.looseObject({
  id: z.string(),
  deviceName: nullableText,
  userId: nullableText,
  userPrincipalName: nullableText,
  userDisplayName: nullableText,
  azureADDeviceId: nullableText,
  operatingSystem: nullableText,
  osVersion: nullableText,
  complianceState: openEnum(complianceStates).optional(),
  lastSyncDateTime: DateTimeOffset.nullish(),
  enrolledDateTime: DateTimeOffset.nullish(),
  managementAgent: z.string().optional(),
  model: nullableText,
  manufacturer: nullableText,
  serialNumber: nullableText,
  joinType: z.string().optional(),
  roleScopeTagIds: z.array(z.string()).nullish(),
})
export type ManagedDevice = z.infer<typeof ManagedDevice>
