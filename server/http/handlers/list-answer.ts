import { apiBase } from '#contract/endpoint.ts'
import { z } from '#contract/zod.ts'

import type { Page } from '../../odata/page.ts'
import type { Reply } from '../types.ts'

/** Properties that the contract always expects; OData lets a service answer more than `$select` names. */
export const requiredOf = (schema: z.ZodObject): string[] =>
  Object.entries(schema.shape)
    .filter(([, property]) => !z.safeParse(property, undefined).success)
    .map(([name]) => name)

/** The resource narrowed to what `$select` names; `id`, annotations and `kept` stay. */
export const narrowed = (
  resource: Record<string, unknown>,
  select: ReadonlySet<string> | null,
  kept: readonly string[] = [],
): Record<string, unknown> =>
  select === null
    ? resource
    : Object.fromEntries(
        Object.entries(resource).filter(
          ([name]) =>
            name === 'id' || select.has(name) || name.startsWith('@odata.') || kept.includes(name),
        ),
      )

/** Graph's list envelope. `set` is the entity set as the metadata names it. */
export const listAnswer = (
  url: URL,
  set: string,
  value: readonly unknown[],
  page: Pick<Page<object>, 'count' | 'nextLink'> = { count: null, nextLink: null },
): Reply => ({
  body: {
    '@odata.context': `${url.origin}${apiBase}/$metadata#${set}`,
    ...(page.count === null ? {} : { '@odata.count': page.count }),
    ...(page.nextLink === null ? {} : { '@odata.nextLink': page.nextLink }),
    value,
  },
})
