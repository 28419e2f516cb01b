import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from './fixtures.ts'
import { auditedDecisions, pendingOfOthers, storedRequest } from './wire.ts'
import { peopleUpns } from './people.ts'

/** Section 5.3 of the security requirements, as sent over plain http (no HSTS there). */
const headers = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
}
const policy = [
  "default-src 'none'",
  "script-src 'self'",
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

test('every answer carries the headers', async ({ service, request }) => {
  const page = await request.get(service.url)
  const asset = /(?:src|href)="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1]
  expect(asset).toBeDefined()
  const first = await request.get(`${service.url}${asset}`)
  const etag = first.headers()['etag'] ?? ''
  const answers = [
    [200, page],
    [200, first],
    [304, await request.get(`${service.url}${asset}`, { headers: { 'If-None-Match': etag } })],
    [200, await request.get(`${service.url}/beta/epm/config`)],
    [200, await request.get(`${service.url}/healthz`)],
    [401, await request.get(`${service.url}/beta/me`)],
    // Graph's answer for a segment it does not know.
    [400, await request.get(`${service.url}/beta/nothing`)],
    [404, await request.get(`${service.url}/assets/nothing.js`)],
    [405, await request.delete(`${service.url}/`)],
    [403, await request.post(`${service.url}/beta/epm/sign-in`, { data: {} })],
  ] as const
  for (const [status, answer] of answers) {
    const got = answer.headers()
    expect.soft(answer.status(), answer.url()).toBe(status)
    expect.soft(got, `${status} ${answer.url()}`).toMatchObject(headers)
    const directives = (got['content-security-policy'] ?? '').split('; ')
    const styles = directives.filter((each) => each.startsWith('style-src'))
    expect
      .soft(
        directives.filter((each) => !styles.includes(each)),
        answer.url(),
      )
      .toEqual(policy)
    expect.soft(styles, answer.url()).toHaveLength(1)
    expect.soft(styles[0]).toMatch(/^style-src 'self'( 'nonce-[\w-]{43}')?$/)
    const cache = answer === first || status === 304 ? /immutable/ : /no-store/
    expect.soft(got['cache-control'], answer.url()).toMatch(cache)
  }
})

test('the nonce of styles is new on every load', async ({ service, request }) => {
  const nonceOf = async () =>
    /'nonce-([\w-]+)'/.exec(
      (await request.get(service.url)).headers()['content-security-policy'] ?? '',
    )?.[1]
  const nonces = new Set([await nonceOf(), await nonceOf(), await nonceOf()])
  expect(nonces.size).toBe(3)
  expect(nonces.has(undefined)).toBe(false)
})

type OtherSite = { port: number; close: () => Promise<void> }

/** A page of somebody else's, without any policy of its own. */
const otherSite = async (html: string): Promise<OtherSite> => {
  const server: Server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8')
    answer.end(html)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    // Listening on a port, so the address is not a pipe's name.
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((done) => server.close(() => done())),
  }
}

test('a page of another origin sees nothing of the console in a frame', async ({ as, service }) => {
  const page = await as('requests.approver')
  const site = await otherSite(`<title>Game</title><iframe src="${service.url}"></iframe>`)
  const outside = await page.context().browser()?.newContext()
  if (!outside) throw new Error('The browser is gone.')
  try {
    const framing = await outside.newPage()
    await framing.goto(`http://127.0.0.1:${site.port}/`)
    const frame = framing.frames().find((each) => each !== framing.mainFrame())
    expect(frame?.url()).toMatch(/^chrome-error:/)
    expect(await frame?.locator('body').innerText()).not.toContain('EPM Console')
  } finally {
    await outside.close()
    await site.close()
  }
})

// The same host on another port is the same site, so the browser sends the cookie along; `localhost` is another site.
for (const host of ['127.0.0.1', 'localhost'])
  test(`a page on ${host} with another port decides nothing with the approver's cookie`, async ({
    as,
    service,
    watched,
  }) => {
    const [target] = pendingOfOthers(service, peopleUpns)
    if (!target) throw new Error('The sample tenant has no pending request.')
    const url = `${service.url}/beta/deviceManagement/elevationRequests/${target.id}/approve`
    const approver = await as('requests.approver')
    const site = await otherSite(
      `<title>Game</title><form method="post" action="${url}" enctype="text/plain"><input name="{" value="}"></form>`,
    )
    try {
      const attack = await approver.context().newPage()
      await attack.goto(`http://${host}:${site.port}/`)
      const told = await attack.evaluate(async (address) => {
        const attempt = async (init: RequestInit) => {
          try {
            const answer = await window.fetch(address, {
              method: 'POST',
              credentials: 'include',
              body: '{}',
              ...init,
            })
            return answer.type
          } catch {
            return 'blocked'
          }
        }
        const json = { 'Content-Type': 'application/json' }
        return {
          noCors: await attempt({ mode: 'no-cors' }),
          noCorsText: await attempt({ mode: 'no-cors', headers: { 'Content-Type': 'text/plain' } }),
          json: await attempt({ headers: json }),
          jsonWithHeader: await attempt({ headers: { ...json, 'X-EPM-Request': '1' } }),
          put: await attempt({ method: 'PUT', headers: json }),
          beacon: String(navigator.sendBeacon(address, '{}')),
        }
      }, url)
      expect(told).toEqual({
        noCors: 'blocked',
        noCorsText: 'blocked',
        json: 'blocked',
        jsonWithHeader: 'blocked',
        put: 'blocked',
        beacon: 'true',
      })
      const posted = attack.waitForResponse(
        (answer) => answer.request().isNavigationRequest() && answer.url() === url,
      )
      await attack.evaluate(() => document.querySelector('form')?.submit())
      expect((await posted).status()).toBe(host === 'localhost' ? 401 : 403)
      await attack.close()
    } finally {
      await site.close()
    }
    expect(storedRequest(service, target.id).status).toBe('pending')
    expect(auditedDecisions(service, target.id)).toBe(0)
    // This browser was led astray on purpose.
    watched.said.length = 0
    watched.foreign.length = 0
  })

test('after signing out, Back shows nothing of what was there', async ({ as }) => {
  const page = await as('requests.approver', '/epm/elevation-requests')
  await expect(page.getByRole('table', { name: 'Elevation requests' })).toBeVisible()
  await page.getByRole('link', { name: /^Devices/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Devices' })).toBeVisible()
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Choose who to be' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('heading', { level: 1, name: 'Choose who to be' })).toBeVisible()
  await expect(page.getByRole('table')).toHaveCount(0)
  const kept = await page.evaluate(() => Object.keys(sessionStorage))
  expect(kept.filter((key) => key.startsWith('draft:'))).toEqual([])
})

test('the session cookie is out of reach of scripts and bound to this host', async ({ as }) => {
  const page = await as('requests.approver')
  const [cookie, ...others] = await page.context().cookies()
  expect(others).toEqual([])
  expect(cookie).toMatchObject({
    name: '__Host-epm',
    httpOnly: true,
    secure: true,
    sameSite: 'Strict',
    path: '/',
    expires: -1,
  })
  expect(await page.evaluate(() => document.cookie)).toBe('')
})
