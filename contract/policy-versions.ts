import { DateTimeOffset, nullableText, openEnum } from './odata.ts'
import { ConfigurationPolicy } from './policies.ts'
import { z } from './zod.ts'

/** What made a version; `load` is how a policy stood when its history began. */
export const policyVersionActivities = [
  'load',
  'create',
  'copy',
  'import',
  'update',
  'assign',
  'restore',
] as const
export type PolicyVersionActivity = (typeof policyVersionActivities)[number]

/** One line of a policy's history, which Graph does not have. */
export const PolicyVersion = z.looseObject({
  /** Counted from 1; the number inside the policy's ETag. */
  version: z.number().int(),
  isCurrent: z.boolean(),
  activity: openEnum(policyVersionActivities),
  changedDateTime: DateTimeOffset,
  /** Null when no person did it. */
  changedByUserId: nullableText,
  changedBy: z.string(),
  /** Parts that differ from the version before: `name`, `rule Setup`, `rule Setup, now called Tools`, `assignment …`, a setting's definition id. */
  changedParts: z.array(z.string()),
  /** The version that a restore brought back. */
  restoredVersion: z.number().int().nullish(),
  name: nullableText,
})
export type PolicyVersion = z.infer<typeof PolicyVersion>

/** The same with the whole policy as it stood, settings and assignments included. */
export const PolicyVersionDetail = PolicyVersion.extend({ policy: ConfigurationPolicy })
export type PolicyVersionDetail = z.infer<typeof PolicyVersionDetail>
