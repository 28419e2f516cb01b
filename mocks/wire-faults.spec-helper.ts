/** What can happen to one call on its way (R54), by name. `serve` lets the service do its part. */
type Wire = { serve: () => Promise<Response>; signal: AbortSignal | null | undefined }
type WireFault = (wire: Wire) => Promise<Response>

const answer = (status: number, body: string | null, headers: Record<string, string> = {}) =>
  Promise.resolve(
    new Response(body, { status, headers: { 'Content-Type': 'application/json', ...headers } }),
  )
const refusal = (status: number, code: string, message: string, headers?: Record<string, string>) =>
  answer(
    status,
    JSON.stringify({
      error: { code, message, innerError: { 'request-id': 'fault-request-id' } },
    }),
    headers,
  )

/** The service has done its part, and something else comes back. */
const instead =
  (change: (text: string) => string | null, headers?: Record<string, string>): WireFault =>
  async ({ serve }) => {
    const served = await serve()
    return answer(200, change(await served.text()), headers)
  }

/** The answer breaks off: after a part of its body, or at its end. */
const brokenOff =
  (share: number): WireFault =>
  async ({ serve }) => {
    const served = await serve()
    const bytes = new Uint8Array(await served.arrayBuffer())
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(bytes.slice(0, Math.ceil(bytes.length * share)))
        controller.error(new TypeError('terminated'))
      },
    })
    return new Response(body, { status: served.status, headers: served.headers })
  }

const html = '<!doctype html><title>Bad gateway</title>'
const asHtml = { 'Content-Type': 'text/html' }
const claims = btoa('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}')

/** A request or policy as it may never be: with a number where text has to be, a state of tomorrow, or without its id. */
const everyObject = (text: string, change: (object: Record<string, unknown>) => unknown) => {
  const parsed = JSON.parse(text === '' ? '{}' : text) as Record<string, unknown>
  const { value } = parsed
  if (Array.isArray(value))
    return JSON.stringify({ ...parsed, value: (value as Record<string, unknown>[]).map(change) })
  if (typeof value === 'object' && value !== null)
    return JSON.stringify({ value: change(value as Record<string, unknown>) })
  return JSON.stringify(change(parsed))
}

export const wireFaults = {
  '429 with Retry-After': () =>
    refusal(429, 'TooManyRequests', 'Too many.', { 'Retry-After': '2' }),
  '429 without Retry-After': () => refusal(429, 'activityLimitReached', 'Slow down.'),
  '500': () => refusal(500, 'InternalServerError', 'Something went wrong.'),
  '502': () => answer(502, html, asHtml),
  '503': () => refusal(503, 'ServiceUnavailable', 'Not available now.'),
  '504': () => refusal(504, 'GatewayTimeout', 'The gateway gave up.'),
  silence: ({ signal }) =>
    new Promise((_, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
    }),
  'reset before the answer': () => Promise.reject(new TypeError('Failed to fetch')),
  'reset in the answer': brokenOff(0.5),
  'reset at the end of the answer': brokenOff(1),
  'malformed JSON': instead((text) => text.slice(0, Math.floor(text.length / 2))),
  'HTML with 200': instead(() => html, asHtml),
  'empty 200': instead(() => null),
  'wrong types': instead((text) => everyObject(text, (object) => ({ ...object, id: 7 }))),
  'unknown enum': instead((text) =>
    everyObject(text, (object) =>
      'status' in object ? { ...object, status: 'escalated' } : object,
    ),
  ),
  'missing field': instead((text) => everyObject(text, ({ id: _id, ...others }) => others)),
  '401': () => refusal(401, 'InvalidAuthenticationToken', 'Lifetime validation failed.'),
  '403 insufficient_claims': () =>
    refusal(403, 'Forbidden', 'Step up.', {
      'WWW-Authenticate': `Bearer realm="", error="insufficient_claims", claims="${claims}"`,
    }),
  '409': () => refusal(409, 'Conflict', 'Somebody was first.'),
  '412': () => refusal(412, 'PreconditionFailed', 'It was changed.'),
  '413': () => refusal(413, 'RequestEntityTooLarge', 'Too much.'),
} as const satisfies Record<string, WireFault>

export type WireFaultName = keyof typeof wireFaults
