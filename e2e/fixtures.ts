import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test'

import { startGraphService, type GraphService } from './graph-service.ts'
import { displayNameOf, upnOf, type Person } from './people.ts'
import { startFreshService, type Service } from './service.ts'
import { watch, type Watched } from './watch.ts'

export type Options = {
  /** Environment of this test's service, e.g. `test.use({ serviceEnv: { EPM_LIMIT_CHANGES: '5' } })`. */
  serviceEnv: Record<string, string>
  /** What the console speaks to: our own service, or the stand-in for Microsoft Graph. */
  backEnd: 'service' | 'graph'
}
type Fixtures = {
  service: Service
  /** The stand-in behind this test; only with Graph. */
  graph: GraphService
  /** A browser of its own that nobody is signed in with. */
  visit: (path?: string, options?: BrowserContextOptions) => Promise<Page>
  /** A browser of its own, signed in as a sample person through the sign-in page. */
  as: (person: Person, path?: string, options?: BrowserContextOptions) => Promise<Page>
  /** Console messages a test expects; everything else that the console says fails the test. */
  expectConsole: (pattern: RegExp) => void
  watched: Watched & { expected: RegExp[] }
}

/** At the provider that stands for Microsoft's sign-in: whoever types a name is that person, once in each browser. */
const signInWithMicrosoft = async (page: Page, person: Person) => {
  await page.getByRole('button', { name: 'Sign in with Microsoft' }).click()
  const name = page.getByPlaceholder('Enter any login')
  // Also behind a dialog that was open and is again.
  const account = page.locator('button[aria-label^="Account: "]')
  await expect(name.or(account)).toBeVisible()
  if (await name.isVisible()) {
    await name.fill(upnOf(person))
    await page.getByPlaceholder('and password').fill('any')
    await page.getByRole('button', { name: 'Sign-in' }).click()
  }
  await expect(account).toBeVisible()
}

/** Signs in on the sign-in page that is open. */
export const signIn = async (page: Page, person: Person) => {
  const sample = page.getByRole('button', { name: new RegExp(`^${displayNameOf(person)} `) })
  const microsoft = page.getByRole('button', { name: 'Sign in with Microsoft' })
  await expect(sample.or(microsoft)).toBeVisible()
  if (await microsoft.isVisible()) return signInWithMicrosoft(page, person)
  await sample.click()
  await expect(page.getByText('Choose who to be', { exact: true })).toHaveCount(0)
}

/** Every first visit asks for things while nobody is signed in yet, and Chromium puts such an answer on the console. */
const notSignedIn = /status of 401 \(Unauthorized\) at \/beta\//

const isGraph = (service: Service): service is GraphService => 'standIn' in service

export const test = base.extend<Options & Fixtures>({
  serviceEnv: [{}, { option: true }],
  backEnd: ['service', { option: true }],
  watched: async ({ browserName: _browserName }, use) => {
    const watched = { said: [], foreign: [], expected: [notSignedIn] } as Fixtures['watched']
    await use(watched)
    const unexpected = watched.said.filter(
      (line) => !watched.expected.some((pattern) => pattern.test(line)),
    )
    expect(unexpected, 'the console of the browser says nothing unexpected').toEqual([])
    expect(watched.foreign, 'no address outside the service is asked for').toEqual([])
  },
  expectConsole: async ({ watched }, use) => {
    await use((pattern) => watched.expected.push(pattern))
  },
  service: async ({ serviceEnv, backEnd }, use) => {
    const service =
      backEnd === 'graph' ? await startGraphService() : await startFreshService(serviceEnv)
    await use(service)
    await service.stop()
    const faults = service
      .printed()
      .split('\n')
      .filter((line) => /"level":50|violation of the policy/.test(line))
    expect(faults, 'the service logs no error and no violation').toEqual([])
  },
  graph: async ({ service }, use) => {
    if (!isGraph(service)) throw new Error('This journey belongs to the project "graph".')
    await use(service)
    const { calls, fetched } = service.standIn
    expect(calls.filter(({ path }) => path.startsWith('/epm'))).toEqual([])
    expect(fetched.filter(({ token }) => token)).toEqual([])
  },
  visit: async ({ browser, service, watched }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    const { graph, login, storage } = isGraph(service) ? service.standIn : {}
    await use(async (path = '/', options = {}) => {
      const context = await browser.newContext({
        ...options,
        baseURL: service.url,
        // The stand-in's certificate is its own.
        ignoreHTTPSErrors: isGraph(service),
      })
      contexts.push(context)
      await watch(context, { own: service.url, known: [graph, storage], login }, watched)
      const page = await context.newPage()
      await page.goto(path)
      return page
    })
    for (const context of contexts) await context.close()
  },
  as: async ({ visit }, use) => {
    await use(async (person, path, options) => {
      const page = await visit(path, options)
      await signIn(page, person)
      return page
    })
  },
})

export { expect }
