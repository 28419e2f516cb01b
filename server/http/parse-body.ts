import { endpoints, type EndpointName } from '#contract/endpoints.ts'
import type { z } from '#contract/zod.ts'

import { isJson } from './cross-site.ts'
import { GraphFailure } from './graph-failure.ts'
import { parseJson } from './parse-json.ts'

const mostDetails = 50

/**
 * The body as the contract declares it. An empty body counts as `{}`, as Graph's actions allow. Throws 415 for another
 * content type and 400 with one detail for each field at fault.
 */
export const parseBody = (
  endpoint: EndpointName,
  bytes: Uint8Array,
  contentType: string | null,
): unknown => {
  const schema = endpoints[endpoint].body as z.ZodType | null
  if (bytes.byteLength > 0 && !isJson(contentType)) {
    throw new GraphFailure(415, 'UnsupportedMediaType', 'The body has to be application/json.')
  }
  const value = bytes.byteLength === 0 ? {} : parseJson(bytes)
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const details = parsed.error.issues.flatMap((issue) => {
    const paths =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path]
    return paths.map((path) => ({
      code: issue.code === 'unrecognized_keys' ? 'unknownProperty' : 'invalidValue',
      message: issue.message,
      target: pathText(path),
    }))
  })
  const first = details[0]
  throw new GraphFailure(
    400,
    'BadRequest',
    first?.target
      ? `${first.target}: ${first.message}`
      : (first?.message ?? 'The body is not valid.'),
    { details: details.slice(0, mostDetails) },
  )
}

/** `['rules', 0, 'name']` → `rules[0].name` */
const pathText = (path: readonly PropertyKey[]) =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
