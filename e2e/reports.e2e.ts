import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'

import { checked } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { toastOf } from './queue.ts'
import { inDatabase } from './wire.ts'

const report = '/epm/reports/elevations'
const table = (page: Page) => page.getByRole('table', { name: 'Elevation report' })
const rows = (page: Page) => table(page).getByRole('row')
const command = 'Create a rule with these file details'
const pane = (page: Page) => page.getByRole('dialog', { name: 'Create a rule' })
const total = (page: Page) => page.getByRole('search').getByRole('status')
const file = 'LitwareVpnClient-5.12.msi'

test('from the list over a filter to one elevation, and a rule in a new policy that holds it', async ({
  as,
}) => {
  const page = await as('epm.manager', '/epm/reports')
  await page.getByRole('link', { name: /^Elevation report Every/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Elevation report' })).toBeVisible()
  await expect(page.getByText(/kept for 30 days/)).toBeVisible()
  const everything = await total(page).textContent()

  await page.getByRole('combobox', { name: 'Type' }).selectOption('User confirmed')
  await page.getByRole('searchbox', { name: 'Search elevations' }).fill('LitwareVpn')
  await page.getByRole('combobox', { name: 'Result' }).selectOption('Succeeded')
  await expect(page).toHaveURL(/type=userConfirmedElevation.*result=succeeded|search=LitwareVpn/)
  await expect(total(page)).not.toHaveText(everything ?? '')
  await expect(rows(page).nth(1)).toContainText(file)
  await page.reload()
  await expect(rows(page).nth(1)).toContainText(file)

  await rows(page).nth(1).getByRole('link').click()
  const drawer = page.getByRole('dialog', { name: file })
  await expect(drawer.getByRole('heading', { name: file })).toBeFocused()
  await expect(drawer.getByText('0: Success.').first()).toBeVisible()
  const applied = drawer.getByRole('region', { name: 'Rule and policy that applied' })
  await expect(applied.getByRole('link').first()).toHaveText('Service desk and everyday software')
  await expect(applied.getByRole('link').last()).toHaveAttribute('href', /\?rule=/)
  await expect(drawer.getByText(/elevations, this one among them/).first()).toBeVisible()
  const hash = (await drawer.getByText(/^[0-9A-F]{64}$/).textContent()) ?? ''

  await drawer.getByRole('button', { name: command }).click()
  await expect(pane(page).getByRole('combobox', { name: 'Type' })).not.toContainText('Deny')
  await pane(page).getByRole('textbox', { name: 'Policy name' }).fill('Rules from the report')
  await pane(page)
    .getByRole('checkbox', { name: /same file path/ })
    .check()
  await pane(page)
    .getByRole('checkbox', { name: /^I have read/ })
    .check()
  await pane(page).getByRole('button', { name: 'OK' }).click()
  await expect(toastOf(page, 'Policy created, not assigned yet')).toBeVisible()
  await expect(drawer).toBeVisible()

  await page.goto('/epm/policies')
  await page.getByRole('link', { name: 'Rules from the report' }).click()
  const rule = page.getByRole('list', { name: 'Rules' }).getByRole('button')
  await expect(rule).toHaveCount(1)
  await expect(rule).toContainText(`${file}, User confirmed`)
  await rule.click()
  await expect(
    page.getByText(new RegExp(`^${hash.slice(0, 6)}.*${hash.slice(-6)}$`, 'i')).first(),
  ).toBeVisible()
})

test('several rows by the keyboard: one rule where it is safe, the reason where it is not', async ({
  as,
}) => {
  const page = await as('epm.manager', `${report}?search=LitwareVpn`)
  await expect(rows(page).nth(2)).toContainText(file)
  const open = page.getByRole('button', { name: command })
  await expect(open).toHaveAccessibleDescription(/Select elevations in the list first/)
  await rows(page).nth(1).getByRole('link').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Clear selection (2)' })).toBeVisible()
  await open.click()
  await expect(pane(page)).toContainText('which covers all 2 chosen elevations')
  await expect(pane(page)).toContainText('matches this very file by its hash')
  await page.keyboard.press('Escape')
  await expect(pane(page)).toHaveCount(0)

  await page.getByRole('searchbox', { name: 'Search elevations' }).fill('regedit')
  await expect(rows(page).nth(1)).toContainText('regedit.exe')
  await rows(page).nth(1).getByRole('checkbox').check()
  await open.click()
  await expect(pane(page).getByText('No single rule is safe for all of them.')).toBeVisible()
  await pane(page).getByRole('button', { name: 'Back to the report' }).click()
  await expect(page.getByRole('button', { name: 'Clear selection (3)' })).toBeVisible()
})

/** What a download holds, as records; our own cells hold no line breaks here. */
const exported = async (page: Page): Promise<string[]> => {
  // Without the browser's own dialog, which nobody could answer here.
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^epm-elevations-\d{4}-\d{2}-\d{2}\.csv$/)
  return readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n')
}

for (const [what, query, expected] of [
  [
    'through the report',
    'result=failed&range=week',
    /,"(UserConfirmed|ZeroTouch|SupportApproved)Ele/,
  ],
  ['through the list', `file=${file}`, /LitwareVpnClient-5\.12\.msi/],
] as const)
  test(`an export holds exactly what is filtered, ${what}`, async ({ as }) => {
    const page = await as('epm.reader', `${report}?${query}`)
    await expect(total(page)).toHaveText(/^\d+ elevations?$/)
    const count = Number((await total(page).textContent())?.replace(/\D/g, ''))
    expect(count).toBeGreaterThan(1)
    const [head, ...lines] = await exported(page)
    expect(head).toContain('"CompanyName","DeviceId","DeviceName","ElevationType","EventDateTime"')
    expect(lines).toHaveLength(count)
    for (const line of lines) expect(line).toMatch(expected)
    await expect(toastOf(page, 'Exported')).toBeVisible()
  })

/** The browser's own dialog as somebody who answers it, with a real file of the browser behind it. */
const answeringWhere = (page: Page, name: string) =>
  page.evaluate((fileName) => {
    const files = () => navigator.storage.getDirectory()
    Object.assign(window, {
      showSaveFilePicker: async () => (await files()).getFileHandle(fileName, { create: true }),
      savedThere: async () => {
        const handle = await (await files()).getFileHandle(fileName)
        return (await handle.getFile()).text()
      },
    })
  }, name)
const savedThere = (page: Page) =>
  page.evaluate(() => (window as unknown as { savedThere: () => Promise<string> }).savedThere())

test('an export goes into the file that was chosen, and one that is stopped leaves it as it was', async ({
  as,
}) => {
  const page = await as('epm.reader', `${report}?result=failed`)
  await expect(total(page)).toHaveText(/^\d+ elevations?$/)
  const count = Number((await total(page).textContent())?.replace(/\D/g, ''))
  const downloads: string[] = []
  page.on('download', (download) => downloads.push(download.suggestedFilename()))
  await answeringWhere(page, 'chosen.csv')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await expect(toastOf(page, 'Exported')).toBeVisible()
  const saved = await savedThere(page)
  expect(saved.startsWith('"CompanyName","DeviceId"')).toBe(true)
  expect(saved.trimEnd().split('\r\n')).toHaveLength(count + 1)

  await page.route('**/reports/exportJobs', () => undefined)
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await page.getByRole('button', { name: 'Cancel export' }).click()
  await expect(toastOf(page, 'Export cancelled')).toBeVisible()
  expect(await savedThere(page)).toBe(saved)
  expect(downloads).toEqual([])
})

test('a filter in the address that is not understood is told, and taken out on demand', async ({
  as,
}) => {
  const page = await as('epm.reader', `${report}?result=perhaps&type=unmanagedElevation`)
  const told = page.getByText(
    'The address holds a filter that is not understood: result “perhaps”. It is left out',
  )
  await expect(told).toBeVisible()
  await told.locator('..').getByRole('button', { name: 'Clear' }).click()
  await expect(page).toHaveURL(/\/elevations\?type=unmanagedElevation$/)
  await expect(told).toHaveCount(0)
  await page.goto('/epm/reports/users?state=yes&colour=red')
  await expect(
    page.getByText('filters that are not understood: state “yes” and colour “red”.'),
  ).toBeVisible()
})

test('an export can be stopped', async ({ as }) => {
  const page = await as('epm.reader', report)
  await expect(rows(page).nth(1)).toBeVisible()
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  await page.route('**/reports/exportJobs', () => undefined)
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await expect(page.getByText('The report is being prepared')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel export' }).click()
  await expect(page.getByRole('button', { name: 'Export CSV' })).toBeVisible()
})

test('a reader makes no rule, and who has no right to the reports sees which right it is', async ({
  as,
  expectConsole,
}) => {
  expectConsole(/status of 403/)
  const reader = await as('epm.reader', `${report}?result=denied`)
  await rows(reader).nth(1).getByRole('link').click()
  const button = reader.getByRole('dialog').getByRole('button', { name: command })
  await expect(button).toBeDisabled()
  await expect(button).toHaveAccessibleDescription(/Policy Authoring: Create/)

  const approver = await as('requests.approver', report)
  await expect(
    approver.getByRole('heading', { name: 'Your roles do not show reports' }),
  ).toBeVisible()
  await expect(approver.getByText(/Policy Authoring: View Reports/)).toBeVisible()
  await expect(
    approver.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reports' }),
  ).toHaveCount(0)
})

test('reports have no fault that axe finds', async ({ as, service }) => {
  test.slow()
  const page = await as('epm.manager', '/epm/reports')
  await expect(page.getByRole('link', { name: /^Elevation report Every/ })).toBeVisible()
  await checked(page, 'landing')
  await page.goto(report)
  await expect(rows(page).nth(1)).toBeVisible()
  await page.getByRole('button', { name: 'More filters' }).click()
  await page.getByRole('combobox', { name: 'Date' }).selectOption('Choose days')
  await rows(page).nth(1).getByRole('checkbox').check()
  await rows(page).nth(2).getByRole('checkbox').check()
  await checked(page, 'list')
  await rows(page).nth(1).getByRole('link').click()
  const drawer = page.getByRole('dialog')
  for (const section of ['File information', 'Elevation information'])
    await drawer.getByText(section).click()
  await expect(drawer.getByText('Intune compliant')).toBeVisible()
  await checked(page, 'drawer, unfolded')
  await drawer.getByRole('button', { name: command }).click()
  await expect(pane(page).getByRole('textbox', { name: 'Policy name' })).toBeVisible()
  await checked(page, 'rule')
  await page.goto(`${report}?search=nothing-matches-this`)
  await expect(page.getByRole('heading', { name: 'No elevations match' })).toBeVisible()
  await checked(page, 'no match')
  inDatabase(service, (db) => db.prepare('delete from elevations').run())
  await page.goto(report)
  await expect(page.getByRole('heading', { name: 'No elevation is reported' })).toBeVisible()
  await checked(page, 'empty')
})
