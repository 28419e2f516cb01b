import { DateTimeOffset, nullableText, openEnum } from './odata.ts'
import { z } from './zod.ts'

/** A collection of plain texts, as Graph's functions answer it. */
export const TextList = z.looseObject({ value: z.array(z.string()) })

/** `GET /epm/auditChain`: whether the audit log is as it was written. */
export const AuditChain = z.looseObject({
  /** `reading`: not known yet, the first reading is under way. */
  state: openEnum(['whole', 'broken', 'reading']),
  checkedDateTime: DateTimeOffset.nullable(),
  /** Records read so far by a reading that is under way. */
  reading: z.number().int().nullable(),
  /** The first record that is not as it was written, and what is wrong with it. */
  brokenAt: z.number().int().nullable(),
  why: nullableText,
  /** Of the whole log; null for those who see a part of it. */
  records: z.number().int().nullable(),
  head: nullableText,
  checkpoint: z.looseObject({
    /** `none`: nothing was signed yet. `off`: this console signs nothing. */
    state: openEnum(['agrees', 'differs', 'none', 'off']),
    dateTime: DateTimeOffset.nullable(),
    records: z.number().int().nullable(),
    why: nullableText,
    publicKey: nullableText,
  }),
})
export type AuditChain = z.infer<typeof AuditChain>

/** Which events a file is to hold: the `$filter` and `$search` of the list. */
export const AuditExportBody = z.strictObject({
  filter: z.string().max(2048).optional(),
  search: z.string().min(1).max(256).optional(),
})
