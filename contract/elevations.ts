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

/** R27: the largest batch of a device, in events and in bytes. */
export const elevationBatchLimits = { events: 1_000, bytes: 2 * 1024 * 1024 } as const

/** What a device reports at once. It gives each event its id, a GUID, so that sending a batch again stores nothing twice. */
export const ElevationBatchBody = z.strictObject({
  value: z
    .array(
      ElevationCreateBody.extend({
        id: z
          .string()
          .regex(/^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/)
          .toLowerCase(),
      }),
    )
    .min(1)
    .max(elevationBatchLimits.events),
})
export type ElevationBatchBody = z.infer<typeof ElevationBatchBody>

/** What became of a batch: `received` is the sum of the others. */
export const ElevationBatchAnswer = z.looseObject({
  received: z.number().int(),
  stored: z.number().int(),
  /** Stored before, or twice in the batch. */
  repeated: z.number().int(),
  /** Not stored, and not to be sent again. */
  passedOver: z.array(
    z.looseObject({
      id: z.string(),
      /** Older than what is kept; dated more than a day ahead; reported by another device before. */
      reason: openEnum(['tooOld', 'inTheFuture', 'idTaken']),
    }),
  ),
})
export type ElevationBatchAnswer = z.infer<typeof ElevationBatchAnswer>
