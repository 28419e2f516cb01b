import { parseStrictJson, RefusedJson } from '#domain/json/strict-json.ts'

import { badRequest } from './graph-failure.ts'

/** The JSON of a request's body (R26, R34); whatever is refused is answered with 400 and the reason. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return parseStrictJson(bytes, 'The body')
  } catch (error) {
    if (error instanceof RefusedJson) throw badRequest(error.message, error.subject)
    throw error
  }
}
