import type { Page } from '@playwright/test'

import { checked, checkedMenu } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { toastOf } from './queue.ts'

const header = (page: Page, name: string) => page.getByRole('columnheader', { name, exact: true })
const wide = { viewport: { width: 1440, height: 900 } }

type Look = (page: Page, state: string) => Promise<void>
const unseen = { menu: () => Promise.resolve(), dialog: () => Promise.resolve() }

/** Puts a column away, keeps that as a view, comes back to it after a reload, and deletes it. */
const journey = async (page: Page, column: string, axe: { menu: Look; dialog: Look }) => {
  const views = page.getByRole('button', { name: 'Views', exact: true })
  await expect(header(page, column)).toBeVisible()

  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  const item = page.getByRole('menuitemcheckbox', { name: column, exact: true })
  await expect(item).toBeChecked()
  await axe.menu(page, 'menu of the columns')
  await item.click()
  await expect(item).not.toBeChecked()
  await page.keyboard.press('Escape')
  await expect(header(page, column)).toHaveCount(0)

  await views.click()
  await axe.menu(page, 'menu of the views')
  await page.getByRole('menuitem', { name: 'Save this view…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this view' })
  await axe.dialog(page, 'saving a view')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Short')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(toastOf(page, 'View saved')).toBeVisible()

  await page.getByRole('button', { name: 'Columns', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Show all/ }).click()
  await page.keyboard.press('Escape')
  await expect(header(page, column)).toBeVisible()
  await page.reload()
  await expect(header(page, column)).toBeVisible()
  await views.click()
  await page.getByRole('menuitemradio', { name: 'Short' }).click()
  await expect(header(page, column)).toHaveCount(0)

  await views.click()
  await page.getByRole('menuitem', { name: 'Delete views…' }).click()
  const deletion = page.getByRole('dialog', { name: 'Delete views' })
  await axe.dialog(page, 'deleting views')
  await deletion.getByRole('checkbox', { name: 'Short' }).check()
  await deletion.getByRole('button', { name: 'Delete' }).click()
  await expect(toastOf(page, 'View deleted')).toBeVisible()
  await views.click()
  await expect(page.getByRole('menuitem', { name: /^No saved views yet/ })).toBeVisible()
}

test('columns and views of the policies', async ({ as }) => {
  const page = await as('epm.manager', '/epm/policies', wide)
  await journey(page, 'Policy type', { menu: checkedMenu, dialog: checked })
})

test('columns and views of the queue', async ({ as }) => {
  await journey(await as('epm.manager', '/epm/elevation-requests', wide), 'Device', unseen)
})

test('the first visit to the queue does not load the menus, the first press does', async ({
  as,
}) => {
  const page = await as('epm.manager', '/epm/elevation-requests', wide)
  await expect(header(page, 'Device')).toBeVisible()
  // A second visit: all that the first page wanted has come.
  await page.reload({ waitUntil: 'networkidle' })
  const menus = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => /ListToolsSurface/.test(name)),
    )
  expect(await menus()).toEqual([])
  await page.getByRole('button', { name: 'Views', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Save this view…' })).toBeVisible()
  expect(await menus()).not.toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Views', exact: true })).toBeFocused()
})
