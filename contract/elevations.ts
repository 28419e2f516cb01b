import { textLimits } from './elevation-requests.ts'
import { DateTimeOffset, nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

export const elevationTypes = [
  'undetermined',
  'unmanagedElevation',
  'zeroTouchElevation',
  'userConfirmedElevation',
  'supportApprovedElevation',
  'unknownFutureValue',
] as const
export const endUserTypes = [
  'undetermined',
  'azureAd',
  'hybrid',
  'local',
  'unknownFutureValue',
] as const
export const processTypes = ['undefined', 'parent', 'child', 'unknownFutureValue'] as const

/** One elevation as a device reported it. There is no `fileName`: `filePath` holds the full path. */
export const Elevation = z.looseObject({
  '@odata.type': z.string().optional(),
  id: z.string(),
  deviceId: nullableText,
  deviceName: nullableText,
  eventDateTime: DateTimeOffset,
  elevationType: openEnum(elevationTypes),
  filePath: nullableText,
  upn: nullableText,
  userType: openEnum(endUserTypes),
  productName: nullableText,
  companyName: nullableText,
  fileVersion: nullableText,
  justification: nullableText,
  hash: nullableText,
  internalName: nullableText,
  fileDescription: nullableText,
  certificatePayload: nullableText,
  /** 0 is success, anything else the exit code. */
  result: z.number().int(),
  processType: openEnum(processTypes),
  ruleId: nullableText,
  parentProcessName: nullableText,
  policyId: nullableText,
  policyName: nullableText,
  systemInitiatedElevation: z.boolean().nullish(),
})
export type Elevation = z.infer<typeof Elevation>

const limited = (max: number) => z.string().max(max).nullish()

/** What a device reports; the service fills in id and device from the device's token. */
export const ElevationCreateBody = z.strictObject({
  '@odata.type': z.string().optional(),
  eventDateTime: DateTimeOffset,
  elevationType: z.enum(elevationTypes),
  filePath: z.string().min(1).max(textLimits.path),
  upn: z.string().min(1).max(textLimits.name),
  userType: z.enum(endUserTypes),
  productName: limited(textLimits.name),
  companyName: limited(textLimits.name),
  fileVersion: limited(64),
  justification: limited(textLimits.userJustification),
  hash: z.string().regex(/^[0-9A-Fa-f]{64}$/),
  internalName: limited(textLimits.name),
  fileDescription: limited(textLimits.name),
  certificatePayload: limited(textLimits.name),
  result: z.number().int(),
  processType: z.enum(processTypes),
  ruleId: limited(textLimits.name),
  parentProcessName: limited(textLimits.path),
  policyId: limited(textLimits.name),
  policyName: limited(textLimits.name),
  systemInitiatedElevation: z.boolean().optional(),
})
export type ElevationCreateBody = z.infer<typeof ElevationCreateBody>
