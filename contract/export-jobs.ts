import { DateTimeOffset, nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

const localizationTypes = [
  'localizedValuesAsAdditionalColumn',
  'replaceLocalizableValues',
  'unknownFutureValue',
] as const
const fileFormats = ['csv', 'pdf', 'json', 'unknownFutureValue'] as const
const statuses = ['unknown', 'notStarted', 'inProgress', 'completed', 'failed'] as const

/** Largest `select`, in names (graph-contract 2.2). */
export const mostSelected = 256

/** `POST deviceManagement/reports/exportJobs` (graph-contract 2.2). No `select` is every column; no `format` is CSV. */
export const ExportJobBody = z.strictObject({
  '@odata.type': z.string().optional(),
  reportName: z.string().min(1).max(256),
  select: z.array(z.string().max(256)).max(mostSelected).nullish(),
  /** Over the columns' names: `(ElevationType eq 'unmanagedElevation')`. */
  filter: z.string().max(2048).nullish(),
  search: z.string().max(256).nullish(),
  format: z.enum(['csv', 'pdf', 'json']).nullish(),
  localizationType: z
    .enum(['localizedValuesAsAdditionalColumn', 'replaceLocalizableValues'])
    .nullish(),
  snapshotId: z.string().max(256).nullish(),
})
export type ExportJobBody = z.infer<typeof ExportJobBody>

/**
 * `url` is there once `status` is `completed`: a ZIP with one entry, fetched without the bearer token. Until then
 * `expirationDateTime` is `notExpiring`.
 */
export const ExportJob = z.looseObject({
  '@odata.type': z.string().optional(),
  id: z.string(),
  reportName: nullableText,
  select: z.array(z.string()).nullish(),
  filter: nullableText,
  search: nullableText,
  format: openEnum(fileFormats).nullish(),
  localizationType: openEnum(localizationTypes).nullish(),
  snapshotId: nullableText,
  status: openEnum(statuses),
  url: nullableText,
  requestDateTime: DateTimeOffset.nullish(),
  expirationDateTime: DateTimeOffset.nullish(),
})
export type ExportJob = z.infer<typeof ExportJob>

/** What a job says before it has a file. */
export const notExpiring = '0001-01-01T00:00:00Z'
