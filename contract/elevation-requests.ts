import { DateTimeOffset, nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

export const elevationRequestStates = [
  'none',
  'pending',
  'approved',
  'denied',
  'expired',
  'unknownFutureValue',
  'revoked',
  'completed',
] as const

/** `publisherName` is the certificate's issuer, not its signer; the signer is inside `publisherCert` (R15). */
export const ElevationRequestApplicationDetail = z.looseObject({
  '@odata.type': z.string().optional(),
  fileHash: nullableText,
  fileName: nullableText,
  filePath: nullableText,
  fileDescription: nullableText,
  publisherName: nullableText,
  /** Base64 certificates of the signer's chain, leaf first; the service separates them with a comma. */
  publisherCert: nullableText,
  productName: nullableText,
  productInternalName: nullableText,
  productVersion: nullableText,
})
export type ElevationRequestApplicationDetail = z.infer<typeof ElevationRequestApplicationDetail>

export const ElevationRequest = z.looseObject({
  '@odata.type': z.string().optional(),
  '@odata.etag': z.string().optional(),
  id: z.string(),
  requestedByUserId: nullableText,
  requestedByUserPrincipalName: nullableText,
  requestedOnDeviceId: nullableText,
  deviceName: nullableText,
  requestCreatedDateTime: DateTimeOffset,
  requestLastModifiedDateTime: DateTimeOffset,
  requestJustification: nullableText,
  applicationDetail: ElevationRequestApplicationDetail.nullish(),
  status: openEnum(elevationRequestStates),
  reviewCompletedByUserId: nullableText,
  reviewCompletedByUserPrincipalName: nullableText,
  reviewCompletedDateTime: DateTimeOffset.nullish(),
  requestExpiryDateTime: DateTimeOffset.nullish(),
  reviewerJustification: nullableText,
})
export type ElevationRequest = z.infer<typeof ElevationRequest>

/** R27: limits of what a device or a reviewer may write. */
export const textLimits = { reason: 1024, name: 256, path: 1024, userJustification: 256 } as const

export const ReviewBody = z.strictObject({
  reviewerJustification: z.string().max(textLimits.reason).optional(),
})
export type ReviewBody = z.infer<typeof ReviewBody>

const limited = (max: number) => z.string().max(max).nullish()

/** What a device sends when its user asks for support approval (not used against Graph). */
export const ElevationRequestCreateBody = z.strictObject({
  '@odata.type': z.string().optional(),
  requestedByUserPrincipalName: z.string().min(1).max(textLimits.name),
  requestJustification: limited(textLimits.userJustification),
  applicationDetail: z.strictObject({
    '@odata.type': z.string().optional(),
    fileHash: z.string().regex(/^[0-9A-Fa-f]{64}$/),
    fileName: z.string().min(1).max(textLimits.name),
    filePath: limited(textLimits.path),
    fileDescription: limited(textLimits.name),
    publisherName: limited(textLimits.name),
    publisherCert: z.string().max(48_000).nullish(),
    productName: limited(textLimits.name),
    productInternalName: limited(textLimits.name),
    productVersion: limited(64),
  }),
})
export type ElevationRequestCreateBody = z.infer<typeof ElevationRequestCreateBody>

/** Graph's reference prints the decided entity wrapped in `value`; the SDKs declare it bare. Both are read. */
export const ElevationRequestActionAnswer = z.union([
  z.object({ value: ElevationRequest }).transform((answer) => answer.value),
  ElevationRequest,
])
