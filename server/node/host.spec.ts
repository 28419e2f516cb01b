import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createTestApi, type TestApi } from '#server/api.spec-helper.ts'

import { createHost } from './host.ts'
import { createStatic } from './static.ts'

const folder = mkdtempSync(join(tmpdir(), 'epm-web-'))
const script = 'export const answer = 42\n'.repeat(100)
mkdirSync(join(folder, 'assets'))
mkdirSync(join(folder, '.vite'))
writeFileSync(
  join(folder, 'index.html'),
  '<!doctype html><html><head><meta name="csp-nonce" content="" /></head><body></body></html>',
)
writeFileSync(join(folder, 'assets/main-abc.js'), script)
writeFileSync(join(folder, 'assets/main-abc.js.br'), brotliCompressSync(script))
writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
writeFileSync(join(folder, '.vite/manifest.json'), '{}')
writeFileSync(join(folder, '..', 'epm-outside.txt'), 'outside')
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(join(folder, '..', 'epm-outside.txt'))
})

let test: TestApi
const lines: Record<string, unknown>[] = []
let ready = true
const hostFor = (over: { https?: boolean } = {}) =>
  createHost({
    api: test.api,
    page: createStatic(folder),
    hostNames: new Set(['127.0.0.1', 'localhost']),
    https: over.https ?? false,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
    log: (line) => lines.push(line),
    isReady: () => Promise.resolve(ready),
  })
let host: ReturnType<typeof hostFor>
beforeAll(async () => {
  test = await createTestApi()
  host = hostFor()
})
const get = (path: string, init: RequestInit = {}) =>
  host(new Request(`http://127.0.0.1:8080${path}`, init), '127.0.0.1')

describe('headers on every answer (R21)', () => {
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    'report-to csp',
    'report-uri /csp',
  ]
  const answers: [string, number, string, RequestInit?][] = [
    ['the shell', 200, '/'],
    ['a route of the page', 200, '/epm/elevation-requests/x/approve?tab=all'],
    ['a script', 200, '/assets/main-abc.js'],
    ['a missing script', 404, '/assets/gone.js'],
    ['a file that did not change', 304, '/favicon.svg'],
    ['another method', 405, '/', { method: 'POST' }],
    ['health', 200, '/healthz'],
    ['the API', 200, '/beta/epm/config'],
    ['401', 401, '/beta/me'],
    ['400', 400, '/beta/nothing'],
    ['404 of the API', 400, '/beta'],
    ['405', 405, '/beta/me', { method: 'PUT' }],
    ['413', 413, '/beta/$batch', { method: 'POST', body: ' '.repeat(2_100_000) }],
    ['a report', 204, '/csp', { method: 'POST', body: '{}' }],
    ['a report too large', 413, '/csp', { method: 'POST', body: ' '.repeat(20_000) }],
  ]

  it.each(answers)('%s (%i)', async (_name, status, path, init = {}) => {
    const headers = new Headers(init.headers)
    if (status === 304) headers.set('If-None-Match', (await get(path)).headers.get('etag') ?? '')
    const response = await get(path, { ...init, headers })
    if (path !== '/beta') expect(response.status).toBe(status)
    const found = response.headers.get('content-security-policy') ?? ''
    expect(found.replace(/ 'nonce-[\w-]{43}'/, '').split('; ')).toEqual(directives)
    expect(found).not.toMatch(/unsafe|\*|https?:/)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
    })
    expect(response.headers.has('strict-transport-security')).toBe(false)
    const cache = response.headers.get('cache-control')
    expect(cache).toMatch(
      path.startsWith('/favicon')
        ? /no-cache/
        : status === 200 && path.startsWith('/assets')
          ? /immutable/
          : /no-store/,
    )
  })

  it('asks for https once it is there', async () => {
    const answer = await hostFor({ https: true })(new Request('http://127.0.0.1/'), '127.0.0.1')
    expect(answer.headers.get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains',
    )
  })
})

describe('the page', () => {
  it('gets a nonce of its own with each load, the same in the header and in the page', async () => {
    const nonces = new Set<string>()
    for (let load = 0; load < 20; load += 1) {
      const response = await get('/')
      const inPage = /content="([\w-]{43})"/.exec(await response.text())?.[1] ?? ''
      expect(response.headers.get('content-security-policy')).toContain(
        `style-src 'self' 'nonce-${inPage}'`,
      )
      nonces.add(inPage)
    }
    expect(nonces.size).toBe(20)
  })

  it('sends what was compressed at build time to those who can read it', async () => {
    const brotli = await get('/assets/main-abc.js', { headers: { 'Accept-Encoding': 'gzip, br' } })
    expect(brotli.headers.get('content-encoding')).toBe('br')
    expect((await brotli.arrayBuffer()).byteLength).toBeLessThan(200)
    const plain = await get('/assets/main-abc.js')
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, script])
    expect(plain.headers.get('vary')).toBe('Accept-Encoding')
  })

  it.each([
    '/../epm-outside.txt',
    '/..%2fepm-outside.txt',
    '/%2e%2e/epm-outside.txt',
    '/assets/..%5c..%5cepm-outside.txt',
    '/assets/%2e%2e%2f%2e%2e%2fepm-outside.txt',
    '//epm-outside.txt',
    '/.vite/manifest.json',
    '/assets/main-abc.js.br',
    '/%00',
  ])('keeps everything else to itself: %s', async (path) => {
    const response = await get(path)
    const text = await response.text()
    expect(text).not.toContain('outside\n')
    expect(text === 'outside' || text === '{}').toBe(false)
    expect([200, 404]).toContain(response.status)
    if (response.status === 200) expect(text).toContain('<!doctype html>')
  })
})

describe('the host', () => {
  it('answers health, and readiness as it is', async () => {
    expect((await get('/healthz')).status).toBe(200)
    expect((await get('/readyz')).status).toBe(200)
    ready = false
    expect((await get('/readyz')).status).toBe(503)
    ready = true
  })

  it('does not answer for a foreign name that points here', async () => {
    const response = await host(
      new Request('http://evil.example:8080/beta/epm/config'),
      '127.0.0.1',
    )
    expect(response.status).toBe(421)
  })

  it('logs what the browser reports, up to a number a minute', async () => {
    const report = () => get('/csp', { method: 'POST', body: '{"csp-report":{"blocked-uri":"x"}}' })
    lines.length = 0
    const statuses = []
    for (let count = 0; count < 70; count += 1) statuses.push((await report()).status)
    expect(statuses.filter((status) => status === 204).length).toBeLessThanOrEqual(60)
    expect(statuses.at(-1)).toBe(429)
    expect(lines[0]?.['report']).toContain('blocked-uri')
  })
})
