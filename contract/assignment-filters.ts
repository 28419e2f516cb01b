import { nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

export const filterManagementTypes = ['devices', 'apps', 'unknownFutureValue'] as const

/** A rule over device properties that narrows an assignment (graph-contract 6.3). */
export const AssignmentFilter = z.looseObject({
  '@odata.type': z.string().optional(),
  id: z.string(),
  displayName: nullableText,
  description: nullableText,
  /** E.g. `windows10AndLater`, the one that EPM policies can use. */
  platform: nullableText,
  rule: nullableText,
  assignmentFilterManagementType: openEnum(filterManagementTypes).optional(),
})
export type AssignmentFilter = z.infer<typeof AssignmentFilter>
