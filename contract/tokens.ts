import { DateTimeOffset, nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

/** What a new token is for: to read, to decide elevation requests, to ask whether a privileged task may run, to be one device. */
export const tokenPurposes = ['read', 'decide', 'use', 'device'] as const

/** Days a token may last at most. */
export const longestTokenDays = 365

const date = DateTimeOffset.nullish()

/** A bearer token without its text, which is shown once and stored nowhere. `full`: made before tokens had a purpose. */
export const Token = z.looseObject({
  id: z.string(),
  displayName: z.string(),
  purpose: openEnum([...tokenPurposes, 'full']),
  status: openEnum(['active', 'expired', 'revoked']),
  userPrincipalName: nullableText,
  deviceId: nullableText,
  deviceName: nullableText,
  createdBy: nullableText,
  createdDateTime: DateTimeOffset,
  expirationDateTime: date,
  lastUsedDateTime: date,
  revokedDateTime: date,
})
export type Token = z.infer<typeof Token>

export const TokenBody = z.strictObject({
  displayName: z.string().trim().min(1).max(100),
  purpose: z.enum(tokenPurposes),
  deviceId: z.string().min(1).max(256).optional(),
  expirationDateTime: DateTimeOffset,
})

export const NewToken = Token.extend({ token: z.string() })
