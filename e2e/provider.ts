import type { Page } from '@playwright/test'

import { startIdentityProvider, type TestProvider } from '#mocks/identity-provider.ts'

import { expect, test as base } from './fixtures.ts'
import { freePort } from './free-port.ts'
import { startFreshService, type Service } from './service.ts'

const client = { id: 'epm-console', secret: 'client-secret-of-the-console' }

type Fixtures = {
  provider: TestProvider & { clientSecret: string }
  /** The service's own address, known before it runs. */
  address: { port: number; url: string }
}

/** Journeys where people sign in at a real OpenID Connect provider on loopback. */
export const test = base.extend<Fixtures>({
  address: async ({ browserName: _browserName }, use) => {
    const port = await freePort()
    await use({ port, url: `http://127.0.0.1:${port}` })
  },
  provider: async ({ address }, use) => {
    const redirectUri = `${address.url}/beta/epm/sign-in/callback`
    const provider = await startIdentityProvider({ ...client, redirectUri })
    await use({ ...provider, clientSecret: client.secret })
    await provider.stop()
  },
  service: async ({ serviceEnv, address, provider, watched }, use) => {
    const service = await startFreshService({
      PORT: String(address.port),
      PUBLIC_URL: address.url,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      ...serviceEnv,
    })
    await use(service)
    await service.stop()
    // The provider's pages are the one other address that is meant.
    watched.foreign = watched.foreign.filter((url) => new URL(url).origin !== provider.issuer)
    const faults = service
      .printed()
      .split('\n')
      .filter((line) => /"level":50|violation of the policy/.test(line))
    expect(faults, 'the service logs no error and no violation').toEqual([])
  },
})

export { expect }

/** The page of the provider: names the account and signs in. */
export const atProvider = async (page: Page, account: string) => {
  await expect(page.getByRole('heading', { name: 'Contoso sign-in' })).toBeVisible()
  await page.getByLabel('Account').fill(account)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** From the console's sign-in page through the provider and back. */
export const signInAt = async (page: Page, account: string) => {
  await page.getByRole('button', { name: 'Sign in with your organization' }).click()
  await atProvider(page, account)
}

export const setupCodeOf = (service: Service): string =>
  /administrator yet\..+: ([2-9A-Z-]{23})\n/.exec(service.printed())?.[1] ?? ''
