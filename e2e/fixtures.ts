import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test'

import { displayNameOf, type Person } from './people.ts'
import { startFreshService, type Service } from './service.ts'
import { watch, type Watched } from './watch.ts'

type Options = {
  /** Environment of this test's service, e.g. `test.use({ serviceEnv: { EPM_LIMIT_CHANGES: '5' } })`. */
  serviceEnv: Record<string, string>
}
type Fixtures = {
  service: Service
  /** A browser of its own that nobody is signed in with. */
  visit: (path?: string, options?: BrowserContextOptions) => Promise<Page>
  /** A browser of its own, signed in as a sample person through the sign-in page. */
  as: (person: Person, path?: string, options?: BrowserContextOptions) => Promise<Page>
  /** Console messages a test expects; everything else that the console says fails the test. */
  expectConsole: (pattern: RegExp) => void
  watched: Watched & { expected: RegExp[] }
}

/** Chooses a person on the sign-in page that is open. */
export const signIn = async (page: Page, person: Person) => {
  await page.getByRole('button', { name: new RegExp(`^${displayNameOf(person)} `) }).click()
  await expect(page.getByText('Choose who to be', { exact: true })).toHaveCount(0)
}

/** Every first visit asks for things while nobody is signed in yet, and Chromium puts such an answer on the console. */
const notSignedIn = /status of 401 \(Unauthorized\) at \/beta\//

export const test = base.extend<Options & Fixtures>({
  serviceEnv: [{}, { option: true }],
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
  service: async ({ serviceEnv }, use) => {
    const service = await startFreshService(serviceEnv)
    await use(service)
    await service.stop()
    const faults = service
      .printed()
      .split('\n')
      .filter((line) => /"level":50|violation of the policy/.test(line))
    expect(faults, 'the service logs no error and no violation').toEqual([])
  },
  visit: async ({ browser, service, watched }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use(async (path = '/', options = {}) => {
      const context = await browser.newContext({ ...options, baseURL: service.url })
      contexts.push(context)
      await watch(context, service.url, watched)
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
