import { z } from './zod.ts'

/** What every action under `deviceManagement/reports` takes (graph-contract 6.4). */
export const ReportBody = z.strictObject({
  '@odata.type': z.string().optional(),
  name: z.string().max(256).nullish(),
  /** An OData filter over the columns; policies are named by `PolicyId`. */
  filter: z.string().max(2048).nullish(),
  search: z.string().max(256).nullish(),
  select: z.array(z.string()).max(50).nullish(),
  /** Empty here: the service groups nothing. */
  groupBy: z.array(z.string()).max(0).nullish(),
  /** E.g. `DeviceName asc`. */
  orderBy: z.array(z.string()).max(3).nullish(),
  skip: z.number().int().min(0).max(1_000_000).nullish(),
  top: z.number().int().min(1).max(1000).nullish(),
  sessionId: z.string().max(256).nullish(),
})
export type ReportBody = z.infer<typeof ReportBody>

/** Rows are arrays in the order of `Schema`, which may change: always map by column name. */
export const ReportTable = z.looseObject({
  TotalRowCount: z.number().int(),
  Schema: z.array(z.looseObject({ Column: z.string(), PropertyType: z.string() })),
  Values: z.array(z.array(z.unknown())),
  SessionId: z.string().nullish(),
})
export type ReportTable = z.infer<typeof ReportTable>

/** `PolicyStatus` as numbers (graph-contract 6.4); any other number is one that nobody has explained yet. */
export const policyStatuses = {
  pending: 0,
  notApplicable: 1,
  succeeded: 2,
  noncompliant: 4,
  error: 5,
  conflict: 6,
} as const
export type PolicyStatus = (typeof policyStatuses)[keyof typeof policyStatuses]
