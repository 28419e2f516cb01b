import { DateTimeOffset, nullableText } from './odata.ts'
import { z } from './zod.ts'

/** One open session of the person who asks: where it is, since when, and when it was last used. */
export const Session = z.looseObject({
  id: z.string(),
  createdDateTime: DateTimeOffset,
  lastUsedDateTime: DateTimeOffset,
  /** When the person last proved who they are; null when the identity provider does not say. */
  signedInDateTime: DateTimeOffset.nullable(),
  expiresDateTime: DateTimeOffset,
  ipAddress: nullableText,
  /** The browser's User-Agent. */
  client: nullableText,
  isCurrent: z.boolean(),
})
export type Session = z.infer<typeof Session>
