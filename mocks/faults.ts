import type { EndpointName } from '#contract/endpoints.ts'

/** What can go wrong on the way (R54), by name, so that every failure a test sees can be named and repeated. */
export const faultNames = [
  'unavailable',
  'unavailable-retry-later',
  'throttled',
  'throttled-without-retry-after',
  'server-error',
  'bad-gateway-html',
  'html-with-200',
  'empty-200',
  'malformed-json',
  'wrong-shape',
  'forbidden',
  'signed-out',
] as const
export type FaultName = (typeof faultNames)[number]

export type Fault = { name: FaultName; endpoint: EndpointName; times: number }

const graphError = (status: number, code: string, message: string, headers = {}) =>
  Response.json(
    { error: { code, message, innerError: { 'request-id': 'fault-request-id' } } },
    { status, headers },
  )

const html = (status: number) =>
  new Response('<!doctype html><title>Bad gateway</title>', {
    status,
    headers: { 'Content-Type': 'text/html' },
  })

const answers: Record<FaultName, () => Response> = {
  unavailable: () => graphError(503, 'ServiceUnavailable', 'The service is not available.'),
  'unavailable-retry-later': () =>
    graphError(503, 'ServiceUnavailable', 'Try later.', { 'Retry-After': '1' }),
  throttled: () => graphError(429, 'TooManyRequests', 'Too many requests.', { 'Retry-After': '1' }),
  'throttled-without-retry-after': () => graphError(429, 'activityLimitReached', 'Slow down.'),
  'server-error': () => graphError(500, 'InternalServerError', 'Something went wrong.'),
  'bad-gateway-html': () => html(502),
  'html-with-200': () => html(200),
  'empty-200': () => new Response(null, { status: 200 }),
  'malformed-json': () =>
    new Response('{"value":[', { headers: { 'Content-Type': 'application/json' } }),
  'wrong-shape': () => Response.json({ value: 'not a list' }),
  forbidden: () => graphError(403, 'Forbidden', 'You may not do this.'),
  'signed-out': () => graphError(401, 'InvalidAuthenticationToken', 'The session has ended.'),
}

/** A list of faults that a test fills; the core asks it before it does anything. */
export const createFaults = () => {
  let pending: Fault[] = []
  return {
    add: (fault: Omit<Fault, 'times'> & { times?: number }) =>
      void pending.push({ times: 1, ...fault }),
    clear: () => void (pending = []),
    answer: (endpoint: EndpointName): Response | null => {
      const fault = pending.find((each) => each.endpoint === endpoint && each.times > 0)
      if (!fault) return null
      fault.times -= 1
      return answers[fault.name]()
    },
  }
}
