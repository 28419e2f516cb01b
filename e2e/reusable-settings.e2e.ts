import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'
import { toastOf } from './queue.ts'
import type { Service } from './service.ts'
import { inDatabase } from './wire.ts'

const list = '/epm/reusable-settings'

const storedText = (service: Service, name: string): string | undefined =>
  inDatabase(service, (db) => {
    const row = db
      .prepare<[string], { resource: string }>(
        'select resource from reusable_settings where display_name = ?',
      )
      .get(name)
    if (!row) return undefined
    const setting = JSON.parse(row.resource) as {
      settingInstance: { simpleSettingValue: { value: string } }
    }
    return setting.settingInstance.simpleSettingValue.value
  })
const idOf = (service: Service, like: string): string =>
  inDatabase(
    service,
    (db) =>
      db
        .prepare<[string], { id: string }>(
          'select id from reusable_settings where display_name like ?',
        )
        .get(like)?.id ?? '',
  )
const pemOf = (service: Service): string =>
  inDatabase(service, (db) => {
    const row = db
      .prepare<[], { resource: string }>('select resource from reusable_settings order by id')
      .get()
    const found = JSON.parse(row?.resource ?? '{}') as {
      settingInstance: { simpleSettingValue: { value: string } }
    }
    return found.settingInstance.simpleSettingValue.value
  })
const digits = (text: string) => text.replace(/-----[A-Z ]+-----|\s/g, '')
const file = (name: string, buffer: Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
})
const choose = (page: Page, chosen: ReturnType<typeof file>) =>
  page.locator('input[type=file]').setInputFiles(chosen)

test('a certificate is added from a file, shown in words, and stored as it is', async ({
  as,
  service,
}) => {
  const base64 = digits(pemOf(service))
  const page = await as('epm.manager', list)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Vendor of the journey')
  await page.keyboard.press('Enter')
  await expect(
    page.getByRole('heading', { level: 2, name: 'Configuration settings' }),
  ).toBeFocused()

  await choose(
    page,
    file('key.pem', Buffer.from('-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----')),
  )
  await expect(page.getByText('This file was not taken.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Base 64 value' })).toHaveValue('')

  await choose(page, file('vendor.cer', Buffer.from(base64, 'base64')))
  await expect(page.getByText('SHA-256 thumbprint')).toBeVisible()
  // What is entered outlives a reload.
  await page.reload()
  await expect(page.getByText('SHA-256 thumbprint')).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('Vendor of the journey')).toBeVisible()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Vendor of the journey' })).toBeVisible()
  expect(digits(storedText(service, 'Vendor of the journey') ?? '')).toBe(base64)

  await page.getByRole('button', { name: 'Delete' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/No policy in your scope uses it/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Yes, delete' }).click()
  await expect(toastOf(page, 'Reusable setting deleted')).toBeVisible()
  expect(storedText(service, 'Vendor of the journey')).toBeUndefined()
})

test('one in use is not deleted, and an edit says what it changes', async ({ as, service }) => {
  const id = idOf(service, 'Contoso%')
  const page = await as('epm.manager', `${list}/${id}?delete=yes`)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/cannot be deleted while policies use it/)).toBeVisible()
  await expect(
    dialog.getByRole('heading', { name: 'This reusable setting is in use' }),
  ).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Yes, delete' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()

  await page.getByRole('button', { name: 'Edit' }).click()
  const effect = page.getByRole('region', { name: 'What saving changes' })
  await expect(effect.getByText(/\d+ polic(y|ies) and \d+ rules? use it/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Base 64 value' }).fill(pemOf(service))
  await expect(effect.getByText(/ask for the new certificate as soon as it is saved/)).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('alert').getByText('Confirm that you have read what')).toBeVisible()
  await page.getByRole('checkbox', { name: /^I have read what could go wrong/ }).click()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(toastOf(page, 'Saved')).toBeVisible()
  // The toast is there before the next page is.
  await expect(page.getByRole('heading', { name: 'Edit reusable setting' })).toBeHidden()
  const name = await page.getByRole('heading', { level: 1 }).textContent()
  expect(digits(storedText(service, name ?? '') ?? '')).toBe(digits(pemOf(service)))
})
