import type { Page } from '@playwright/test'

import { expect, test } from './fixtures.ts'

const step = (page: Page, name: string) => page.getByRole('heading', { level: 2, name })
const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click()
const hash = 'ab'.repeat(32)

test('an elevation rules policy: a file fills a rule, its risks are confirmed, a reload loses nothing', async ({
  as,
}) => {
  const page = await as('epm.manager', '/epm/policies/new/elevation-rules')
  await page.getByRole('textbox', { name: 'Name' }).fill('Front desk tools')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Keep editing' }).click()
  await expect(page.getByRole('button', { name: 'Next' })).toBeVisible()
  await expect(step(page, 'Basics')).toBeVisible()
  await next(page)
  await next(page)
  await expect(page.getByText('Add at least one rule.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Add a rule' }).click()

  const pane = page.getByRole('dialog', { name: 'Rule properties' })
  await expect(pane.getByRole('heading', { name: 'Rule properties' })).toBeFocused()
  await pane.getByText('Fill from a file').click()
  await pane.getByLabel('File to fill from').setInputFiles({
    name: 'setup.exe',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('not much of a program'),
  })
  await expect(pane.getByText('Filled File name, File hash.')).toBeVisible()
  await expect(pane.getByRole('textbox', { name: 'File hash' })).toHaveValue(/^[0-9a-f]{64}$/)
  await pane.getByRole('textbox', { name: 'File hash' }).fill(hash)
  await pane.getByRole('combobox', { name: 'Elevation type' }).selectOption('Automatic')
  await expect(pane.getByText('Elevated without asking.')).toBeVisible()
  await page.reload()
  await expect(pane.getByRole('textbox', { name: 'File hash' })).toHaveValue(hash)
  await pane.getByRole('button', { name: 'Save' }).click()
  const confirm = pane.getByRole('checkbox', { name: /^I have read what could go wrong/ })
  await expect(confirm).toBeFocused()
  await confirm.check()
  await pane.getByRole('button', { name: 'Save' }).click()
  await expect(pane).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Rules' })).toContainText('setup.exe')

  await next(page)
  await page.getByRole('radio', { name: 'Choose scope tags' }).check()
  await next(page)
  await expect(page.getByText('Choose at least one scope tag.', { exact: true })).toBeVisible()
  await page.getByRole('checkbox', { name: /^EMEA/ }).check()
  await next(page)
  await page.getByRole('button', { name: 'Add groups', exact: true }).first().click()
  await page.getByRole('searchbox', { name: 'Search groups to include' }).fill('Eng')
  await page.getByRole('button', { name: 'Include Engineering' }).click()
  await next(page)
  await expect(step(page, 'Review + create')).toBeFocused()
  await expect(page.getByText('Malware starts the file silently')).toBeVisible()
  await page.getByRole('button', { name: 'Create', exact: true }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Front desk tools' })).toBeVisible()
  const messages = page.getByRole('status', { name: 'Messages' })
  await expect(messages).toContainText('Policy created and assigned')
  const covered = await messages.evaluate((region) => {
    const over = region.firstElementChild?.getBoundingClientRect()
    if (over === undefined) return ['no message']
    return [...document.querySelectorAll('button, a, input, summary')]
      .filter((each) => !region.contains(each))
      .filter((each) => {
        const box = each.getBoundingClientRect()
        const across = box.left < over.right && box.right > over.left
        return box.width > 1 && across && box.top < over.bottom && box.bottom > over.top
      })
      .map((each) => each.textContent)
  })
  expect(covered, 'commands that lie under the message').toEqual([])
  await expect(page.getByRole('region', { name: 'Assignments' })).toContainText('Engineering')
  await expect(page.getByRole('region', { name: 'Scope tags' })).toContainText('EMEA')
  await expect(page.getByRole('button', { name: /^setup\.exe/ })).toBeVisible()
})

test('a reader is told which right is missing', async ({ as }) => {
  const page = await as('epm.reader', '/epm/policies/new/elevation-rules')
  await expect(page.getByText(/Policy Authoring: Create/)).toBeVisible()
})
