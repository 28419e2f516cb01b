import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { BrowserContext, Page } from '@playwright/test'

import { atProvider, expect, setupCodeOf, signInAt, test } from './provider.ts'
import { pathOf } from './queue.ts'
import { epm } from './service.ts'
import { callFrom, storedRequests } from './wire.ts'

test.use({ serviceEnv: { EPM_LOG: 'info' } })

const anna = 'anna@contoso.example'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Secrets by name, as they are made. */
const canaries = new Map<string, string>()
const keep = (name: string, value: string | null | undefined) => {
  if (!value) throw new Error(`There is no ${name}.`)
  canaries.set(name, value)
}

/** Follows one sign-in and keeps everything about it that must not stay anywhere. */
const keepOf = (context: BrowserContext, issuer: string, time: string) => {
  context.on('response', (response) => {
    void (async () => {
      const url = new URL(response.url())
      if (url.pathname.startsWith('/beta/epm/sign-in/')) {
        const headers = await response.headersArray()
        for (const { name, value } of headers) {
          if (name.toLowerCase() !== 'set-cookie') continue
          const [, cookie, secret] = /^(__Host-[\w-]+)=([\w-]+);/.exec(value) ?? []
          if (cookie && secret) keep(`${cookie} of the ${time}`, secret)
          if (cookie === '__Host-epm-sign-in' && secret)
            keep(`verifier of the ${time}`, sha256(`verifier ${secret}`))
        }
        const code = url.searchParams.get('code')
        if (code) keep(`code of the ${time}`, code)
      }
      if (url.origin === issuer && url.pathname === '/auth') {
        for (const name of ['state', 'nonce']) {
          const value = url.searchParams.get(name)
          if (value) keep(`${name} of the ${time}`, value)
        }
      }
    })()
  })
}

const storageOf = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]),
  )

test('twenty secrets and more are nowhere but in their place (R44)', async ({
  visit,
  service,
  provider,
  expectConsole,
}) => {
  test.slow()
  expectConsole(/status of 40\d/)
  /** Where a secret would be found: by name of the place. */
  const places = new Map<string, string>()
  const seen = (name: string, text: string) => places.set(name, (places.get(name) ?? '') + text)

  const page = await visit('/')
  keepOf(page.context(), provider.issuer, 'first sign-in')
  page.context().on('response', (response) => {
    const url = new URL(response.url())
    if (url.origin !== service.url) return
    if (!url.pathname.startsWith('/beta/epm/sign-in/')) seen('addresses', `${response.url()}\n`)
    void response.text().then(
      (text) => seen(response.ok() ? 'answers' : 'error bodies', text),
      () => undefined,
    )
  })
  const look = async (at: Page) => {
    seen('HTML', await at.content())
    seen('storage', await storageOf(at))
    seen('addresses', `${at.url()}\n`)
  }
  keep('client secret', provider.clientSecret)
  keep('setup code', setupCodeOf(service))
  keep('setup code without dashes', setupCodeOf(service).replaceAll('-', ''))
  await signInAt(page, anna)
  await page.getByRole('textbox', { name: 'Setup code' }).fill('WRONG-AAAAA-AAAAA-AAAAA')
  keep('wrong setup code', 'WRONG-AAAAA-AAAAA-AAAAA')
  await page.getByRole('button', { name: 'Become administrator' }).click()
  await expect(page.getByText('This code is not valid, or no longer.').first()).toBeVisible()
  await look(page)
  // What stands in the field that the person filled in is in its place.
  places.set('HTML', (places.get('HTML') ?? '').replaceAll('WRONG-AAAAA-AAAAA-AAAAA', ''))
  await page.getByRole('textbox', { name: 'Setup code' }).fill(setupCodeOf(service))
  await page.getByRole('button', { name: 'Become administrator' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await look(page)

  const bearer = await epm(service, 'token', 'create', '--user', anna)
  keep('bearer', bearer)
  // The test's own call, not the page's.
  const answer = await fetch(`${service.url}/beta/nothing`, {
    headers: { Authorization: `Bearer ${bearer}` },
  })
  seen('error bodies', await answer.text())
  for (const path of ['/me', '/epm/sessions', '/epm/config', '/deviceManagement/auditEvents'])
    seen('answers', JSON.stringify(await callFrom(page, 'GET', path)))

  keepOf(page.context(), provider.issuer, 'fresh sign-in')
  await page.goto('/beta/epm/sign-in/start?fresh=1&returnTo=/epm/elevation-requests')
  await atProvider(page, anna)
  await expect(page.getByRole('heading', { level: 1, name: 'Elevation requests' })).toBeVisible()
  const [request] = storedRequests(service)
  await page.goto(pathOf(request ?? { id: '' }))
  await look(page)
  await page.goto('/beta/epm/sign-in/callback?code=stolen-code-canary&state=swapped-state-canary')
  keep('stolen code', 'stolen-code-canary')
  keep('swapped state', 'swapped-state-canary')
  await expect(page.getByText('This sign-in is over.')).toBeVisible()
  await look(page)
  for (const [index, token] of provider.issued().entries())
    keep(`token ${index} of the provider`, token)
  await page.goto('/epm/elevation-requests')
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await look(page)

  for (const file of readdirSync(service.dataFolder))
    seen('database', readFileSync(join(service.dataFolder, file)).toString('latin1'))
  // The line for the person at the console is the setup code's place.
  seen('log', service.printed().replace(/Nobody is an administrator yet\..*\n/, ''))

  const hits = [...canaries].flatMap(([name, secret]) =>
    [...places].filter(([, text]) => text.includes(secret)).map(([place]) => `${name} in ${place}`),
  )
  const sizes = [...places].map(([place, text]) => `${place} ${Math.ceil(text.length / 1024)} KiB`)
  console.info(
    `R44: ${canaries.size} canaries (${[...canaries.keys()].join(', ')}) in ${sizes.join(', ')}: ${hits.length} hits`,
  )
  expect(canaries.size).toBeGreaterThanOrEqual(20)
  expect(places.size).toBe(7)
  expect(hits).toEqual([])
})
