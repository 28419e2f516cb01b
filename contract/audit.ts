import { DateTimeOffset, nullableText } from './odata.ts'
import { z } from './zod.ts'

export const AuditProperty = z.looseObject({
  displayName: nullableText,
  oldValue: nullableText,
  newValue: nullableText,
})

export const AuditResource = z.looseObject({
  displayName: nullableText,
  type: nullableText,
  auditResourceType: nullableText,
  resourceId: nullableText,
  modifiedProperties: z.array(AuditProperty).optional(),
})

export const AuditActor = z.looseObject({
  type: nullableText,
  auditActorType: nullableText,
  userPrincipalName: nullableText,
  userId: nullableText,
  applicationDisplayName: nullableText,
  ipAddress: nullableText,
  userPermissions: z.array(z.string()).optional(),
})

/** graph-contract 7.4. A reviewer's reason travels as the modified property `reviewerJustification`. */
export const AuditEvent = z.looseObject({
  '@odata.type': z.string().optional(),
  id: z.string(),
  displayName: nullableText,
  componentName: nullableText,
  category: nullableText,
  activity: nullableText,
  activityType: nullableText,
  activityOperationType: nullableText,
  activityResult: nullableText,
  activityDateTime: DateTimeOffset,
  correlationId: nullableText,
  actor: AuditActor.nullish(),
  resources: z.array(AuditResource).optional(),
})
export type AuditEvent = z.infer<typeof AuditEvent>
