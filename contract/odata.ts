import { z } from './zod.ts'

/** Date-times on the wire: 1 to 7 fractional digits, `Z` or an offset (graph-contract 1.4). Never compare as text. */
export const DateTimeOffset = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?(Z|[+-]\d{2}:\d{2})$/)

/** Text that Graph may send as a value, as null or not at all. */
export const nullableText = z.string().nullish()

/** An enum that stays readable when Graph adds members: unknown strings pass through untouched. */
export const openEnum = <const T extends readonly [string, ...string[]]>(members: T) =>
  z.union([z.enum(members), z.string() as unknown as z.ZodType<string & {}>])

/** The list envelope of every Graph collection. `nextLink` is opaque: follow it verbatim. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.looseObject({
    '@odata.context': z.string().optional(),
    '@odata.count': z.number().int().optional(),
    '@odata.nextLink': z.string().optional(),
    value: z.array(item),
  })

/** Query options of a collection, as text on the wire; the server parses them (`server/http/odata`). */
export type ODataParams = {
  $filter?: string | undefined
  $orderby?: string | undefined
  $search?: string | undefined
  $select?: string | undefined
  $expand?: string | undefined
  $top?: number | undefined
  $count?: boolean | undefined
  $skiptoken?: string | undefined
}
