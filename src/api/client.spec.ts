import { describe, expect, it, vi } from 'vitest'

import { endpoints } from '#contract/endpoints.ts'

import { createClient, type ClientOptions } from './client.ts'
import { ApiError } from './errors.ts'

const baseUrl = 'https://graph.contoso.example/beta'
const id = 'd3a1f0a2-0000-4000-8000-000000000001'
const request = {
  id,
  requestCreatedDateTime: '2026-11-20T10:00:00Z',
  requestLastModifiedDateTime: '2026-11-20T10:00:00Z',
  status: 'pending',
}
const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' }, ...init })
const refusal = (status: number, headers: Record<string, string> = {}) =>
  json({ error: { code: 'X', message: 'Said by the service.' } }, { status, headers })

type Step = Response | Error | (() => Response)

const playing = (steps: Step[], options: Partial<ClientOptions> = {}) => {
  const waits: number[] = []
  let clock = 0
  const fetched = vi.fn<typeof fetch>(() => {
    const step = steps.shift()
    if (step === undefined) return Promise.reject(new Error('one call too many'))
    if (step instanceof Error) return Promise.reject(step)
    return Promise.resolve(typeof step === 'function' ? step() : step)
  })
  const client = createClient(endpoints, {
    baseUrl,
    fetch: fetched,
    headers: () => ({ 'X-EPM-Request': '1' }),
    now: () => clock,
    random: () => 0.5,
    sleep: (ms) => {
      waits.push(ms)
      clock += ms
      return Promise.resolve()
    },
    ...options,
  })
  const sent = (call = 0) => {
    const [url, init] = fetched.mock.calls[call] ?? []
    return { url, init, headers: new Headers(init?.headers) }
  }
  return { client, fetched, sent, waits }
}

const approve = { path: { id }, body: { reviewerJustification: 'Checked.' } }
const lost = new TypeError('Failed to fetch')

describe('a read', () => {
  it('answers parsed data and keeps what it does not know', async () => {
    const { client, sent } = playing([
      json({ ...request, brandNew: 1 }, { headers: { ETag: '"7"' } }),
    ])
    const result = await client.elevationRequestGet({ path: { id } })
    expect(result).toMatchObject({ type: 'success', etag: '"7"', data: { id, brandNew: 1 } })
    expect(sent().url).toBe(`${baseUrl}/deviceManagement/elevationRequests/${id}`)
    expect(sent().headers.get('x-epm-request')).toBe('1')
    expect(sent().init?.redirect).toBe('error')
  })

  it('asks for advanced queries where Graph searches the directory, on each page again', async () => {
    const answer = () => json({ value: [] })
    const { client, sent } = playing([answer, answer, answer, answer])
    await client.groupList({ query: { $search: '"displayName:sales"' } })
    await client.follow('groupList', `${baseUrl}/groups?%24search=%22a%3Ab%22&$skiptoken=x`)
    await client.groupList({ query: { $top: 5 } })
    await client.elevationRequestList({ query: { $search: 'x' } })
    expect([0, 1, 2, 3].map((call) => sent(call).headers.get('consistencylevel'))).toEqual([
      'eventual',
      'eventual',
      null,
      null,
    ])
  })

  it('encodes path parameters and query values', async () => {
    const { client, sent } = playing([json(request), json({ value: [] })])
    await client.elevationRequestGet({ path: { id: '../a?b' } })
    await client.elevationRequestList({
      query: { $filter: "deviceName eq 'a&b c'", $top: 5, $search: '' },
    })
    expect(sent(0).url).toBe(`${baseUrl}/deviceManagement/elevationRequests/..%2Fa%3Fb`)
    expect(sent(1).url).toBe(
      `${baseUrl}/deviceManagement/elevationRequests?$filter=deviceName%20eq%20'a%26b%20c'&$top=5`,
    )
  })

  it('asks for the rights as Graph spells the function', async () => {
    const { client, sent } = playing([json({ value: [] })])
    await client.effectivePermissions({})
    expect(sent().url).toBe(`${baseUrl}/deviceManagement/getEffectivePermissions(scope='*')`)
  })

  it('answers Graph’s error with the request id', async () => {
    const { client } = playing([refusal(404, { 'request-id': 'r-1' })])
    const result = await client.elevationRequestGet({ path: { id } })
    expect(result).toMatchObject({
      type: 'error',
      status: 404,
      requestId: 'r-1',
      error: { message: 'Said by the service.' },
    })
  })

  it.each([
    [
      'an empty error',
      new Response(null, { status: 404 }),
      { type: 'error', status: 404, error: null },
    ],
    [
      'an error in HTML',
      new Response('<h1>no</h1>', { status: 403 }),
      { type: 'error', error: null },
    ],
    ['HTML with 200', new Response('<h1>hi</h1>'), { type: 'clientError', kind: 'notJson' }],
    ['an empty 200', new Response(''), { type: 'clientError', kind: 'notJson' }],
  ])('survives %s', async (_, response, expected) => {
    const { client } = playing([response])
    expect(await client.elevationRequestGet({ path: { id } })).toMatchObject(expected)
  })

  it('names endpoint and path when a value has the wrong type', async () => {
    const { client } = playing([json({ value: [request, { ...request, status: 3 }] })])
    const result = await client.elevationRequestList({})
    expect(result).toMatchObject({ type: 'clientError', kind: 'shape' })
    expect(result.type === 'clientError' && result.detail).toMatch(
      /^elevationRequestList: value\.1\.status: /,
    )
  })

  it('tries three times and no more', async () => {
    const { client, fetched, waits } = playing([lost, refusal(503), refusal(500)])
    expect(await client.elevationRequestGet({ path: { id } })).toMatchObject({
      type: 'error',
      status: 500,
    })
    expect(fetched).toHaveBeenCalledTimes(3)
    expect(waits).toEqual([300, 600])
  })

  it('waits as long as the service asks, in seconds or as a date', async () => {
    const date = new Date(5000).toUTCString()
    const { client, waits } = playing([
      refusal(429, { 'Retry-After': '2' }),
      refusal(429, { 'Retry-After': date }),
      json(request),
    ])
    expect(await client.elevationRequestGet({ path: { id } })).toMatchObject({ type: 'success' })
    expect(waits).toEqual([2000, 3000])
  })

  it('tells that it is held back while it waits for the service, and when it goes on', async () => {
    const told: (number | string)[] = []
    const { client } = playing(
      [refusal(429, { 'Retry-After': '2' }), refusal(503), json(request)],
      {
        onHeldBack: (ms) => {
          told.push(ms)
          return () => told.push('on')
        },
      },
    )
    await client.elevationRequestGet({ path: { id } })
    expect(told).toEqual([2000, 'on'])
  })

  it('gives up at once when it would have to wait longer than anybody does', async () => {
    const { client, fetched } = playing([refusal(429, { 'Retry-After': '3600' })])
    expect(await client.elevationRequestGet({ path: { id } })).toMatchObject({
      retryAfter: 3_600_000,
    })
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it('says when there is no network, without sending', async () => {
    const { client, fetched } = playing([], { isOffline: () => true })
    expect(await client.me({})).toMatchObject({ kind: 'offline' })
    expect(fetched).not.toHaveBeenCalled()
  })

  it('ends after the deadline when no answer comes', async () => {
    const { client } = playing([], {
      deadline: 5,
      fetch: (_, init) =>
        new Promise((_done, fail) => {
          init?.signal?.addEventListener('abort', () => fail(new DOMException('', 'AbortError')))
        }),
    })
    expect(await client.me({})).toMatchObject({ type: 'clientError', kind: 'timeout' })
  })

  it('rejects when the caller cancels', async () => {
    const stop = new AbortController()
    const { client } = playing([new DOMException('', 'AbortError')])
    stop.abort()
    await expect(client.me({ signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('a POST that changes nothing', () => {
  it.each(['exportJobCreate', 'policyDevicesReport', 'policyDeviceSummaryReport'] as const)(
    '%s is asked again as any reading, and leaves no question open',
    async (name) => {
      const body = { reportName: 'EpmAggregationReportByUser', filter: '' }
      const { client, fetched, sent } = playing([lost, refusal(503), lost])
      const result = await client[name]({ body } as never)
      expect(result).toMatchObject({ type: 'clientError', kind: 'network' })
      expect(fetched).toHaveBeenCalledTimes(3)
      expect(sent().headers.get('content-type')).toBe('application/json')
    },
  )
})

describe('a change', () => {
  it('sends body, version and key', async () => {
    const { client, sent } = playing([json({ value: request })])
    const result = await client.elevationRequestApprove({
      ...approve,
      ifMatch: '"3"',
      idempotencyKey: 'k',
    })
    expect(result).toMatchObject({ type: 'success', data: { id } })
    const { headers, init } = sent()
    expect(init?.method).toBe('POST')
    expect(init?.body).toBe('{"reviewerJustification":"Checked."}')
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('if-match')).toBe('"3"')
    expect(headers.get('idempotency-key')).toBe('k')
  })

  it('answers 204 without a body', async () => {
    const { client } = playing([new Response(null, { status: 204 })])
    expect(await client.signOut({})).toMatchObject({
      type: 'success',
      data: undefined,
      status: 204,
    })
  })

  it.each([
    ['the connection broke', lost],
    ['a gateway gave up', new Response('Bad gateway', { status: 502 })],
    ['a gateway waited too long', new Response('', { status: 504 })],
    ['the service says that it does not know', refusal(504)],
    ['the answer cannot be read', new Response('<h1>hi</h1>')],
    ['the answer has another shape', json({ id: 3 })],
    [
      'the answer broke off',
      new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('reset')) })),
    ],
  ])('has an unknown outcome when %s, and is never sent again', async (_, step) => {
    const { client, fetched } = playing([step])
    const result = await client.elevationRequestApprove(approve)
    expect(result).toMatchObject({ type: 'clientError', kind: 'unknownOutcome' })
    expect(fetched).toHaveBeenCalledTimes(1)
  })

  it.each([429, 500, 503, 409, 412])('is not sent again after %i', async (status) => {
    const { client, fetched } = playing([refusal(status, { 'Retry-After': '1' })])
    expect(await client.elevationRequestApprove(approve)).toMatchObject({ type: 'error', status })
    expect(fetched).toHaveBeenCalledTimes(1)
  })
})

describe('follow', () => {
  const evil = [
    'https://graph.contoso.example.evil.example/beta/x',
    'https://graph.contoso.example@evil.example/beta/x',
    'https://user:pass@graph.contoso.example/beta/x',
    'https://graph.contoso.example:444/beta/x',
    'http://graph.contoso.example/beta/x',
    'https://evil.example\\@graph.contoso.example/beta/x',
    '//evil.example/beta/x',
    'https://graph.contoso.example/other/x',
    'https://graph.contoso.example/beta/../x',
    'https://graph.contoso.example/betamax/x',
    'javascript:alert(1)',
    '',
  ]
  it.each(evil)('does not go to %s', async (link) => {
    const { client, fetched } = playing([json({ value: [] })])
    expect(await client.follow('elevationRequestList', link)).toMatchObject({ kind: 'foreignLink' })
    expect(fetched).not.toHaveBeenCalled()
  })

  it('goes to the next page as given', async () => {
    const link = `${baseUrl}/deviceManagement/elevationRequests?$skiptoken=a%2Fb%3D`
    const { client, sent } = playing([json({ value: [request] })])
    expect(await client.follow('elevationRequestList', link)).toMatchObject({ type: 'success' })
    expect(sent().url).toBe(link)
  })
})

describe('ApiError', () => {
  it('reads either spelling of the inner error, and the current state', () => {
    for (const spelling of ['innerError', 'innererror']) {
      const error = new ApiError({
        type: 'error',
        status: 409,
        requestId: 'sent',
        etag: null,
        retryAfter: null,
        error: {
          code: 'Conflict',
          message: 'Approved by somebody else.',
          current: { status: 'approved' },
          [spelling]: { code: 'requestAlreadyDecided', 'request-id': 'r-9' },
        },
      })
      expect(error).toMatchObject({
        title: 'Already decided',
        message: 'Approved by somebody else.',
        innerCode: 'requestAlreadyDecided',
        requestId: 'r-9',
        isConflict: true,
        current: { status: 'approved' },
      })
    }
  })

  it('has words for a failure without any', () => {
    const error = new ApiError({
      type: 'error',
      status: 418,
      requestId: 'r',
      etag: null,
      retryAfter: null,
      error: null,
    })
    expect(error.title).toBe('The service failed')
    expect(error.message).not.toBe('')
  })
})
