import { test as base, expect, type Page } from '@playwright/test'

import { startFreshService, type Service } from './service.ts'

/** The sample people by the part before the @; an unknown name is a type error. */
export type Person =
  | 'intune.admin'
  | 'epm.manager'
  | 'epm.reader'
  | 'security.manager'
  | 'readonly.operator'
  | 'requests.approver'
  | 'policy.author'
  | 'role.admin'
  | 'no.role'

type Fixtures = {
  service: Service
  /** Opens a browser of its own, signed in as a sample person through the sign-in page. */
  as: (person: Person, path?: string) => Promise<Page>
  /** Console messages a test expects; everything else that the console says fails the test. */
  expectConsole: (pattern: RegExp) => void
}

export const signIn = async (page: Page, person: Person) => {
  await page.getByRole('button', { name: new RegExp(`${person}@contoso\\.example`) }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

export const test = base.extend<Fixtures & { consoleLog: { expected: RegExp[]; said: string[] } }>({
  consoleLog: async ({ page: _page }, use) => {
    const log = { expected: [] as RegExp[], said: [] as string[] }
    await use(log)
    const unexpected = log.said.filter((line) => !log.expected.some((each) => each.test(line)))
    expect(unexpected, 'a quiet console is part of green').toEqual([])
  },
  expectConsole: async ({ consoleLog }, use) => {
    await use((pattern) => consoleLog.expected.push(pattern))
  },
  service: async ({ page: _page }, use) => {
    const service = await startFreshService()
    await use(service)
    await service.stop()
  },
  as: async ({ browser, service, consoleLog, contextOptions }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use(async (person, path = '/') => {
      const context = await browser.newContext({ ...contextOptions, baseURL: service.url })
      contexts.push(context)
      const page = await context.newPage()
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) consoleLog.said.push(message.text())
      })
      page.on('pageerror', (error) => consoleLog.said.push(String(error)))
      await page.goto(path)
      await signIn(page, person)
      return page
    })
    for (const context of contexts) await context.close()
  },
})

export { expect }
