import type { Browser, BrowserContextOptions, Page } from '@playwright/test'

import { startIdentityProvider } from '#mocks/identity-provider.ts'

import { freePort } from './free-port.ts'
import { startFreshService } from './service.ts'

type Taking = {
  browser: Browser
  looks: readonly (readonly [string, BrowserContextOptions])[]
  isWanted: (name: string) => boolean
  save: (page: Page, look: string, name: string) => Promise<void>
}

const names = [
  'provider-sign-in',
  'provider-leaving',
  'provider-refused',
  'provider-down',
  'provider-disabled',
  'setup',
  'setup-empty',
  'setup-wrong',
  'no-sign-in',
]

/** What people meet before they are in: at a provider, as the first of all, and where nobody signs in on a page. */
export const takeSignIn = async ({ browser, looks, isWanted, save }: Taking) => {
  if (!names.some(isWanted)) return
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const client = { id: 'epm-console', secret: 'client-secret-of-the-console' }
  const provider = await startIdentityProvider({
    ...client,
    redirectUri: `${url}/beta/epm/sign-in/callback`,
  })
  const withProvider = await startFreshService({
    EPM_WORLD: 'empty',
    PORT: String(port),
    PUBLIC_URL: url,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: client.id,
    OIDC_CLIENT_SECRET: client.secret,
  })
  const without = await startFreshService({ EPM_WORLD: 'empty' })
  const open = async (baseURL: string, options: BrowserContextOptions) => {
    const context = await browser.newContext({ ...options, baseURL, reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    return page
  }
  for (const [look, options] of looks) {
    const take = async (page: Page, name: string) => {
      if (isWanted(name)) await save(page, look, name)
    }
    const nobody = await open(without.url, options)
    await nobody.goto('/')
    await take(nobody, 'no-sign-in')
    await nobody.context().close()

    const page = await open(url, options)
    const go = page.getByRole('button', { name: 'Sign in with your organization' })
    await page.goto('/')
    await go.waitFor()
    await take(page, 'provider-sign-in')
    // An answer without content leaves the page as it is while one leaves it.
    await page.route('**/beta/epm/sign-in/start?**', (route) => route.fulfill({ status: 204 }))
    await go.click()
    await page.getByRole('button', { name: 'Going to sign-in…' }).waitFor()
    await take(page, 'provider-leaving')
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    // The provider is asked where it is once only, so that its failure shows in the first look alone.
    await page.goto('/sign-in?problem=unreachable&request=0123456789abcdef')
    await page.getByText('Your organization’s sign-in does not answer.').waitFor()
    await take(page, 'provider-down')
    await go.click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('You were not signed in.').waitFor()
    await take(page, 'provider-refused')
    await page.goto('/sign-in?problem=disabled&request=0123456789abcdef')
    await take(page, 'provider-disabled')
    await go.click()
    await page.getByLabel('Account').fill('anna@contoso.example')
    await page.getByRole('button', { name: 'Sign in' }).click()
    const become = page.getByRole('button', { name: 'Become administrator' })
    await become.waitFor()
    await take(page, 'setup')
    await become.click()
    await page.getByText('Enter the code.').waitFor()
    await take(page, 'setup-empty')
    await page.getByRole('textbox', { name: 'Setup code' }).fill('AAAAA-AAAAA-AAAAA-AAAAA')
    await become.click()
    await page.getByText('This code is not valid, or no longer.').first().waitFor()
    await take(page, 'setup-wrong')
    await page.context().close()
  }
  await withProvider.stop()
  await without.stop()
  await provider.stop()
}
