import type { Page } from '@playwright/test'

import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'
import type { Service } from './service.ts'
import { callFrom, inDatabase } from './wire.ts'

const sessions = async (page: Page) => {
  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('button', { name: 'Your sessions' }).click()
  return page.getByRole('dialog', { name: 'Where you are signed in' })
}

/** As if everybody had signed in six minutes ago. */
const age = (service: Service) =>
  inDatabase(service, (db) =>
    db
      .prepare('update sessions set signed_in_at = ?')
      .run(new Date(Date.now() - 6 * 60_000).toISOString()),
  )

test('one session is ended from another, and only that one', async ({ as }) => {
  const page = await as('epm.manager', '/epm/policies', { reducedMotion: 'reduce' })
  const lost = await as('epm.manager', '/epm/elevation-requests')
  const dialog = await sessions(page)
  await expect(dialog.getByRole('listitem')).toHaveCount(2)
  await expect(dialog.getByRole('listitem').first()).toContainText(/^Chrome on /)
  await expect(dialog.getByText('(this one)')).toHaveCount(1)
  await checked(page, 'sessions')
  await dialog.getByRole('button', { name: /^Sign out Chrome on .+, signed in / }).click()
  await expect(dialog.getByRole('listitem')).toHaveCount(1)
  await expect(dialog.getByRole('list', { name: 'Your sessions' })).toBeFocused()
  expect((await callFrom(page, 'GET', '/me')).status).toBe(200)
  await lost.getByRole('link', { name: 'Devices' }).click()
  await expect(lost.getByText('Your session has ended.')).toBeVisible()
})

test('a session that cannot be ended stays in the list, and says why', async ({
  as,
  expectConsole,
}) => {
  expectConsole(/status of 503/)
  const page = await as('epm.manager', '/epm/policies')
  await as('epm.manager', '/epm/policies')
  const dialog = await sessions(page)
  await page.route('**/beta/epm/sessions/*/end', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/json',
      body: JSON.stringify({ error: { code: 'ServiceUnavailable', message: 'Not now.' } }),
    }),
  )
  await dialog.getByRole('button', { name: /^Sign out Chrome on / }).click()
  await expect(dialog.getByRole('alert')).toContainText('The service is not available')
  await expect(dialog.getByRole('listitem')).toHaveCount(2)
  await checked(page, 'a session that was not ended')
})

test('a fresh sign-in over a form keeps what was typed, and the button goes on', async ({
  as,
  service,
  expectConsole,
}) => {
  expectConsole(/status of 401/)
  const page = await as('epm.manager', '/tokens')
  await page.getByRole('button', { name: 'Create token' }).first().click()
  const form = page.getByRole('dialog', { name: 'Create token' })
  await form.getByRole('textbox', { name: /^Name/ }).fill('Typed before signing in again')
  await form.getByRole('radio', { name: /^Decide requests/ }).check()
  age(service)
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  const again = page.getByRole('dialog', { name: 'Sign in again to go on' })
  await expect(again).toContainText('Nothing was changed.')
  await checked(page, 'a fresh sign-in')
  const tokens = () =>
    inDatabase(service, (db) => db.prepare('select purpose, name from tokens').all())
  // Refused again after "Cancel", and nothing typed is lost by it.
  await again.getByRole('button', { name: 'Cancel' }).click()
  await expect(again).toHaveCount(0)
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await again.getByRole('button', { name: /^Sign in again as / }).click()
  await expect(again).toHaveCount(0)
  await expect(form.getByRole('textbox', { name: /^Name/ })).toHaveValue(
    'Typed before signing in again',
  )
  await expect(form.getByRole('radio', { name: /^Decide requests/ })).toBeChecked()
  // Nothing was sent by itself.
  expect(tokens()).toEqual([])
  await form.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('dialog', { name: 'Copy the token now' })).toBeVisible()
  expect(tokens()).toEqual([{ purpose: 'decide', name: 'Typed before signing in again' }])
})
