import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { test as base, type Page } from '@playwright/test'

import { endpoints } from '#contract/endpoints.ts'

import { expect, signIn } from './fixtures.ts'
import { peopleUpns } from './people.ts'
import { freePort } from './free-port.ts'
import { startFreshService } from './service.ts'
import { callFrom, inDatabase, pendingOfOthers } from './wire.ts'

/** Names below one registrable domain, which Chromium takes for this machine and trusts with Secure cookies. */
const consoleHost = 'console.epm.localhost'
const siblingHost = 'evil.epm.localhost'

const contentTypes = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json',
  'application/json; charset=utf-8',
  'text/plain; application/json',
  'application/csp-report',
  'text/xml',
]

const otherSite = async (): Promise<{ port: number; server: Server }> => {
  const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8')
    answer.end('<title>Game</title><iframe name="hole"></iframe>')
  })
  await new Promise<void>((done) => server.listen(0, done))
  // Listening on a port, so the address is not a pipe's name.
  return { port: (server.address() as AddressInfo).port, server }
}

/** Everything another page can make a browser send to these addresses; answers how many attempts were made. */
const attack = (page: Page, targets: { method: string; url: string }[]) =>
  page.evaluate(
    async ({ targets, contentTypes }) => {
      let attempts = 0
      const tried = async (send: () => unknown) => {
        attempts += 1
        try {
          await send()
        } catch {
          // The browser refused to send it, or to show the answer.
        }
      }
      for (const { method, url } of targets) {
        const sent = []
        for (const type of contentTypes) {
          const headers = { 'Content-Type': type }
          const init: RequestInit = { method: 'POST', credentials: 'include', body: '{}', headers }
          sent.push(tried(() => window.fetch(url, { ...init, mode: 'no-cors' })))
          sent.push(tried(() => window.fetch(url, { ...init, method })))
          sent.push(
            tried(() =>
              window.fetch(url, { ...init, method, headers: { ...headers, 'X-EPM-Request': '1' } }),
            ),
          )
          sent.push(tried(() => navigator.sendBeacon(url, new Blob(['{}'], { type }))))
        }
        await Promise.all(sent)
        for (const enctype of [
          'text/plain',
          'multipart/form-data',
          'application/x-www-form-urlencoded',
        ])
          await tried(
            () =>
              new Promise<void>((done) => {
                const form = document.createElement('form')
                Object.assign(form, { method: 'post', action: url, enctype, target: 'hole' })
                const field = document.createElement('input')
                Object.assign(field, { name: '{"a":"', value: '"}' })
                form.append(field)
                document.body.append(form)
                document
                  .querySelector('iframe')
                  ?.addEventListener('load', () => done(), { once: true })
                form.submit()
              }),
          )
      }
      return attempts
    },
    { targets, contentTypes },
  )

base(
  'no changing route is reached from another port, a sibling name or another site (R39)',
  async ({ browser }) => {
    base.setTimeout(480_000)
    const port = await freePort()
    const service = await startFreshService({
      PORT: String(port),
      PUBLIC_URL: `http://${consoleHost}:${port}`,
      EPM_LOG: 'info',
    })
    const site = await otherSite()
    try {
      const context = await browser.newContext({ baseURL: service.url })
      const page = await context.newPage()
      // A page that sends nothing but reads by itself; the Overview asks for its figures with POST.
      await page.goto('/epm/elevation-requests')
      await signIn(page, 'intune.admin')
      const [target] = pendingOfOthers(service, peopleUpns)
      if (!target) throw new Error('The sample tenant has no pending request.')
      const changing = Object.values(endpoints).filter(({ method }) => method !== 'GET')
      const targets = changing.map(({ method, path }) => ({
        method,
        url: `${service.url}/beta${path.replace(/\{\w+\}/g, target.id)}`,
      }))
      const successes = () =>
        inDatabase(service, (db) =>
          db.prepare("select count(*) as n from audit where result = 'Success'").get(),
        )
      const before = successes()
      const from = service.printed().length

      let attempts = 0
      for (const origin of [
        `http://${consoleHost}:${site.port}`,
        `http://${siblingHost}:${site.port}`,
        `http://localhost:${site.port}`,
      ]) {
        const evil = await context.newPage()
        await evil.goto(origin)
        attempts += await attack(evil, targets)
        await evil.close()
      }
      const changingNames = new Set(
        Object.entries(endpoints)
          .filter(([, { method }]) => method !== 'GET')
          .map(([name]) => name),
      )
      const lines = service
        .printed()
        .slice(from)
        .split('\n')
        .filter((line) => line.includes('"message":"request"') || line.includes('"msg":"request"'))
        .map((line) => JSON.parse(line) as { endpoint: string | null; status: number })
        .filter(({ endpoint }) => endpoint !== null && changingNames.has(endpoint))
      const reached = lines.filter(({ status }) => ![401, 403, 405, 413, 429].includes(status))
      const reachedRoutes = new Set(lines.map(({ endpoint }) => endpoint))
      console.info(
        `R39: ${changing.length} changing routes, ${contentTypes.length} content types, 3 other origins: ` +
          `${attempts} attempts, ${lines.length} arrived at the service, ${reached.length} at a handler`,
      )
      expect(reached).toEqual([])
      expect(lines.filter(({ status }) => status === 429)).toEqual([])
      // Forms and simple requests do arrive, at every route that is a POST: else nothing was tested.
      const posts = Object.entries(endpoints).filter(([, { method }]) => method === 'POST')
      expect(posts.map(([name]) => name).filter((name) => !reachedRoutes.has(name))).toEqual([])
      expect(successes()).toEqual(before)
      // The same call from the console's own page does reach its handler.
      const own = await callFrom(
        page,
        'POST',
        `/deviceManagement/elevationRequests/${target.id}/deny`,
        {},
      )
      expect(own.status).toBe(200)
      await context.close()
    } finally {
      site.server.closeAllConnections()
      site.server.close()
      await service.stop()
    }
  },
)
