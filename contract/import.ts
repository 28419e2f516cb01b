import { GraphErrorDetail } from './errors.ts'
import { nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

/** R26, R27: the largest import in bytes, and in documents. */
export const importLimits = { bytes: 2 * 1024 * 1024, documents: 500 } as const

/** Policies and reusable settings as Graph and the community's export tools write them, one document each. */
export const ImportBody = z.strictObject({
  /** True: says what would happen and writes nothing. */
  dryRun: z.boolean(),
  documents: z.array(z.unknown()).min(1).max(importLimits.documents),
})
export type ImportBody = z.infer<typeof ImportBody>

export const importActions = ['create', 'update', 'unchanged', 'refused'] as const

/** What became, or would become, of one document. */
export const ImportResult = z.looseObject({
  /** Place in `documents`, counted from 0. */
  index: z.number().int(),
  kind: openEnum(['policy', 'reusableSetting', 'unknown']),
  name: nullableText,
  action: openEnum(importActions),
  /** The object that was matched or made; null for what a dry run would make. */
  id: nullableText,
  /** How an object of the tenant was found; null when none was. */
  matchedBy: z.enum(['id', 'name', 'certificate']).nullable(),
  /** Why it was refused; `target` is a path into the document, rules as `rules[2].fileHash`. */
  reasons: z.array(GraphErrorDetail),
  /** What differs: `name`, `rule Setup`, `certificate` …; the values as JSON text or in words. */
  changes: z.array(z.looseObject({ name: z.string(), before: nullableText, after: nullableText })),
  /** Members of the document that an import leaves out, such as `assignments`. */
  passedOver: z.array(z.string()),
})
export type ImportResult = z.infer<typeof ImportResult>

export const ImportAnswer = z.looseObject({ dryRun: z.boolean(), results: z.array(ImportResult) })
export type ImportAnswer = z.infer<typeof ImportAnswer>
