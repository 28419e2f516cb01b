import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createTestApi, errorOf, type TestApi } from './api.spec-helper.ts'
import { createHost } from './node/host.ts'
import { listen, type Listening } from './node/serve.ts'

type Fetch = (path: string, init?: RequestInit) => Promise<Response>
type Host = { fetch: Fetch; close: () => Promise<void> }

/** The same core behind each host; what a host changes would show as a difference between them. */
const hosts: Record<string, (test: TestApi) => Promise<Host>> = {
  'direct call': async ({ api }) => ({
    fetch: (path, init) => api.fetch(new Request(`http://127.0.0.1:8080${path}`, init)),
    close: () => Promise.resolve(),
  }),
  'Node HTTP': async ({ api }) => {
    const host = createHost({
      api,
      page: () => null,
      hostNames: new Set(['127.0.0.1']),
      https: false,
      now: () => new Date(),
      newId: () => crypto.randomUUID(),
      log: () => undefined,
      isReady: () => Promise.resolve(true),
    })
    const server: Listening = await listen({ host: '127.0.0.1', port: 0, tls: null, fetch: host })
    return {
      fetch: (path, init) => fetch(`http://127.0.0.1:${server.port}${path}`, init),
      close: () => server.drain(100),
    }
  },
  MSW: async ({ api }) => {
    const base = 'http://console.test'
    const server = setupServer(http.all(`${base}/*`, ({ request }) => api.fetch(request)))
    server.listen({ onUnhandledRequest: 'error' })
    return {
      fetch: (path, init) => fetch(`${base}${path}`, init),
      close: () => Promise.resolve(server.close()),
    }
  },
}

describe.each(Object.keys(hosts))('%s', (name) => {
  let test: TestApi
  let host: Host
  let headers: Record<string, string>
  const requests = '/beta/deviceManagement/elevationRequests'
  const id = (index: number) => test.world.elevationRequests[index]?.id ?? ''
  const post = (path: string, body: string, extra = {}) =>
    host.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers, ...extra },
      body,
    })

  beforeAll(async () => {
    test = await createTestApi()
    const start = hosts[name]
    if (!start) throw new Error(name)
    host = await start(test)
    headers = await test.asUser('intune.admin')
  })
  afterAll(() => host.close())

  it('lists, decides, and shows what was decided', async () => {
    const list = await host.fetch(`${requests}?$top=2&$count=true`, { headers })
    expect(list.status).toBe(200)
    expect(await list.json()).toMatchObject({ '@odata.count': 3, value: [{}, {}] })
    expect(
      (await post(`${requests}/${id(0)}/approve`, '{"reviewerJustification":"ß€😀"}')).status,
    ).toBe(200)
    const after = await host.fetch(`${requests}('${id(0)}')`, { headers })
    expect(await after.json()).toMatchObject({ status: 'approved', reviewerJustification: 'ß€😀' })
    expect(after.headers.get('etag')).toBe('"2"')
  })

  it('answers text, HEAD and nothing alike', async () => {
    const count = await host.fetch(`${requests}/$count`, { headers })
    expect([count.headers.get('content-type'), await count.text()]).toEqual([
      'text/plain; charset=utf-8',
      '3',
    ])
    const head = await host.fetch('/beta/me', { method: 'HEAD', headers })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('request-id')).toBeTruthy()
  })

  it('refuses in the same envelope', async () => {
    for (const [path, init, status] of [
      ['/beta/me', {}, 401],
      [`${requests}/absent`, { headers }, 404],
      ['/beta/deviceManagement/nothing', { headers }, 400],
      [requests, { method: 'DELETE', headers }, 405],
      [`/beta/me?${'x'.repeat(9_000)}`, { headers }, 414],
    ] as const) {
      const response = await host.fetch(path, init)
      expect(response.status).toBe(status)
      expect((await errorOf(response)).innerError['request-id']).toBe(
        response.headers.get('request-id'),
      )
    }
  })

  it('stops at the limit of a body', async () => {
    const response = await post(`${requests}/${id(1)}/approve`, ' '.repeat(70_000))
    expect(response.status).toBe(413)
  })

  it('reads bytes as they are', async () => {
    const response = await host.fetch(`${requests}/${id(1)}/approve`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    })
    expect(response.status).toBe(400)
  })

  it('runs a batch', async () => {
    const response = await post(
      '/beta/$batch',
      '{"requests":[{"id":"1","method":"GET","url":"/me"}]}',
    )
    expect(await response.json()).toMatchObject({ responses: [{ id: '1', status: 200 }] })
  })

  it('sends live events', async () => {
    const abort = new AbortController()
    const response = await host.fetch('/beta/epm/events', { headers, signal: abort.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let seen = ''
    test.api.hub.publish({ entity: 'auditEvents' })
    while (!seen.includes('auditEvents')) seen += (await reader?.read())?.value ?? ''
    expect(seen).toContain('data: {"entity":"auditEvents"}\n\n')
    await reader?.cancel().catch(() => undefined)
    abort.abort()
  })
})
