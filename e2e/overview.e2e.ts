import { readFileSync } from 'node:fs'

import type { Page } from '@playwright/test'

import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const people = (page: Page) => region(page, 'Who can become a standard user?')
const counted = (page: Page) => page.getByRole('search').getByRole('status')
const rowsOf = (page: Page, name: string) =>
  page.getByRole('table', { name, exact: true }).getByRole('row')
const numberIn = (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''))
const exportJobs = '**/beta/deviceManagement/reports/exportJobs'

test('the overview is where readers of reports begin; its numbers lead to the rows behind them', async ({
  as,
}) => {
  const page = await as('epm.reader')
  await expect(page).toHaveURL(/\/epm\/overview$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expect(page.getByText(/last 48 hours/).first()).toBeVisible()
  await expect(page.getByText(/^36 elevation requests wait/)).toBeVisible()

  const file = region(page, 'Frequently unmanaged elevations').getByRole('row').nth(1)
  const link = file.getByRole('link')
  const count = numberIn(await link.textContent())
  expect(count).toBeGreaterThan(0)
  await link.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Elevation report' })).toBeVisible()
  await expect(counted(page)).toHaveText(`${count.toLocaleString('en')} elevations`)
  await page.goBack()

  const groups = people(page).getByRole('listitem')
  await expect(groups).toHaveCount(3)
  const mixed = groups.filter({ hasText: 'both managed and unmanaged' }).getByRole('link')
  const users = numberIn(await mixed.textContent())
  await mixed.click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'Elevation report by user' }),
  ).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Elevations are' })).toHaveValue('mixed')
  await expect(rowsOf(page, 'Elevation report by user').nth(1)).toContainText(
    'Managed and unmanaged',
  )
  // Whole days, so at least those of the 48 hours.
  expect(numberIn(await counted(page).textContent())).toBeGreaterThanOrEqual(users)
})

test('the trend is read with the keyboard, opens a day, and is a table on demand', async ({
  as,
}) => {
  const page = await as('epm.reader', '/epm/overview')
  const trend = region(page, 'Elevation trends')
  const slider = trend.getByRole('slider', { name: 'Elevations a day: day' })
  await slider.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  const told = (await slider.getAttribute('aria-valuetext')) ?? ''
  const [, day, sum] = /^(.+?): .*?([\d,]+) in all$/.exec(told) ?? []
  await expect(trend.getByText(`${day} (UTC)`)).toBeVisible()
  await trend.getByRole('button', { name: 'Show as table' }).click()
  await expect(trend.getByRole('row').filter({ hasText: day ?? '' })).toContainText(
    new RegExp(`${sum}$`),
  )
  await trend.getByRole('button', { name: 'Show as chart' }).click()
  await slider.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/epm\/reports\/elevations\?from=(\S+)&to=\1$/)
  await expect(counted(page)).toHaveText(`${sum} elevations`)
})

test('from the report by user over their applications to single elevations, and out as CSV', async ({
  as,
}) => {
  const page = await as('epm.manager', '/epm/reports')
  await page.getByRole('link', { name: /^Elevation report by user / }).click()
  const name = 'Elevation report by user'
  const hide = page.getByRole('checkbox', { name: 'Hide Windows’ own accounts' })
  // What is chosen lives in the address, which the router changes a moment later.
  await hide.click()
  await expect(hide).toBeChecked()
  await expect(rowsOf(page, name).first()).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search users' }).fill('rodrigo.alves')
  await expect(counted(page)).toHaveText('1 user')
  const cells = rowsOf(page, name).nth(1).getByRole('cell')
  const total = numberIn(await cells.last().textContent())
  const unmanaged = numberIn(await cells.nth(2).textContent())

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const saved = readFileSync(await (await download).path(), 'utf8')
  expect(saved.split('\r\n').slice(1)).toEqual([
    expect.stringMatching(
      new RegExp(`^"rodrigo\\.alves@contoso\\.example","\\d+","\\d+","${total}"$`),
    ),
    '',
  ])

  await rowsOf(page, name).nth(1).getByRole('link').click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'Applications of rodrigo.alves@contoso.example' }),
  ).toBeVisible()
  // The total has what was elevated; what was denied stands among the applications too.
  await expect(page.getByLabel('Totals of the rows above')).toContainText(
    `Unmanaged${unmanaged.toLocaleString('en')}`,
  )
  const file = rowsOf(page, 'applications').nth(1)
  const events = numberIn(await file.getByRole('cell').last().textContent())
  const device = await file.getByRole('cell').nth(2).textContent()
  await file.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Elevation report' })).toBeVisible()
  await expect(rowsOf(page, 'Elevation report').nth(1)).toContainText(device ?? '')
  await expect(counted(page)).toHaveText(`${events.toLocaleString('en')} elevations`)
})

test('reports by application and publisher: filters in the address, totals and rows agree', async ({
  as,
}) => {
  const page = await as('readonly.operator', '/epm/reports/publishers?rows=together')
  const name = 'Elevation report by publisher'
  const row = rowsOf(page, name).nth(1)
  const cells = row.getByRole('cell')
  const total = numberIn(await cells.last().textContent())
  await row.getByRole('link').click()
  await expect(page).toHaveURL(/\/epm\/reports\/applications\?publisher=%22.+%22/)
  await expect(page.getByLabel('Totals of the rows above')).toContainText(
    `In all${total.toLocaleString('en')}`,
  )
  await page.getByRole('combobox', { name: 'Days' }).selectOption('Today and 6 days before')
  await expect(page).toHaveURL(/range=week/)
  const first = rowsOf(page, 'Elevation report by applications').nth(1)
  await expect(first).toBeVisible()
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Days' })).toHaveValue('week')
  const events = numberIn(await first.getByRole('cell').last().textContent())
  await first.getByRole('link').click()
  await expect(page).toHaveURL(/from=\S+&to=/)
  await expect(counted(page)).toHaveText(
    `${events.toLocaleString('en')} ${events === 1 ? 'elevation' : 'elevations'}`,
  )
})

test('who may decide but not read reports begins in the queue and is told what is missing', async ({
  as,
}) => {
  const page = await as('requests.approver')
  await expect(page).toHaveURL(/\/epm\/elevation-requests$/)
  await page.goto('/epm/overview')
  await expect(
    page.getByRole('heading', { name: 'Your roles do not show the Overview' }),
  ).toBeVisible()
})

test('axe finds nothing on the overview and the reports, whatever their state', async ({
  as,
  expectConsole,
}) => {
  test.slow()
  const page = await as('epm.manager', '/epm/overview')
  const trend = region(page, 'Elevation trends')
  await expect(people(page).getByRole('listitem')).toHaveCount(3)
  await expect(trend.getByRole('img')).toBeVisible()
  await page.getByText('Phases of a deployment and example personas').click()
  await trend.getByRole('slider').focus()
  await checked(page, 'overview')
  await trend.getByRole('button', { name: 'Show as table' }).click()
  await checked(page, 'trend as table')
  for (const report of ['applications', 'publishers', 'users']) {
    await page.goto(`/epm/reports/${report}?rows=together`)
    await expect(page.getByLabel('Totals of the rows above')).toBeVisible()
    await checked(page, report)
  }
  await page.goto('/epm/reports/users/applications?user=rodrigo.alves@contoso.example')
  await expect(page.getByLabel('Totals of the rows above')).toBeVisible()
  await checked(page, 'applications of a user')

  await page.route('**/privilegeManagementElevations?*', (route) =>
    route.fulfill({ json: { value: [] } }),
  )
  await page.goto('/epm/overview')
  await expect(region(page, 'Getting started')).toBeVisible()
  await checked(page, 'getting started')
  await page.unrouteAll()

  expectConsole(/status of 400/)
  await page.route(exportJobs, (route) =>
    route.fulfill({
      status: 400,
      json: { error: { code: 'BadRequest', message: 'Not now.' } },
    }),
  )
  await page.goto('/epm/overview')
  await expect(page.getByRole('alert')).toHaveCount(5)
  await checked(page, 'failed')
  await page.goto('/epm/reports/users')
  // The chart by days and the table fail each for itself.
  await expect(page.getByRole('alert')).toHaveCount(2)
  await checked(page, 'failed report')
})
