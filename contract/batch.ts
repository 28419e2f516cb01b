import { z } from './zod.ts'

/** JSON batching (graph-contract 8): at most 20 items, relative URLs, answers in any order. */
export const batchLimit = 20

export const BatchItem = z.strictObject({
  id: z.string().min(1).max(64),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z.string().min(1).max(4096),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
})
export const BatchBody = z.strictObject({ requests: z.array(BatchItem).min(1).max(batchLimit) })
export type BatchBody = z.infer<typeof BatchBody>

export const BatchAnswer = z.looseObject({
  responses: z.array(
    z.looseObject({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
})
