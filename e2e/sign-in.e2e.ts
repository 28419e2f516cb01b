import type { Page } from '@playwright/test'

import { checked } from './axe.ts'
import { atProvider, expect, setupCodeOf, signInAt, test } from './provider.ts'
import { pathOf, toastOf } from './queue.ts'
import { epm } from './service.ts'
import { inDatabase, storedRequests } from './wire.ts'

const anna = 'anna@contoso.example'

/** As if the person had signed in six minutes ago. */
const age = (service: Parameters<typeof inDatabase>[0]) =>
  inDatabase(service, (db) =>
    db
      .prepare('update sessions set signed_in_at = ?')
      .run(new Date(Date.now() - 6 * 60_000).toISOString()),
  )

const becomeAdministrator = async (page: Page, code: string) => {
  await expect(page.getByRole('heading', { level: 1, name: 'First administrator' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Setup code' }).fill(code)
  await page.getByRole('button', { name: 'Become administrator' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
}

test.describe('an empty tenant', () => {
  test.use({ serviceEnv: { EPM_WORLD: 'empty' } })

  test('gets its first administrator with the code of the console, and nobody else that way', async ({
    visit,
    service,
    expectConsole,
  }) => {
    test.slow()
    expectConsole(/status of 400/)
    const code = setupCodeOf(service)
    expect(code).toHaveLength(23)
    const page = await visit('/')
    await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
    await checked(page, 'sign-in')
    await signInAt(page, anna)
    await expect(page.getByRole('heading', { level: 1, name: 'First administrator' })).toBeVisible()
    await checked(page, 'first administrator')
    await page.getByRole('button', { name: 'Become administrator' }).click()
    await expect(page.getByText('Enter the code.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Setup code' }).fill('AAAAA-AAAAA-AAAAA-AAAAA')
    await page.getByRole('button', { name: 'Become administrator' }).click()
    await expect(page.getByText('This code is not valid, or no longer.')).toBeVisible()
    await checked(page, 'a setup code that is refused')
    await becomeAdministrator(page, code)

    const bert = await visit('/')
    await signInAt(bert, 'bert@contoso.example')
    await expect(bert.getByRole('heading', { level: 1, name: 'No access' })).toBeVisible()
    await expect(bert.getByRole('textbox')).toHaveCount(0)
  })
})

test('a fresh sign-in at the provider comes back to the same form with everything typed', async ({
  visit,
  service,
}) => {
  test.slow()
  const [request] = storedRequests(service)
  if (!request) throw new Error('The sample tenant has no pending request.')
  const page = await visit('/')
  await signInAt(page, anna)
  await becomeAdministrator(page, setupCodeOf(service))
  age(service)
  await page.goto(pathOf(request, 'rule'))
  const dialog = page.getByRole('dialog', { name: 'Create a rule' })
  await dialog.getByRole('radio', { name: /^Create a new policy/ }).check({ timeout: 20_000 })
  await dialog.getByRole('textbox', { name: 'Policy name' }).fill('Typed before signing in again')
  await dialog.getByRole('textbox', { name: 'Rule name' }).fill('Kept rule name')
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('Automatic')
  await expect(dialog.getByText(/needs a sign-in within the last 5 minutes/)).toBeVisible()
  const confirm = dialog.getByRole('checkbox', { name: /^I have read what could go wrong/ })
  if ((await confirm.count()) > 0) await confirm.check()
  await dialog.getByRole('button', { name: 'OK' }).click()
  const again = page.getByRole('dialog', { name: 'Sign in again to go on' })
  await expect(again).toContainText('Nothing was changed.')
  const policies = () =>
    inDatabase(service, (db) =>
      db.prepare('select count(*) as n from policies where name like ?').get('Typed before%'),
    )
  expect(policies()).toEqual({ n: 0 })

  await again.getByRole('button', { name: 'Go to sign-in' }).click()
  await atProvider(page, anna)
  // A whole new document on a busy machine.
  await expect(dialog.getByRole('textbox', { name: 'Policy name' })).toHaveValue(
    'Typed before signing in again',
    { timeout: 20_000 },
  )
  await expect(dialog.getByRole('textbox', { name: 'Rule name' })).toHaveValue('Kept rule name')
  await expect(dialog.getByRole('combobox', { name: 'Type' })).toHaveValue('automatic')
  // Nothing was sent by itself.
  expect(policies()).toEqual({ n: 0 })
  await expect(dialog.getByText(/needs a sign-in within/)).toHaveCount(0)
  if ((await confirm.count()) > 0) await confirm.check()
  await dialog.getByRole('button', { name: 'OK' }).click()
  await expect(toastOf(page, 'Policy created, not assigned yet')).toBeVisible()
  expect(policies()).toEqual({ n: 1 })
})

test('signing out everywhere ends both browsers at once', async ({ visit, service }) => {
  const page = await visit('/')
  await signInAt(page, anna)
  await becomeAdministrator(page, setupCodeOf(service))
  const other = await visit('/epm/elevation-requests')
  await signInAt(other, anna)
  await expect(other.getByRole('heading', { level: 1, name: 'Elevation requests' })).toBeVisible()

  await page.getByRole('button', { name: /^Account:/ }).click()
  await page.getByRole('button', { name: 'Your sessions' }).click()
  const dialog = page.getByRole('dialog', { name: 'Where you are signed in' })
  await expect(dialog.getByRole('listitem')).toHaveCount(2)
  await expect(dialog.getByText('(this one)')).toHaveCount(1)
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await other.getByRole('link', { name: 'Devices' }).click()
  await expect(other.getByText('Your session has ended.')).toBeVisible()
})

test('what goes wrong at the provider ends on a page that says what to do', async ({
  visit,
  service,
  provider,
}) => {
  const page = await visit('/epm/policies')
  const go = page.getByRole('button', { name: 'Sign in with your organization' })
  provider.fail(true)
  await go.click()
  await expect(page.getByText('Your organization’s sign-in does not answer.')).toBeVisible()
  provider.fail(false)
  await go.click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('You were not signed in.')).toBeVisible()
  await expect(page.getByText(/Request id/i)).toBeVisible()
  await checked(page, 'a refused sign-in')

  await signInAt(page, anna)
  // The page that was asked for, without a right to it.
  await expect(page.getByText('Your roles do not show policies')).toBeVisible()
  expect(await epm(service, 'person', 'disable', anna)).toContain('1 sessions were ended')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  // The provider still knows who it is and asks nothing.
  await go.click()
  await expect(page.getByText('Your account is disabled here.')).toBeVisible()
})

test.describe('a session that nobody touches', () => {
  test.use({ serviceEnv: { EPM_SESSION_IDLE_MINUTES: '1' } })

  test('is announced, ends as it says, and what was typed is there afterwards', async ({
    visit,
    service,
  }) => {
    test.slow()
    const [request] = storedRequests(service)
    if (!request) throw new Error('The sample tenant has no pending request.')
    const page = await visit('/')
    await signInAt(page, anna)
    await becomeAdministrator(page, setupCodeOf(service))
    await page.goto(pathOf(request, 'deny'))
    const reason = page.getByRole('textbox', { name: 'Reason' })
    await reason.fill('Half a sentence', { timeout: 20_000 })
    await reason.press('End')
    await expect(page.getByText(/^You will be signed out/)).toBeVisible({ timeout: 75_000 })
    await expect(page.getByText('You were signed out.')).toBeVisible({ timeout: 40_000 })
    await expect(page.getByText(/Nothing was done here for a minute/)).toBeVisible()
    // The provider still knows who it is and asks nothing.
    await page.getByRole('button', { name: 'Sign in with your organization' }).click()
    await expect(reason).toHaveValue('Half a sentence')
  })
})
