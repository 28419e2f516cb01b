import { GraphFailure } from './graph-failure.ts'

/** Longest URL in characters; a `$skiptoken` and a 2 KiB `$filter` fit in it several times. */
export const urlLimit = 8192

const tooLarge = (limit: number) =>
  new GraphFailure(413, 'RequestEntityTooLarge', `The body is larger than ${limit} bytes.`, {
    // The rest of the body is not read, so the connection cannot be used again.
    headers: { Connection: 'close' },
  })

/** 414 for a URL over `urlLimit` (R27). */
export const checkUrlLength = (request: Request) => {
  if (request.url.length > urlLimit) {
    throw new GraphFailure(
      414,
      'RequestUriTooLong',
      `The URL is longer than ${urlLimit} characters.`,
    )
  }
}

/**
 * The whole body, counted while it streams in and before anything looks at it, so that neither a missing nor a lying
 * `Content-Length` gets past the limit (R27). Throws 413.
 */
export const readBody = async (request: Request, limit: number): Promise<Uint8Array> => {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge(limit)
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new GraphFailure(400, 'BadRequest', 'The body ended before it was complete.')
    })
    if (done) break
    size += value.byteLength
    if (size > limit) {
      // Not awaited: a host may resolve it only when the client has stopped sending.
      reader.cancel().catch(() => undefined)
      throw tooLarge(limit)
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}
