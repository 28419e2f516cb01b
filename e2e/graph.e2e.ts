import { expect, test as base, type Page } from '@playwright/test'

import { startStandIn, type StandIn } from '#mocks/graph/stand-in.ts'
import { selfSigned } from '#server/self-signed.spec-helper.ts'
import { sampleWorld } from '#worlds/sample/sample-world.ts'

import { approveDialog, table } from './queue.ts'
import { startStaticServer } from './static-server.ts'

type Fixtures = {
  graph: StandIn & { page: string }
  /** The console, signed in with Microsoft as this person, at this address. */
  open: (person: string, path: string) => Promise<Page>
}

const test = base.extend<Fixtures>({
  graph: async ({ browserName: _browserName }, use) => {
    const server = await startStaticServer()
    const { certificate, key } = selfSigned(new Date())
    const standIn = await startStandIn({
      world: sampleWorld(new Date()),
      page: server.url,
      tls: { cert: certificate, key },
      now: () => new Date(),
    })
    server.configure(standIn.config, [standIn.graph, standIn.login])
    await use({ ...standIn, page: server.url })
    await standIn.close()
    await server.close()
  },
  open: async ({ browser, graph }, use) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, baseURL: graph.page })
    const faults: string[] = []
    const foreign: string[] = []
    context.on('weberror', (error) => faults.push(String(error.error())))
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      // What the provider's own pages ask for is not ours.
      const known = [graph.page, graph.graph, graph.login].includes(origin)
      if (request.frame().url().startsWith(graph.login)) return
      if (!known && !['data:', 'blob:', 'about:'].includes(protocol)) foreign.push(request.url())
    })
    await use(async (person, path) => {
      const page = await context.newPage()
      await page.goto(path)
      await page.getByRole('button', { name: 'Sign in with Microsoft' }).click()
      // The provider's own page: whoever types a name is that person.
      await page.getByPlaceholder('Enter any login').fill(`${person}@contoso.example`)
      await page.getByPlaceholder('and password').fill('any')
      await page.getByRole('button', { name: 'Sign-in' }).click()
      await page.getByRole('button', { name: 'Continue' }).click()
      return page
    })
    expect(faults, 'nothing is thrown').toEqual([])
    expect(foreign, 'no address but the page, Graph and the sign-in is asked for').toEqual([])
    await context.close()
  },
})

test('a static build signs in at the provider and comes back to the page that was asked for', async ({
  graph,
  open,
}) => {
  const page = await open('epm.manager', '/epm/elevation-requests?status=denied')
  await expect(table(page)).toBeVisible()
  await expect(page).toHaveURL(`${graph.page}/epm/elevation-requests?status=denied`)
  expect(graph.calls.length).toBeGreaterThan(0)
  expect(graph.calls.filter(({ token }) => !token)).toEqual([])
  expect(graph.calls.filter(({ path }) => path.startsWith('/epm'))).toEqual([])
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))
  expect(kept, 'no token lies in local storage').not.toMatch(/accesstoken|refreshtoken/i)
})

test('a request is approved, read again before and after, and never twice', async ({
  graph,
  open,
}) => {
  const page = await open('epm.manager', '/epm/elevation-requests')
  await table(page).getByRole('link').first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
  await approveDialog(page).getByRole('textbox').fill('Known tool of the team')
  await approveDialog(page).getByRole('button', { name: 'Approve' }).click()
  await expect(approveDialog(page)).toHaveCount(0)
  const posts = graph.calls.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/approve'),
  )
  expect(posts).toHaveLength(1)
})

test('a policy is listed and opened, its assignments read from their own address', async ({
  graph,
  open,
}) => {
  const page = await open('intune.admin', '/epm/policies')
  const first = page.getByRole('table').getByRole('link').first()
  const name = (await first.textContent()) ?? ''
  await first.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name.slice(0, 8))
  expect(graph.calls.some(({ path }) => path.endsWith('/assignments'))).toBe(true)
})

test('what Graph does not have is said where one looks for it', async ({ open }) => {
  const page = await open('intune.admin', '/epm/policies')
  await page.getByRole('table').getByRole('link').first().click()
  await expect(page).toHaveURL(/\/epm\/policies\/[\w-]+$/)
  await page.goto(`${page.url()}/history`)
  await expect(page.getByText('Microsoft Graph does not offer this')).toBeVisible()
})

test('signing out ends the session with the provider', async ({ open, graph }) => {
  const page = await open('epm.reader', '/epm/elevation-requests')
  await expect(table(page)).toBeVisible()
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible()
  await page.goto(`${graph.page}/epm/elevation-requests`)
  await expect(page.getByRole('button', { name: 'Sign in with Microsoft' })).toBeVisible()
})
